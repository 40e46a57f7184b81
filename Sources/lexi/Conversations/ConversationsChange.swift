import ArgumentParser
import LexiAPI
import LexiClient
import LexiSession
import LexiState

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct ConversationsRename: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Give a conversation another title.")

    @OptionGroup var options: RequestOptions
    @Argument(help: "The conversation's ID.") var id: String
    @Argument(help: "The title, 1 to 200 characters.") var title: String

    func validate() throws {
        try PastedKey.refuse(["The conversation's ID": id, "The title": title])
        let count = title.unicodeScalars.count
        guard title.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("The title is empty.")
        }
        guard count <= ConversationChange.longestTitle else {
            throw ValidationError(
                "A title has at most \(ConversationChange.longestTitle) characters; "
                    + "this one has \(count).")
        }
    }

    func run() async throws {
        let (id, title) = (id, title)
        await RequestSession.run(options, for: .changeConversation) { session in
            let answer = try await session.client.updateConversation(
                id, .title(title), idempotencyKey: session.idempotencyKey,
                onRetry: session.sayRetry)
            try session.write(
                "Renamed \(Shown.line(id)): \(Shown.line(answer.value.title ?? title))\n")
        }
    }
}

struct ConversationsArchive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Take a conversation off the list, or bring it back.")

    @OptionGroup var options: RequestOptions
    @Flag(help: "Bring it back.") var undo = false
    @Argument(help: "The conversation's ID.") var id: String

    func validate() throws { try PastedKey.refuse(["The conversation's ID": id]) }

    func run() async throws {
        let (id, undo) = (id, undo)
        await RequestSession.run(options, for: .changeConversation) { session in
            let answer = try await session.client.updateConversation(
                id, .archived(!undo), idempotencyKey: session.idempotencyKey,
                onRetry: session.sayRetry)
            // What the server says counts, should it be something else than was asked for.
            let isArchived = answer.value.isArchived ?? !undo
            try session.write(
                isArchived
                    ? "Archived \(Shown.line(id))\n" : "\(Shown.line(id)) is not archived\n")
        }
    }
}

struct ConversationsDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a conversation with its messages and tool records, for good.",
        discussion: """
            In a terminal it asks first. Elsewhere it needs --yes.
            """)

    @OptionGroup var options: RequestOptions
    @Flag(help: "Delete without asking.") var yes = false
    @Argument(help: "The conversation's ID.") var id: String

    func validate() throws { try PastedKey.refuse(["The conversation's ID": id]) }

    func run() async throws {
        let id = id
        await RequestSession.run(options, for: .changeConversation, confirm: confirm) { session in
            _ = try await session.client.deleteConversation(
                id, idempotencyKey: session.idempotencyKey, onRetry: session.sayRetry)
            try session.write("Deleted \(Shown.line(id))\n")
        }
    }

    private func confirm() throws(CommandFailure) {
        if yes { return }
        guard isatty(0) == 1, StandardStream.error.isTerminal else {
            throw CommandFailure(
                64, "Deleting cannot be undone. Where nobody can be asked, it needs --yes.")
        }
        StandardStream.error.tell(
            "Delete conversation \(Shown.line(id)) with its messages and tool records? "
                + "This cannot be undone. [y/N] ")
        let answer = readLine()?.lowercased()
        guard answer == "y" || answer == "yes" else {
            // The end of input leaves the cursor behind the question.
            if answer == nil { StandardStream.error.say("") }
            throw CommandFailure(130, "Nothing was deleted.")
        }
    }
}
