/// One event of `POST /v1/lexi/chat/stream`, as the page "lexi/chat-stream" lists them.
enum StreamEvent: Sendable, Equatable {
    case thinking(String)
    case toolStarted(String)
    case toolCompleted(String, summary: String)
    case text(delta: String, conversationID: String?)
    case done(creditsRemaining: Int, messageID: String)
    case error(code: String, message: String)
    /// The literal `[DONE]`, which has no name and is no JSON.
    case terminator

    /// The event on the wire, ended by a blank line.
    var wire: String { frame.wire }

    var frame: StreamFrame {
        switch self {
        case .thinking(let text):
            named("thinking", [("text", JSONText.string(text))])
        case .toolStarted(let tool):
            named("tool_step", [("tool", JSONText.string(tool)), ("status", "\"started\"")])
        case .toolCompleted(let tool, let summary):
            named(
                "tool_step",
                [
                    ("tool", JSONText.string(tool)), ("status", "\"completed\""),
                    ("summary", JSONText.string(summary)),
                ])
        case .text(let delta, let conversationID):
            named(
                "text",
                [("delta", JSONText.string(delta))]
                    + (conversationID.map { [("conversation_id", JSONText.string($0))] } ?? []))
        case .done(let credits, let messageID):
            named(
                "done",
                [("credits_remaining", "\(credits)"), ("message_id", JSONText.string(messageID))])
        case .error(let code, let message):
            named(
                "error", [("code", JSONText.string(code)), ("message", JSONText.string(message))])
        case .terminator:
            StreamFrame(name: nil, data: "[DONE]")
        }
    }

    private func named(_ name: String, _ members: [(String, String)]) -> StreamFrame {
        let object = members.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
        return StreamFrame(name: name, data: "{\(object)}")
    }
}
