import ArgumentParser
import LexiAPI
import LexiClient
import LexiHome
import LexiPanes
import LexiSession
import LexiState

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Find, check and show the settings, and write a file to begin with.",
        discussion: """
            The settings file is TOML. All of it may be left out. In short:

              profile = "work"             # the profile that is used without --profile
              theme = "light"              # one of `lexi themes`; auto without it

              [profiles.work]
              base_url = "https://…"       # without it, the hosted API
              api_key_file = "work.key"    # holds the key alone; chmod 600

            `lexi config init` writes a file with every setting in it, explained and commented \
            out. Relative paths are relative to the file's folder. The key itself is never in this \
            file.
            """,
        subcommands: [Path.self, Init.self, Check.self, Show.self], defaultSubcommand: Show.self)

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
                    StandardStream.print(Sanitizer.line(path))
                })
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
                        StandardStream.print(name + space + Sanitizer.line(value))
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
            ]
                // The profile is above, with where it comes from.
                + settings.general.filter { $0.name != "profile" }
                .map { ($0.name, $0.value + ($0.isSet ? " (set)" : "")) }
        }

        private static func describe(_ key: Connection.Key?) -> String {
            switch key {
            case .environment: "from LEXI_API_KEY"
            case .profile(.file(let path), _): "from the file \(path)"
            // Its arguments may be secret.
            case .profile(.command(let command, _), _): "from the program \(command[0])"
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
