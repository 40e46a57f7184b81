import ArgumentParser

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
            ThemesCommand.self,
        ],
        defaultSubcommand: DashboardCommand.self)

    // Declared here too, so that they may stand in front of the command's name.
    @OptionGroup(visibility: .hidden) var globals: GlobalOptions
}

enum ProgramVersion {
    static let number = "0.1.0"
    static let text = "lexi \(number)"
}
