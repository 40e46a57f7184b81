import LexiAPI
import LexiSession
import LexiTesting
import LexiWire
import LexiWireSamples
import Testing

/// The same events make the same state, in whatever pieces they come, and also when what the
/// attempts mean is read again from what came over the wire.
@Suite struct EqualStateTests {
    private static func at(_ milliseconds: UInt64) -> Instant {
        Instant(
            nanoseconds: milliseconds * 1_000_000,
            unixSeconds: 1_777_380_000 + Double(milliseconds) / 1000)
    }

    /// Two conversations whose turns run through each other: one is answered in pieces, the other
    /// is refused, sent again by itself, cut off, and tried again by the user.
    private static func events(seed: UInt64) -> [SessionEvent] {
        var generator = SeededGenerator(seed: seed)
        var lanes = [
            lane(1, [answered(&generator)], &generator),
            lane(2, [refusedThenCut(&generator), answered(&generator)], &generator),
        ]
        var all: [SessionEvent] = []
        while let place = lanes.indices.filter({ !lanes[$0].isEmpty })
            .randomElement(using: &generator)
        {
            var event = lanes[place].removeFirst()
            event.sequence = UInt64(all.count + 1)
            event.instant = at(UInt64(all.count) * 7)
            all.append(event)
        }
        return all
    }

    private static func lane(
        _ number: Int, _ attempts: [[AttemptEvent]], _ generator: inout SeededGenerator
    ) -> [SessionEvent] {
        func event(_ attempt: Int, _ body: SessionEvent.Body) -> SessionEvent {
            SessionEvent(
                instant: at(0), conversation: ConversationID(number), turn: TurnID(number),
                attempt: attempt, body: body)
        }
        var events = [
            SessionEvent(
                instant: at(0), conversation: ConversationID(number),
                body: .opened(ConversationOpening(service: .demo)))
        ]
        var attempt = 0
        for steps in attempts {
            attempt += 1
            let question = Question(
                request: ChatRequest(message: "Question \(number)"), idempotencyKey: "k\(number)",
                cause: attempt == 1 ? .sent : .retried, balance: 500)
            events.append(event(attempt, .asked(question)))
            var decoder = AttemptDecoder()
            for step in steps {
                let runEvents = decoder.read(step, unixNow: 1_777_380_000)
                switch step {
                case .ended(let cut):
                    let ending = Ending(cut: cut, isAlone: number == 1)
                    events.append(event(attempt, .ended(ending, runEvents)))
                case .retryPlanned:
                    events.append(event(attempt, .attempt(step, runEvents)))
                    attempt += 1
                default: events.append(event(attempt, .attempt(step, runEvents)))
                }
            }
        }
        return events
    }

    private static let head = AnswerHead(
        status: 200,
        headers: HeaderFields([
            .init("Content-Type", "text/event-stream"), .init("X-Request-ID", "req_1"),
            .init("X-RateLimit-Limit", "1000"), .init("X-RateLimit-Remaining", "871"),
        ]))

    private static func pieces(
        of text: String, _ generator: inout SeededGenerator
    ) -> [AttemptEvent] {
        var rest = Array(text.utf8)[...]
        var pieces: [AttemptEvent] = []
        while !rest.isEmpty {
            let piece = rest.prefix(.random(in: 1...40, using: &generator))
            rest = rest.dropFirst(piece.count)
            pieces.append(.received(ReceivedBytes(Array(piece))))
        }
        return pieces
    }

    private static func answered(_ generator: inout SeededGenerator) -> [AttemptEvent] {
        [.head(head)] + pieces(of: Wire.conforming, &generator) + [.ended(.none)]
    }

