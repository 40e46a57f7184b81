import LexiAPI
import LexiSession
import LexiWire
import Testing

/// The server's record of a conversation beside what was written down here.
@Suite struct RecordTests {
    private static let id = ConversationID(1)
    private static func at(_ seconds: Double) -> Instant {
        Instant(nanoseconds: UInt64(seconds * 1e9), unixSeconds: 1_795_478_400 + seconds)
    }

    /// A turn that was asked here, and whose answer the server calls `message`.
    private static func asked(_ number: Int, _ text: String, message: String?) -> [SessionEvent] {
        func event(_ body: SessionEvent.Body) -> SessionEvent {
            SessionEvent(
                instant: at(Double(number)), conversation: id, turn: TurnID(number), attempt: 1,
                body: body)
        }
        let question = Question(
            request: ChatRequest(message: text), idempotencyKey: "k\(number)", cause: .sent)
        let answer: [RunEvent] = [
            .text(delta: "Answer to \(text)", conversationID: "c-1"),
            .done(creditsRemaining: 1, messageID: message, conversationID: nil),
            .ended(.completed, terminator: true),
        ]
        return [
            event(.asked(question)), event(.ended(Ending(cut: .none, isAlone: true), answer)),
        ]
    }

    private static func record(_ pairs: [(question: String, message: String)]) -> SessionEvent {
        let messages = pairs.flatMap { pair in
            [
                ConversationMessage(id: "q-" + pair.message, role: "user", content: pair.question),
                ConversationMessage(
                    id: pair.message, role: "assistant", content: "Kept: \(pair.question)"),
            ]
        }
        return SessionEvent(
            instant: at(9), conversation: id,
            body: .recordRead(
                Conversation(summary: ConversationSummary(id: "c-1"), messages: messages)))
    }

    private static func state(_ events: [SessionEvent]) -> ConversationState {
        var state = SessionState()
        state.take(
            SessionEvent(
                instant: at(0), conversation: id,
                body: .opened(ConversationOpening(service: .demo))))
        state.take(events)
        return state.conversations[0]
    }

    @Test func `what only the server has stands between, and what is here stays as it is`() {
        let here =
            Self.asked(1, "one", message: "m1") + Self.asked(2, "lost", message: nil)
            + Self.asked(3, "three", message: "m3")
        let record = Self.record([
            ("zero", "m0"), ("one", "m1"), ("two", "m2"), ("three", "m3"), ("four", "m4"),
        ])
        let once = Self.state(here + [record])
        #expect(
            once.turns.map(\.request.message) == [
                "zero", "one", "two", "lost", "three", "four",
            ])
        #expect(once.turns.map(\.isEarlier) == [true, false, true, false, false, true])
        #expect(once.turns[1].answer.text == "Answer to one")
        #expect(once.record == .here(3))
        // Read twice it adds nothing.
        #expect(Self.state(here + [record, record]).turns == once.turns)
    }

    @Test func `what is asked behind a record follows it`() {
        let events = [Self.record([("zero", "m0")])] + Self.asked(1, "one", message: "m1")
        #expect(Self.state(events).turns.map(\.request.message) == ["zero", "one"])
    }
}
