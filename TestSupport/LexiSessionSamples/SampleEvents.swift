public import LexiAPI
public import LexiSession
public import LexiState
import LexiWire

extension SessionEvent {
    /// What the live client brings when this is all that came.
    ///
    /// - Parameter isAlone: Whether no other turn ran meanwhile, for an ending.
    public init(
        _ event: RunEvent, at instant: Instant, conversation: ConversationID, turn: TurnID,
        attempt: Int = 1, sequence: UInt64 = 1, isAlone: Bool = true
    ) {
        let body: Body =
            if case .ended = event {
                .ended(Ending(cut: .none, isAlone: isAlone), [event])
            } else {
                .attempt(.received(ReceivedBytes([])), [event])
            }
        self.init(
            sequence: sequence, instant: instant, conversation: conversation, turn: turn,
            attempt: attempt, body: body)
    }
}

extension Effect {
    /// What happens at once when the effect is done, before anybody answers.
    ///
    /// - Parameter key: The idempotency key of a turn that has none yet.
    public func events(at instant: Instant, key: String = "key") -> [SessionEvent] {
        switch self {
        case .ask(let asking):
            asking.events(
                at: instant, idempotencyKey: asking.idempotencyKey ?? key, request: asking.request)
        case .tell(let body, let conversation):
            [SessionEvent(instant: instant, conversation: conversation, body: body)]
        case .cancelTurn: []
        }
    }
}

extension Effect {
    /// A question as tests name it, without what they say nothing about.
    public static func startTurn(
        tab: ConversationID, turn: TurnID, request: ChatRequest, idempotencyKey: String?
    ) -> Effect {
        .ask(
            Asking(
                conversation: tab, turn: turn, request: request, idempotencyKey: idempotencyKey))
    }

    /// The effect as ``startTurn(tab:turn:request:idempotencyKey:)`` names it: without the
    /// beginning of the conversation, the cause, the balance and the number of the attempt.
    public var essential: Effect {
        guard case .ask(let asking) = self else { return self }
        return .startTurn(
            tab: asking.conversation, turn: asking.turn, request: asking.request,
            idempotencyKey: asking.idempotencyKey)
    }
}
