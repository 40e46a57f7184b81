import ArgumentParser
import LexiAPI
import LexiClient
import LexiDashboard
import LexiHome
import LexiPanes

extension ConfigCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name every mistake in the settings file and in what it names.")
        @OptionGroup var globals: GlobalOptions

        func run() throws {
            endProcess(
                CommandFailure.told { () throws(CommandFailure) in
                    let reading = globals.settingsReading
                    let mistakes = reading.withWhatItNames().errors
                    guard mistakes.isEmpty else { throw Self.failure(mistakes) }
                    _ = try globals.profile(of: reading.settings)
                    let count = reading.settings.profiles.count
                    for warning in reading.settings.keymap.warnings {
                        StandardStream.print("warning: \(Shown.line(warning))")
                    }
                    StandardStream.print(
                        reading.settings.file.map {
                            "\(Shown.line($0)): no mistakes; \(count) profile\(count == 1 ? "" : "s")"
                        } ?? "There is no settings file; everything is at its default.")
                })
        }

        /// More are counted only: nobody mends them one by one.
        private static let mostTold = 100

        /// A line for each, as compilers write them.
        private static func failure(_ mistakes: [String]) -> CommandFailure {
            let count = mistakes.count == 1 ? "1 mistake" : "\(mistakes.count) mistakes"
            var lines = Array(mistakes.prefix(mostTold))
            let left = mistakes.count - lines.count
            if left > 0 { lines.append("and \(left) more") }
            return CommandFailure(
                78, "\(count) in the settings:\n" + lines.joined(separator: "\n"))
        }
    }
}

extension SettingsReading {
    /// This, with the mistakes in what the settings name: themes, addresses, files. Nothing is
    /// run.
    func withWhatItNames() -> SettingsReading {
        var reading = self
        if let theme = settings.theme, theme != BackgroundTheme.choice {
            let library = ThemeLibrary.user
            do throws(ThemeError) {
                _ = try library.theme(named: theme)
            } catch {
                if library.file(of: theme) == nil {
                    reading.note(error.description, at: ["theme"])
                } else {
                    reading.noteElsewhere(error.mistakes)
                }
            }
        }
        for profile in settings.profiles { reading.check(profile) }
        return reading
    }

    private mutating func check(_ profile: Profile) {
        func place(_ key: String) -> [String] { ["profiles", profile.name, key] }
        do throws(ConfigurationError) {
            var configuration = try ClientConfiguration(
                baseURL: profile.baseURL ?? Connection.hostedBaseURL)
            configuration.certificateAuthorityFile = profile.certificateAuthorityFile
            do throws(ConfigurationError) {
                try configuration.checkCertificateAuthorities()
            } catch {
                note(error.description, at: place("ca_file"))
            }
        } catch {
            note(error.description, at: place("base_url"))
        }
        guard case .file = profile.keySource else { return }
        do throws(SettingsError) {
            _ = try profile.keySource?.readKey(profile: profile.name)
        } catch {
            note(error.description, at: place("api_key_file"))
        }
    }
}
