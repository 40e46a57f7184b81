import ArgumentParser
import LexiHome
import LexiPanes
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What every command takes, in front of its name or behind it.
struct GlobalOptions: ParsableArguments {
    @Option(help: "The API's base URL; else LEXI_BASE_URL, the profile's, or the hosted API.")
    var baseURL: String?

    @Option(help: "The profile of the settings file to use; else LEXI_PROFILE.")
    var profile: String?

    @Option(help: "The settings file; else $XDG_CONFIG_HOME/lexi/config.toml.")
    var config: String?

    @Option(
        help: """
            What the log holds: trace, debug, info, notice, warning (the default), error or \
            critical. It is in $XDG_STATE_HOME/lexi/lexi.log, without what was asked and answered.
            """)
    var logLevel: LogLevelArgument?

    static var paths: SettingsPaths { SettingsPaths(environment: ProcessEnvironment.value) }

    /// Reads the settings file. A mistake in it ends the command: the file decides where a key is
    /// sent.
    func settings() throws(CommandFailure) -> Settings {
        let reading = settingsReading
        // Counted as `config check` counts.
        if reading.problem != nil, let problem = reading.withWhatItNames().problem {
            throw CommandFailure(78, "settings: \(problem)")
        }
        return reading.settings
    }

    /// Reads the settings file for the demo, which sends no key anywhere: what can be used of it,
    /// and what is wrong with the rest in a sentence.
    func settingsOfDemo() throws(CommandFailure) -> (settings: Settings, problem: String?) {
        let reading = settingsReading
        // A file that was asked for and cannot be read is no wrong setting.
        if config != nil, reading.settings.file == nil { return (try settings(), nil) }
        var settings = reading.settings
        let lacksTheme = !Self.hasTheme(settings)
        if lacksTheme { settings.theme = nil }
        guard lacksTheme || reading.problem != nil,
            let problem = reading.withWhatItNames().problem
        else { return (settings, nil) }
        let end = problem.line.last == "?" ? "" : "."
        return (settings, "Settings: \(problem.line)\(end) The demo does without.")
    }

    private static func hasTheme(_ settings: Settings) -> Bool {
        guard let name = settings.theme, name != BackgroundTheme.choice else { return true }
        do throws(ThemeError) {
            _ = try ThemeLibrary.user.theme(named: name)
            return true
        } catch {
            return false
        }
    }

    /// The settings file with all its mistakes.
    var settingsReading: SettingsReading {
        SettingsReading(explicitPath: config, paths: Self.paths, tables: [.keys])
    }

    /// The profile that is named here, in the environment or in the settings.
    func profile(of settings: Settings) throws(CommandFailure) -> Profile? {
        do throws(SettingsError) {
            return try settings.profile(
                named: profile ?? ProcessEnvironment.value("LEXI_PROFILE"))
        } catch {
            throw CommandFailure(78, "\(error)")
        }
    }

    /// Writes to the log file from ``logLevel`` on.
    var logger: Logger { LogFile.logger(level: logLevel?.level ?? .warning) }
}

/// The variables that this process was started with.
enum ProcessEnvironment {
    /// How a variable reads; an empty one counts as absent.
    @Sendable static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

struct LogLevelArgument: ExpressibleByArgument, Sendable {
    let level: Logger.Level

    init?(argument: String) {
        guard let level = Logger.Level(rawValue: argument) else { return nil }
        self.level = level
    }
}
