public import LexiAPI
public import LexiSession
import LexiTesting
import LexiWire

/// A session of several conversations as the live client would bring it, by chance: their turns
/// run through each other, are answered, refused, cut off, stopped, tried again by the client and
/// by the user. The same seed makes the same session.
public struct RandomSession {
    /// In the order in which they happened.
    public private(set) var events: [SessionEvent] = []
    private var chance: SeededGenerator
    private var time: Int64 = 1_795_478_400_000_000
    /// What the wall clock has moved on by itself.
    private var wallStep: Int64 = 0
    private var balance: Int64 = 5000

    /// - Parameter conversations: How many, 1 or more.
    public init(seed: UInt64, conversations: Int = 2) {
        chance = SeededGenerator(seed: seed)
        var lanes = (1...conversations).map { lane($0) }
        while let lane = lanes.indices.filter({ !lanes[$0].isEmpty })
            .randomElement(using: &chance)
        {
            var event = lanes[lane].removeFirst()
            event.sequence = UInt64(events.count + 1)
            event.instant = nextInstant()
            event = understood(event)
            events.append(event)
        }
    }

    public var now: Instant {
        Instant(
            nanoseconds: UInt64(time) * 1000, unixSeconds: Double(time + wallStep) / 1e6)
    }

    private mutating func nextInstant() -> Instant {
        time += .random(in: 0...40_000, using: &chance)
        // The machine slept.
        if isOne(in: 80) { wallStep += 3_600_000_123 }
        return now
    }

    private mutating func isOne(in count: Int) -> Bool {
        Int.random(in: 0..<count, using: &chance) == 0
    }

    // MARK: What the attempts mean

    private var decoders: [TurnID: AttemptDecoder] = [:]
    /// The head that a retry tells of.
    private var heads: [TurnID: ResponseHead] = [:]

    /// The event with what its bytes mean at its time, as the client tells it.
    private mutating func understood(_ event: SessionEvent) -> SessionEvent {
        guard let turn = event.turn else { return event }
        var event = event
        let unixNow = event.instant.unixSeconds
        var decoder = decoders[turn] ?? AttemptDecoder()
        switch event.body {
        case .attempt(.retryPlanned(var retry), _):
            retry.head = heads.removeValue(forKey: turn)
            event.body = .attempt(
                .retryPlanned(retry), decoder.read(.retryPlanned(retry), unixNow: unixNow))
        case .attempt(let step, _):
            if case .head(let head) = step { heads[turn] = ResponseHead(head, unixNow: unixNow) }
            event.body = .attempt(step, decoder.read(step, unixNow: unixNow))
        case .ended(let ending, _):
            heads[turn] = nil
            event.body = .ended(ending, decoder.read(.ended(ending.cut), unixNow: unixNow))
        default: break
        }
        decoders[turn] = decoder
        return event
    }

    // MARK: A conversation

    private mutating func lane(_ number: Int) -> [SessionEvent] {
        let conversation = ConversationID(number)
        func event(
            _ body: SessionEvent.Body, _ turn: TurnID? = nil, _ attempt: Int = 0
        ) -> SessionEvent {
            SessionEvent(
                instant: now, conversation: conversation, turn: turn, attempt: attempt, body: body)
        }
        let opening = ConversationOpening(
            service: ServiceOrigin(baseURL: "https://crm.example", key: "k:9f3a"),
            serverID: isOne(in: 3) ? "conv_\(number)" : nil,
            title: isOne(in: 4) ? "Nordkai „Vertrag“" : nil)
        var events = [event(.opened(opening))]
        if isOne(in: 3) { events += [event(.recordAsked), event(record(number))] }
        for turn in 1...Int.random(in: 1...3, using: &chance) {
            let id = TurnID(number * 100 + turn)
            var attempt = 0
            for run in 1...(isOne(in: 3) ? 2 : 1) {
                attempt += 1
                let cause = Question.Cause.allCases.randomElement(using: &chance) ?? .sent
                events.append(
                    event(
                        .asked(
                            Question(
                                request: request(number), idempotencyKey: "key-\(number)-\(turn)",
                                cause: run == 1 ? cause : .retried,
                                balance: isOne(in: 4) ? nil : balance)), id, attempt))
                for step in attempts(from: &attempt) {
                    events.append(event(step.body, id, step.attempt))
                }
            }
            if isOne(in: 4) { events.append(event(.renamed("Frist 3\u{2009}d"))) }
            if isOne(in: 6) { events.append(event(.gap(bytes: 4096))) }
        }
        return events
    }

    private mutating func record(_ number: Int) -> SessionEvent.Body {
        if isOne(in: 4) { return .recordRefused("offline: no route to host") }
        let messages = [
            ConversationMessage(
                id: "m1-\(number)", role: "user", content: "Who is Mara?",
                createdAt: Timestamp("2026-11-29T08:00:00Z")),
            ConversationMessage(
                id: "m2-\(number)", role: "tool", toolName: "contacts.get",
                toolOutput: .object([.init("summary", .string("1 contact"))])),
            ConversationMessage(id: "m3-\(number)", role: "assistant", content: "Legal counsel."),
        ]
        return .recordRead(
            Conversation(
                summary: ConversationSummary(id: "conv_\(number)", title: "Mara"),
                messages: messages, unreadableCount: 1))
    }

