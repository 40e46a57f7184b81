import ArgumentParser
import LexiTOML

@main
struct Lexi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexi",
        abstract: "The terminal cockpit for Lexi, the assistant of the LeadLex CRM.",
        discussion: """
            Without a command it opens the dashboard. Try it without an account: lexi --demo

            The API key comes from the environment variable LEXI_API_KEY or from a profile of the \
            settings file, never from the command line; see lexi config --help. HTTPS_PROXY, \
            HTTP_PROXY, ALL_PROXY and NO_PROXY are honoured.
            """,
        version: ProgramVersion.text,
        subcommands: [
            DashboardCommand.self, AskCommand.self, ConversationsCommand.self, TasksCommand.self,
            DecodeCommand.self, ServeCommand.self, ConfigCommand.self, KeysCommand.self,
            ThemesCommand.self, DoctorCommand.self,
        ],
        defaultSubcommand: DashboardCommand.self)

    static func main() async {
        StandardStream.reserve()
        let order = CommandLineOrder(
            commands: configuration.subcommands.compactMap { $0.configuration.commandName } + [
                "help"
            ],
            flags: [
                "--demo", "--no-tools", "--linear", "--help", "-h", "--version", "--help-hidden",
            ])
        switch order.arrange(Array(CommandLine.arguments.dropFirst())) {
        case .arguments(let arguments): await main(arguments)
        case .unknownCommand(let name):
            let nearest = NearestName.of(name, among: order.commands)
            StandardStream.error.say(
                "lexi: There is no command \"\(name)\"; "
                    + (nearest.map { "did you mean \"\($0)\"?" } ?? "lexi --help lists them.")
                    + " To ask a question: lexi ask \"…\"")
            endProcess(64)
        }
    }
}

enum ProgramVersion {
    static let number = "0.1.0"
    static let text = "lexi \(number)"
}
