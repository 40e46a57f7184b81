import LexiAPI
import LexiSession
import LexiState

extension Conversation {
    /// The conversation for people: what it is about, then each message below who wrote it.
    ///
    /// - Parameter hasTools: Whether the tools' calls and outputs are part of it.
    func text(withTools hasTools: Bool) -> String {
        var lines = [
            Shown.line(summary.title), "",
            "id        \(Shown.line(summary.id))",
            "created   \(Shown.time(summary.createdAt))",
            "archived  \(Shown.flag(summary.isArchived))",
            "context   \(Shown.context(summary.context))",
        ]
        for message in messages where hasTools || message.role != "tool" {
            lines.append("")
            lines.append("\(message.author)  \(Shown.time(message.createdAt))")
            // An assistant calls its tools before it answers; a tool's words sum up its output.
            if hasTools { lines += message.calls.map { "  call    \($0.line)" } }
            if let content = message.content { lines += Self.lines(of: content) }
            guard hasTools, let output = message.toolOutput else { continue }
            lines.append("  output  \(output.line)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The conversation as a JSON line, followed by one for each message.
    var jsonLines: String {
        // The list's counts and times are not part of this answer.
        let head = JSONValue.object(
            (summary.json.members ?? []).filter {
                $0.name != "message_count" && $0.name != "last_message_at"
            })
        return ([head] + messages.map(\.json)).map { $0.line + "\n" }.joined()
    }

    /// Harmless, without the empty lines at its end.
    private static func lines(of content: String) -> [String] {
        var lines = Sanitizer.text(content).split(
            separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        return lines.map(String.init)
    }
}

extension ConversationMessage {
    /// Who wrote it, in the words of the screen.
    fileprivate var author: String {
        switch role {
        case "user": "you"
        case "assistant": "lexi"
        case "tool": "tool \(Shown.line(toolName))"
        default: Shown.line(role)
        }
    }

    /// The tools that were called; their shape is the server's.
    fileprivate var calls: [JSONValue] {
        if case .array(let calls) = toolCalls { calls } else { toolCalls.map { [$0] } ?? [] }
    }
}
