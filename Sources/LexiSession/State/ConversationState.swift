import LexiAPI

/// A conversation: what was asked and answered in it, and how far it is known.
public struct ConversationState: Sendable, Hashable {
    public let id: ConversationID
    public package(set) var service: ServiceOrigin
    /// The oldest first.
    public package(set) var turns: [Turn] = []
    /// The server's name for the conversation; known from the first answer on.
    public package(set) var serverID: String?
    /// The title that the server or the user gave it.
    public package(set) var givenTitle: String?
    /// How far the server's record of it is.
    public package(set) var record = RecordReading.none
    /// Bytes of answers that could not be written down.
    public package(set) var lostBytes = 0

    public init(id: ConversationID, service: ServiceOrigin) {
        self.id = id
        self.service = service
    }

    public var lastTurn: Turn? { turns.last }

    /// Whether all that was asked in it came to nothing because of the key.
    var wasRefused: Bool {
        turns.allSatisfy { turn in
            turn.isUnanswered && (turn.failure?.status == 401 || turn.failure?.code == .invalidKey)
        }
    }
    public var isRunning: Bool { lastTurn?.isRunning ?? false }

    /// The title that was given; else the first question's first line, or `Untitled`.
    public var title: String {
        if let givenTitle, !givenTitle.isEmpty { return givenTitle }
        guard let first = turns.first else { return "Untitled" }
        let line = first.request.message.split(whereSeparator: \.isNewline).first.map(String.init)
        return Sanitizer.line(line ?? "Untitled")
    }
}

/// How far the server's record of a conversation is.
public enum RecordReading: Sendable, Hashable {
    /// The conversation began here, or nobody asked for what was before.
    case none
    case asking
    /// So many questions were before.
    case here(Int)
    /// It did not come; in a sentence without a full stop.
    case failed(String)
}
