import ArgumentParser

@main
struct Lexi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexi",
        abstract: "The terminal cockpit for Lexi, the assistant of the LeadLex CRM.",
        discussion: """
            Without a command it opens the dashboard. Try it without an account: lexi --demo

            The API key comes from the environment variable LEXI_API_KEY, never from the command \
            line. LEXI_BASE_URL names the API when --base-url does not.
            """,
        version: ProgramVersion.text,
        subcommands: [
            DashboardCommand.self, AskCommand.self, ConversationsCommand.self, TasksCommand.self,
            DecodeCommand.self, ServeCommand.self, KeysCommand.self, ThemesCommand.self,
        ],
        defaultSubcommand: DashboardCommand.self)
}

enum ProgramVersion {
    static let number = "0.1.0"
    static let text = "lexi \(number)"
}
