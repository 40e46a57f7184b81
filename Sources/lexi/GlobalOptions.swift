import ArgumentParser
import LexiSettings
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

    /// Reads the settings file.
    func settings() throws(CommandFailure) -> Settings {
        do throws(SettingsError) {
            return try settingsReading.usable()
        } catch {
            throw CommandFailure(78, "settings: \(error)")
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