    private mutating func request(_ number: Int) -> ChatRequest {
        ChatRequest(
            message: ["Who is Mara?", "„Frist“?\nAnd \u{1b}[31mred\"", "🇩🇪 ok"]
                .randomElement(using: &chance) ?? "",
            conversationID: isOne(in: 2) ? "conv_\(number)" : nil,
            context: ChatContext(contact: isOne(in: 2) ? "c_1" : nil, page: "/deals/7"),
            allowTools: !isOne(in: 5))
    }

    // MARK: Attempts

    private typealias Step = (body: SessionEvent.Body, attempt: Int)

    /// What happens from a question on until its turn is over.
    private mutating func attempts(from attempt: inout Int) -> [Step] {
        var steps: [Step] = []
        if isOne(in: 6) {
            steps.append((.attempt(.queued(Queueing(limit: 8, isServers: false)), []), attempt))
            steps.append((.attempt(.dequeued, []), attempt))
        }
        while isOne(in: 3) {
            steps += begin(attempt)
            let failure: Failure
            if isOne(in: 2) {
                steps.append((.attempt(.head(head(503, "application/json")), []), attempt))
                steps += bytes(#"{"error":{"code":"busy","message":"Busy"}}"#, attempt)
                failure = Failure(code: .init(rawValue: "busy"), message: "Busy", status: 503)
            } else {
                failure = Failure(code: .network, message: "It broke.")
            }
            let wait = Duration.milliseconds(Int.random(in: 375...2000, using: &chance))
            attempt += 1
            steps.append(
                (
                    .attempt(
                        .retryPlanned(Retry(attempt: attempt, wait: wait, failure: failure)), []),
                    attempt - 1
                ))
        }
        return steps + begin(attempt) + answer(attempt)
    }

    private mutating func begin(_ attempt: Int) -> [Step] {
        let use = ConnectionUse(
            isReused: isOne(in: 2), connectMicroseconds: isOne(in: 2) ? 530 : nil,
            protocolName: isOne(in: 2) ? "h2" : nil)
        let request = SentRequest(
            method: "POST", path: "/v1/lexi/chat/stream",
            headers: HeaderFields([.init("authorization", "Bearer [key]")]),
            connection: isOne(in: 5) ? nil : use)
        return [(.attempt(.sent(request), []), attempt)]
    }

    private mutating func answer(_ attempt: Int) -> [Step] {
        balance -= 3
        let isAlone = isOne(in: 2)
        func ended(_ cut: Cut) -> Step { (.ended(Ending(cut: cut, isAlone: isAlone), []), attempt) }
        let stream = Self.stream(balance)
        func streamed(_ text: some StringProtocol) -> [Step] {
            [(.attempt(.head(head(200, "text/event-stream")), []), attempt)]
                + bytes(String(text), attempt)
        }
        switch Int.random(in: 0..<8, using: &chance) {
        case 0:
            return [(.attempt(.head(head(200, "application/json")), []), attempt)]
                + bytes(
                    #"{"success":true,"data":{"answer":"Yes.","credits_remaining":\#(balance)}}"#,
                    attempt) + [ended(.none)]
        case 1:
            return [(.attempt(.head(head(422, "application/json")), []), attempt)]
                + bytes(
                    #"{"error":{"code":"validation_error","message":"No.","details":{"fields":{"message":"long"}}}}"#,
                    attempt) + [ended(.none)]
        case 2:
            return streamed(stream.prefix(stream.count / 2))
                + [ended(.failure(Failure(code: .network, message: "It broke.", retryAt: 1.5)))]
        case 3:
            return streamed(stream.prefix(stream.count / 3))
                + [(.cancelled, 0), ended(.cancelled)]
        case 4: return [(.cancelled, 0), ended(.cancelled)]
        case 5: return streamed(stream.prefix(stream.count * 2 / 3)) + [ended(.none)]
        default: return streamed(stream) + [ended(.none)]
        }
    }

    private func head(_ status: Int, _ type: String) -> AnswerHead {
        AnswerHead(
            status: status,
            headers: HeaderFields([
                .init("Content-Type", type), .init("X-Request-ID", "req_\(balance)"),
                .init("X-RateLimit-Limit", "1000"),
                .init("X-RateLimit-Remaining", "\(balance % 1000)"),
                .init("Date", "Mon, 30 Nov 2026 11:20:30 GMT"),
            ]))
    }

    /// Cut anywhere, also within a character.
    private mutating func bytes(_ text: String, _ attempt: Int) -> [Step] {
        var rest = Array(text.utf8)[...]
        var pieces: [Step] = []
        while !rest.isEmpty {
            let piece = Array(rest.prefix(.random(in: 1...90, using: &chance)))
            rest = rest.dropFirst(piece.count)
            let received = ReceivedBytes(piece, redactedCount: isOne(in: 40) ? 1 : 0)
            pieces.append((.attempt(.received(received), []), attempt))
        }
        return pieces
    }

    private static func stream(_ balance: Int64) -> String {
        """
        : hello

        event: thinking
        data: {"text": "Let me look at „Nordkai“."}

        event: tool_step
        data: {"tool": "contacts.get", "status": "started"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "completed", "summary": "1 contact 🇩🇪"}

        event: text
        data: {"delta": "Mara Vogt\\n", "conversation_id": "conv_x"}

        event: text
        data: {"delta": "heads \\u001b[31mlegal\\u0007 — für die Straße."}

        event: news
        data: what is this

        event: text
        data: {"delta": 7}

        event: done
        data: {"credits_remaining": \(balance), "message_id": "msg_\(balance)"}

        data: [DONE]


        """
    }
}
