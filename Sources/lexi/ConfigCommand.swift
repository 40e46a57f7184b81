import ArgumentParser
import LexiAPI
import LexiClient
import LexiPanes
import LexiSettings
import LexiState

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Find, check and show the settings.",
        discussion: """
            The settings file is TOML. All of it may be left out:

              profile = "work"             # the profile that is used without --profile
              theme = "light"              # one of `lexi themes`; auto without it
              ascii = false                # true draws with ASCII alone

              [timeouts]                   # seconds; what is shown is what holds without
              connect = 10
              first_byte = 60
              idle = 120
              rate_limit = 60              # how long a rate limit is waited out

              [profiles.work]
              base_url = "https://…"       # without it, the hosted API
              api_key_file = "work.key"    # holds the key alone; chmod 600
              ca_file = "~/firm-ca.pem"    # trusted besides the system's authorities

              [profiles.work.context]      # in focus by default
              contact = "contact-001"      # also deal, matter, company, page

              [profiles.other]
              api_key_command = ["pass", "show", "leadlex"]   # run without a shell
              api_key_command_timeout = 30

            Relative paths are relative to the file's folder. A profile may have timeouts of its \
            own. The key itself is never in this file.
            """,
        subcommands: [Path.self, Check.self, Show.self], defaultSubcommand: Show.self)

    struct Path: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print where the settings file is, or would be.")
        @OptionGroup var globals: GlobalOptions

        func run() throws {
            endProcess(
                CommandFailure.told { () throws(CommandFailure) in
                    guard let path = globals.config ?? GlobalOptions.paths.configurationFile
                    else {
                        throw CommandFailure(78, "Neither XDG_CONFIG_HOME nor HOME says where.")
                    }
                    StandardStream.output.say(Sanitizer.line(path))
                })
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look for mistakes in the settings file and in what it names.")
        @OptionGroup var globals: GlobalOptions

        func run() throws {
            endProcess(
                CommandFailure.told { () throws(CommandFailure) in
                    let settings = try globals.settings()
                    _ = try globals.profile(of: settings)
                    for profile in settings.profiles { try profile.check() }
                    if let theme = settings.theme, theme != BackgroundTheme.choice {
                        try Self.check(theme: theme)
                    }
                    let count = settings.profiles.count
                    StandardStream.output.say(
                        settings.file.map {
                            "\($0): no mistakes; \(count) profile\(count == 1 ? "" : "s")"
                        } ?? "There is no settings file; everything is at its default.")
                })
        }

        private static func check(theme: String) throws(CommandFailure) {
            do throws(ThemeError) {
                _ = try ThemeLibrary.theme(named: theme)
            } catch {
                throw CommandFailure(78, "theme in the settings: \(error.description)")
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what holds, and where it comes from; never the key.")
        @OptionGroup var globals: GlobalOptions

        func run() throws {
            endProcess(
                CommandFailure.told { () throws(CommandFailure) in
                    let settings = try globals.settings()
                    let rows = try Self.rows(settings, try globals.connection(settings))
                    let width = rows.map(\.0.count).max() ?? 0
                    for (name, value) in rows {
                        let space = String(repeating: " ", count: width - name.count + 2)
                        StandardStream.output.say(name + space + Sanitizer.line(value))
                    }
                })
        }

        private static func rows(
            _ settings: Settings, _ connection: Connection
        ) throws(CommandFailure) -> [(String, String)] {
            let others = settings.profiles.map(\.name)
            let choice = others.isEmpty ? "" : " (there are: \(others.joined(separator: ", ")))"
            let context = ChatContext.Field.allCases.compactMap { field in
                connection.profile?.context[field].map { "\(field.rawValue) \($0)" }
            }
            let standard = ClientConfiguration.Timeouts()
            let limits = connection.limits
            func seconds(_ set: Duration?, _ standard: Duration) -> String {
                let seconds = (set ?? standard) / .seconds(1)
                let number = Int(exactly: seconds).map(String.init) ?? "\(seconds)"
                return "\(number) s" + (set == nil ? "" : " (set)")
            }
            return [
                ("file", settings.file ?? "none"),
                ("profile", (connection.profile?.name ?? "none") + choice),
                ("base URL", "\(connection.baseURL.text) (\(connection.baseURL.origin))"),
                ("key", describe(connection.key)),
                ("ca_file", connection.profile?.certificateAuthorityFile ?? "the system's alone"),
                ("proxy", try proxy(connection)),
                ("context", context.isEmpty ? "none" : context.joined(separator: ", ")),
                ("connect", seconds(limits.connect, standard.connect)),
                ("first_byte", seconds(limits.firstByte, standard.firstByte)),
                ("idle", seconds(limits.idle, standard.idle)),
                ("rate_limit", seconds(limits.rateLimit, .seconds(60))),
                ("theme", settings.theme ?? BackgroundTheme.choice),
            ]
        }

        private static func describe(_ key: Connection.Key?) -> String {
            switch key {
            case .environment: "from LEXI_API_KEY"
            case .profile(.file(let path), _): "from the file \(path)"
            case .profile(.command(let command, _), _):
                "from the command \(command.joined(separator: " "))"
            case nil: "none"
            }
        }

        private static func proxy(_ connection: Connection) throws(CommandFailure) -> String {
            do throws(ConfigurationError) {
                let url = try ClientConfiguration(baseURL: connection.baseURL.text).baseURL
                let proxy = try Proxy.named(by: ProcessEnvironment.value, for: url)
                return proxy.map { "\($0) (\($0.variable))" } ?? "none"
            } catch {
                throw CommandFailure(78, error.description)
            }
        }
    }
}

extension Profile {
    /// Looks at what the profile names, without running anything.
    fileprivate func check() throws(CommandFailure) {
        func place(_ reason: String) -> CommandFailure {
            CommandFailure(78, "profile \"\(name)\": \(reason)")
        }
        do {
            var configuration = try ClientConfiguration(
                baseURL: baseURL ?? Connection.hostedBaseURL)
            configuration.certificateAuthorityFile = certificateAuthorityFile
            try configuration.checkCertificateAuthorities()
            if case .file = keySource { _ = try keySource?.readKey(profile: name) }
        } catch let error as SettingsError {
            throw CommandFailure(78, error.description)
        } catch {
            throw place("\(error)")
        }
    }
}
