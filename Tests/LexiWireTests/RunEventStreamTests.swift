import LexiAPI
import LexiTesting
import LexiWire
import Testing

/// Run events written and read again.
@Suite struct RunEventStreamTests {
    private var random = SeededGenerator(seed: 14)

    private mutating func string(_ limit: Int = 8) -> String {
        let parts = [
            "a", "ü", "\r", "\n", "\r\n", "\0", "\u{2028}", "\u{FEFF}", "👩‍💻", "\"", "\\", " ", ":",
            "\u{1B}[0m", "\u{7F}", "\u{85}", "\u{E0041}", "[DONE]", "e\u{301}", "data: ",
        ]
        let count = Int.random(in: 0..<limit, using: &random)
        return (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
    }

    private mutating func optional() -> String? { Bool.random(using: &random) ? string() : nil }

    private mutating func failure() -> Failure {
        var fields: [JSONValue.Member] = []
        if Bool.random(using: &random) {
            fields = [
                .init(string(), .string(string())), .init("x", .array([.integer(1), .null])),
            ]
        }
        let status = Bool.random(using: &random) ? Int.random(in: 100...999, using: &random) : nil
        return Failure(
            code: .init(rawValue: string()), message: string(), fields: fields, status: status)
    }

    /// Of the kinds that come in a stream.
    private mutating func streamEvent() -> RunEvent {
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .thinking(text: string())
        case 1:
            return .toolStep(
                ToolStepUpdate(tool: string(), status: string(), summary: optional()))
        case 2: return .text(delta: string(), conversationID: optional())
        case 3:
            return .done(
                creditsRemaining: Bool.random(using: &random) ? .random(in: -5...5_000) : nil,
                messageID: optional(), conversationID: optional())
        case 4: return .failed(failure())
        case 5:
            // A stream has no carriage returns but as line ends, and its own mark.
            let data = string().filter { $0 != "\r" && $0 != "\r\n" }
            return .unknown(event: "x \u{2028}ü:", data: data)
        default: return .text(delta: String(repeating: string(20), count: 500), conversationID: nil)
        }
    }

    private mutating func lineEvent() -> RunEvent {
        let head = ResponseHead(
            status: 503, requestID: optional(),
            rateLimit: RateLimit(limit: 10, remaining: nil, reset: 3))
        switch Int.random(in: 0..<9, using: &random) {
        case 0:
            return .requested(
                ChatRequest(
                    message: string(), conversationID: optional(),
                    context: ChatContext(contact: string(), page: string()),
                    allowTools: .random(using: &random)), idempotencyKey: string())
        case 1:
            var failure = failure()
            failure.status = 503
            return .retrying(
                Retry(attempt: 2, wait: .milliseconds(1250), failure: failure, head: head))
        case 2:
            var failure = failure()
            failure.status = nil
            return .retrying(Retry(attempt: 3, wait: .seconds(2), failure: failure))
        case 3: return .queued(Queueing(limit: 3, isServers: .random(using: &random)))
        case 4: return .dequeued
        case 5: return .responded(head)
        case 6: return .malformed(event: string(), data: string(), reason: string())
        case 7: return .ended(.incomplete, terminator: .random(using: &random))
        default:
            let event = streamEvent()
            // The line of `done` does not name the conversation.
            if case .done(let credits, let id, _) = event {
                return .done(creditsRemaining: credits, messageID: id, conversationID: nil)
            }
            return event
        }
    }

    private func read(_ text: String) -> [RunEvent] {
        var decoder = TurnDecoder()
        var text = text
        let events = text.withUTF8 { decoder.feed($0) }
        return events + decoder.finish().dropLast()
    }

    @Test mutating func `events of a stream are read as they were written`() throws {
        for _ in 0..<3_000 {
            let event = streamEvent()
            let text = try #require(event.eventStream)
            #expect(read(text) == [event])
        }
        for _ in 0..<100 {
            let events = (0..<20).map { _ in streamEvent() }
            #expect(read(events.compactMap(\.eventStream).joined()) == events)
        }
    }

    @Test func `what is malformed is so again, and says the same of itself`() {
        for text in [
            "event: text\ndata: {\"delta\":\n\n", "event: done\ndata: 1\ndata: 2\n\n",
            "event: thinking\ndata:\n\n", "data: nameless\n\n", "data\ndata\n\n",
        ] {
            let events = read(text)
            #expect(events.count == 1)
            #expect(read(events.compactMap(\.eventStream).joined()) == events)
        }
    }

    @Test func `an end is its terminator, and what is not of a stream is none`() {
        #expect(RunEvent.ended(.completed, terminator: true).eventStream == "data: [DONE]\n\n")
        #expect(RunEvent.ended(.completed, terminator: false).eventStream == "")
        #expect(RunEvent.dequeued.eventStream == nil)
    }

    @Test mutating func `events are read from the lines that stand for them`() {
        for _ in 0..<3_000 {
            let event = lineEvent()
            #expect(RunEvent(jsonLine: event.json(atMilliseconds: 12.5).line) == event)
            #expect(RunEvent(jsonLine: event.json(atMilliseconds: nil).line) == event)
        }
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"type":"later"}"#, #"{"type":"text"}"#, #"{"type":"end"}"#,
        #"{"type":"end","outcome":"odd"}"#, #"{"type":"response"}"#, #"{"type":"error"}"#,
        #"{"type":"retry","attempt":2}"#, #"{"type":"request"}"#, #"{"type":"queued"}"#,
    ]) func `what stands for no event is none`(line: String) {
        #expect(RunEvent(jsonLine: line) == nil)
    }
}
