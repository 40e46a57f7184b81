import ArgumentParser
import LexiAPI
import LexiClient
import LexiSession
import LexiState

struct ConversationsShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print a conversation with its messages, the oldest first.",
        discussion: """
            With --format jsonl the conversation is the first line and each message one more.
            """)

    /// As many messages as the server gives when it is not told.
    private static let usualLimit = 200
    private static let limits = 1...1000

    @OptionGroup var options: RequestOptions
    @Option(help: "What to print: text or jsonl.") var format = OutputFormat.text
    @Flag(help: "Show the tools that Lexi used, with what they were given and gave.")
    var tools = false
    @Option(help: "At most so many messages, 1 to 1000; 200 by default.") var limit: Int?
    @Argument(help: "The conversation's ID.") var id: String

    func validate() throws {
        try PastedKey.refuse(["The conversation's ID": id])
        if let limit, !Self.limits.contains(limit) {
            throw ValidationError("--limit takes 1 to 1000.")
        }
    }

    func run() async throws {
        let (id, limit, tools, format) = (id, limit, tools, format)
        await RequestSession.run(options, for: .readConversations) { session in
            let conversation = try await session.client.conversation(
                id, includeToolSteps: tools, limit: limit, onRetry: session.sayRetry
            ).value
            switch format {
            case .text:
                try session.write(conversation.text(withTools: tools))
                session.noteRemoved(
                    from: [conversation.summary.json]
                        + conversation.messages
                        .filter { tools || $0.role != "tool" }
                        // What tools were given and gave is shown escaped.
                        .flatMap { [$0.role, $0.toolName, $0.content] }.map { .string($0 ?? "") })
            case .jsonl: try session.write(conversation.jsonLines)
            }
            session.noteLeftOut(conversation.unreadableCount)
            let limit = limit ?? Self.usualLimit
            if conversation.messages.count >= limit {
                session.note(
                    "\(limit) messages are all that was asked for; there may be more"
                        + (limit < Self.limits.upperBound ? ", see --limit" : ""))
            }
        }
    }
}
