import LexiAPI
import LexiClient
import LexiDashboard
import LexiHome
import LexiPanes

/// The settings file, the theme and where the key comes from.
enum SettingsExamination {
    /// - Returns: The way to the API, where the settings lead to one.
    static func examine(_ globals: GlobalOptions, _ report: inout DoctorReport) -> Connection? {
        report.section("Settings")
        let reading = globals.settingsReading.withWhatItNames()
        report.add("file", reading.settings.file ?? "none; everything is at its default")
        for mistake in reading.errors { report.add("mistake", mistake, .wrong(status: 78)) }
        theme(reading.settings, &report)
        keys(reading.settings, &report)
        do throws(CommandFailure) {
            let connection = try globals.connection(reading.settings)
            let names = reading.settings.profiles.map(\.name)
            report.add(
                "profile",
                (connection.profile?.name ?? "none")
                    + (names.isEmpty ? "" : " (there are: \(names.joined(separator: ", ")))"))
            report.add("base URL", "\(baseURL(connection)) (\(connection.baseURL.origin))")
            key(connection, &report)
            return connection
        } catch {
            report.add("profile", error.message, .wrong(status: error.status))
            return nil
        }
    }

    /// One that is none may hold a password.
    private static func baseURL(_ connection: Connection) -> String {
        do throws(ConfigurationError) {
            let url = try BaseURL(connection.baseURL.text)
            return url.leftOut.isEmpty
                ? "\(url)" : "\(url), understood without the \(url.leftOut) at its end"
        } catch {
            return "not usable"
        }
    }

    private static func theme(_ settings: Settings, _ report: inout DoctorReport) {
        let library = ThemeLibrary.user
        let name = settings.theme ?? BackgroundTheme.choice
        let place =
            name == BackgroundTheme.choice
            ? "dark or light, as the terminal's background" : library.file(of: name) ?? "shipped"
        report.add("theme", "\(name) (\(place))")
        for mistake in library.mistakes where !mistake.hasPrefix(place) {
            report.add("theme", mistake, .doubtful)
        }
    }

    private static func keys(_ settings: Settings, _ report: inout DoctorReport) {
        let changed = settings.open["keys"]?.count ?? 0
        report.add("keys", changed == 0 ? "as they are at first" : "\(changed) of them set")
        for warning in settings.keymap.warnings { report.add("keys", warning, .doubtful) }
    }

    private static func key(_ connection: Connection, _ report: inout DoctorReport) {
        switch connection.key {
        case .environment: report.add("key", "from LEXI_API_KEY")
        case .profile(.file(let path), _): report.add("key", "from the file \(path)")
        case .profile(.command(let command, _), _):
            // Its arguments may be secret.
            report.add("key", "from the program \(command.first ?? "")")
        case nil:
            report.add(
                "key", "none; only lexi --demo works without",
                connection.isHosted ? .wrong(status: 77) : .doubtful)
        }
    }
}
