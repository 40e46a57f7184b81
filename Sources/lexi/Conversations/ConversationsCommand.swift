import ArgumentParser

struct ConversationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversations",
        abstract: "List, read and tidy up the conversations that the API keeps.",
        discussion: """
            Exit status: 0 done, 64 usage, 65 refused as invalid, 66 not found, 69 network or \
            server, 75 rate limited, 76 not the API, 77 key, 78 configuration, 130 interrupted.
            """,
        subcommands: [
            ConversationsList.self, ConversationsShow.self, ConversationsRename.self,
            ConversationsArchive.self, ConversationsDelete.self,
        ])
}
