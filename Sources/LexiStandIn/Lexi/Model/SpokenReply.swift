/// Turns the pieces of one reply into events: reasoning into thoughts, content into text.
struct SpokenReply: Sendable {
    /// The id to tell with the first text; nil when the client knows it.
    private var conversationID: String?
    /// Whether no text of the turn came before this reply's.
    private let isFirst: Bool
    private var thoughts = ThoughtCutter()
    /// Whether anything but white space was said.
    private(set) var hasText = false

    init(conversationID: String?, isFirst: Bool) {
        self.conversationID = isFirst ? conversationID : nil
        self.isFirst = isFirst
    }

    mutating func take(_ piece: ModelPiece) -> [StreamEvent] {
        switch piece {
        case .reasoning(let text): return thoughts.take(text).map(StreamEvent.thinking)
        case .text(let text): return finish() + said(text)
        }
    }

    /// What is left when the reply ends or goes on with something else.
    mutating func finish() -> [StreamEvent] { thoughts.flush().map(StreamEvent.thinking) }

    /// White space before a text, or next to tool calls, is no part of an answer.
    private mutating func said(_ text: String) -> [StreamEvent] {
        guard !hasText else { return [.text(delta: text, conversationID: nil)] }
        let start = text.drop(while: \.isWhitespace)
        guard !start.isEmpty else { return [] }
        hasText = true
        defer { conversationID = nil }
        return [
            .text(delta: (isFirst ? "" : "\n\n") + start, conversationID: conversationID)
        ]
    }
}
