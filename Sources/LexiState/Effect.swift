public import LexiAPI
public import LexiSession

/// What the outside is to do after a change of state. What comes of it comes back as events.
public enum Effect: Sendable, Hashable {
    case ask(Asking)
    case cancelTurn(TurnID)
    /// Something that the user did has happened, and is to be told to all.
    case tell(SessionEvent.Body, of: ConversationID?)
}

/// A question to be asked.
public struct Asking: Sendable, Hashable {
    public var conversation: ConversationID
    /// What the conversation begins with, when this is the first that happens in it.
    public var opening: ConversationOpening?
    public var turn: TurnID
    /// The number of the attempt that begins, from 1.
    public var attempt: Int
    public var request: ChatRequest
    public var cause: Question.Cause
    /// The key of the attempt before, when this is another of the same turn; `nil` takes a fresh
    /// one.
    public var idempotencyKey: String?
    /// The balance that is known.
    public var balance: Int64?

    public init(
        conversation: ConversationID, opening: ConversationOpening? = nil, turn: TurnID,
        attempt: Int = 1, request: ChatRequest, cause: Question.Cause = .sent,
        idempotencyKey: String? = nil, balance: Int64? = nil
    ) {
        self.conversation = conversation
        self.opening = opening
        self.turn = turn
        self.attempt = attempt
        self.request = request
        self.cause = cause
        self.idempotencyKey = idempotencyKey
        self.balance = balance
    }
}

extension Asking {
    /// What has happened once the question is asked: the beginning of its conversation, where this
    /// is the first in it, and the question.
    ///
    /// - Parameter request: The request as it may be kept.
    public func events(
        at instant: Instant, idempotencyKey: String, request: ChatRequest
    ) -> [SessionEvent] {
        let question = Question(
            request: request, idempotencyKey: idempotencyKey, cause: cause, balance: balance)
        let asked = SessionEvent(
            instant: instant, conversation: conversation, turn: turn, attempt: attempt,
            body: .asked(question))
        guard let opening else { return [asked] }
        return [
            SessionEvent(instant: instant, conversation: conversation, body: .opened(opening)),
            asked,
        ]
    }
}