    private static func refusedThenCut(_ generator: inout SeededGenerator) -> [AttemptEvent] {
        let refusal = AnswerHead(
            status: 503, headers: HeaderFields([.init("Content-Type", "application/json")]))
        let failure = Failure(code: .http(503), message: "Busy", status: 503)
        let half = String(Wire.conforming.prefix(Wire.conforming.count / 2))
        return [.head(refusal)]
            + pieces(of: #"{"error":{"code":"http_503","message":"Busy"}}"#, &generator)
            + [.retryPlanned(Retry(attempt: 2, wait: .seconds(1), failure: failure)), .head(head)]
            + pieces(of: half, &generator)
            + [.ended(.failure(Failure(code: .network, message: "It broke.")))]
    }

    /// The events with what the attempts mean read again.
    private static func readAgain(_ events: [SessionEvent]) -> [SessionEvent] {
        var decoders: [TurnID: AttemptDecoder] = [:]
        return events.map { event in
            guard let turn = event.turn else { return event }
            var event = event
            var decoder = decoders[turn] ?? AttemptDecoder()
            switch event.body {
            case .attempt(let step, _):
                event.body = .attempt(step, decoder.read(step, unixNow: 1_777_380_000))
            case .ended(let ending, _):
                let runEvents = decoder.read(.ended(ending.cut), unixNow: 1_777_380_000)
                event.body = .ended(ending, runEvents)
            default: break
            }
            decoders[turn] = decoder
            return event
        }
    }

    @Test(arguments: Soak.seeds(40))
    func `in any pieces, and read again, the events make an equal state`(_ seed: UInt64) throws {
        let events = Self.events(seed: seed)
        var whole = SessionState()
        whole.take(events)
        var generator = SeededGenerator(seed: ~seed)
        var inPieces = SessionState()
        var rest = Self.readAgain(events)[...]
        while !rest.isEmpty {
            let batch = rest.prefix(.random(in: 1...30, using: &generator))
            inPieces.take(batch)
            rest = rest.dropFirst(batch.count)
        }
        #expect(inPieces == whole)
        let answered = try #require(whole[ConversationID(1)]?.lastTurn)
        #expect(answered.outcome == .completed)
        #expect(answered.answer.text == "Mara Vogt heads legal at Nordkai.\nTwo tasks are open.")
        let tried = try #require(whole[ConversationID(2)]?.lastTurn)
        #expect(tried.outcome == .completed && tried.attemptNumber == 3)
        #expect(tried.earlierAttempts.map(\.outcome) == [.incomplete])
        #expect(tried.answer.text == answered.answer.text)
        // It was not alone, so that nobody knows what it cost.
        #expect(tried.creditsDelta == nil)
    }

    @Test func `a turn whose program ended is incomplete as of its last event`() throws {
        let events = Self.events(seed: 1).filter { $0.conversation == ConversationID(1) }.dropLast()
        var state = SessionState()
        state.take(events)
        #expect(state.isRunning)
        let last = try #require(events.last { !$0.runEvents.isEmpty })
        state.take(
            SessionEvent(
                instant: Self.at(1_000_000), origin: .restored, conversation: ConversationID(1),
                turn: TurnID(1), body: .interrupted))
        let turn = try #require(state[ConversationID(1)]?.lastTurn)
        #expect(turn.outcome == .incomplete && turn.endedAt == last.instant)
        #expect(turn.mayBeRetried && turn.isInterrupted)
    }

    @Test func `a conversation that is read once more is there once`() {
        let restored = Self.events(seed: 3).map { event in
            var event = event
            event.origin = .restored
            return event
        }
        var once = SessionState()
        once.take(restored)
        var twice = SessionState()
        twice.take(restored.prefix(restored.count / 2))
        twice.take(restored)
        #expect(twice.conversations == once.conversations)
    }

    @Test func `what is closed is let go, and what still comes of it is no part of the state`() {
        var events = Self.events(seed: 2)
        let place = events.count / 2
        events.insert(
            SessionEvent(
                instant: Self.at(1), conversation: ConversationID(1), body: .closed),
            at: place)
        var state = SessionState()
        state.take(events)
        #expect(state.conversations.map(\.id) == [ConversationID(2)])
    }
}
