import LexiAPI
import LexiWire
import LexiWireSamples
import Testing

@Suite struct AttemptDecoderTests {
    private static let stream = head(200, ["Content-Type": "text/event-stream"])
    private static let json = head(200, ["Content-Type": "application/json"])

    private static func head(_ status: Int, _ headers: [String: String] = [:]) -> AttemptEvent {
        .head(
            AnswerHead(
                status: status,
                headers: HeaderFields(headers.map { HeaderFields.Field($0.key, $0.value) })))
    }

    private func received(_ bytes: some Sequence<UInt8>) -> AttemptEvent {
        .received(ReceivedBytes(Array(bytes)))
    }

    private func received(_ text: String) -> AttemptEvent { received(text.utf8) }

    private func read(_ events: [AttemptEvent], unixNow: Double = 0) -> [RunEvent] {
        var decoder = AttemptDecoder()
        return events.flatMap { decoder.read($0, unixNow: unixNow) }
    }

    @Test(arguments: [
        (
            head(200, ["Content-Type": "text/event-stream"]),
            "This is no event stream: it is compressed (gzip), which no header says."
        ),
        (
            head(200, ["Content-Type": "application/json"]),
            "Instead of an event stream came something compressed (gzip), which no header says."
        ),
        (
            head(503),
            "The server answered 503 and sent the explanation compressed (gzip), which was not "
                + "asked for."
        ),
    ])
    func `what is compressed without a header that says so is named and not shown`(
        _ head: AttemptEvent, _ message: String
    ) {
        let gzip: [UInt8] = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x0A, 0xCA, 0x0D]
        let events = read([head, received(gzip), .ended(.none)])
        guard case .failed(let failure)? = events.first(where: \.isFailed) else {
            Issue.record("\(events)")
            return
        }
        #expect(failure.message.hasPrefix(message))
    }

    @Test(arguments: [
        Wire.conforming, Wire.textEvent, Wire.textEvent + Wire.doneEvent,
        "event: error\ndata: {\"code\":\"rate_limited\",\"message\":\"No\"}\n\n",
        "event: text\r\ndata: {\"delta\":\"\\ud83d\"}\r\n\r\nevent: text\rdata: {\"delta\":\"\\ude00ü\"}\r\r",
        "data: x\n\nevent: done\ndata: {", "<html><title>Login</title>", "",
        #"{"error":{"code":"invalid_key","message":"No"}}"#,
    ])
    func `a stream is read as the decoder of streams does, wherever it is cut`(text: String) {
        let bytes = Array(text.utf8)
        for cut in [
            Cut.none, .failure(Failure(code: .network, message: "Gone.")), .cancelled,
        ] {
            var decoder = TurnDecoder()
            var expected = [responded()] + bytes.withUnsafeBufferPointer { decoder.feed($0) }
            switch cut {
            case .none: expected += decoder.finish()
            case .failure(let failure): expected += decoder.finish(cut: failure)
            case .cancelled: expected += decoder.cancel()
            }
            for middle in 0...bytes.count {
                #expect(
                    read([
                        Self.stream, received(bytes[..<middle]), received(bytes[middle...]),
                        .ended(cut),
                    ]) == expected)
            }
            #expect(
                read([Self.stream] + bytes.map { received([$0]) } + [.ended(cut)]) == expected)
        }
    }

    @Test func `a JSON answer is read at its end, wherever it is cut`() {
        let bytes = Array(
            #"{"data":{"response":"Stored ü","conversation_id":"c1","message_id":"m"}}"#.utf8)
        for middle in bytes.indices {
            #expect(
                read([
                    Self.json, received(bytes[..<middle]), received(bytes[middle...]),
                    .ended(.none),
                ]) == [
                    responded(), .text(delta: "Stored ü", conversationID: "c1"),
                    .done(creditsRemaining: nil, messageID: "m", conversationID: "c1"),
                    .ended(.completed, terminator: false),
                ])
        }
        let failure = Failure(code: .network, message: "Gone.")
        #expect(
            read([Self.json, received(bytes), .ended(.failure(failure))]) == [
                responded(), .failed(failure), .ended(.failed, terminator: false),
            ])
        #expect(
            read([Self.json, received(bytes), .ended(.cancelled)]) == [
                responded(), .ended(.cancelled, terminator: false),
            ])
    }

    @Test func `a JSON answer that is too large is over where it is`() {
        var decoder = AttemptDecoder()
        _ = decoder.read(Self.json, unixNow: 0)
        let mebibyte = received([UInt8](repeating: 0x20, count: 1 << 20))
        for _ in 0..<8 { #expect(decoder.read(mebibyte, unixNow: 0) == []) }
        #expect(!decoder.isFinished)
        _ = decoder.read(received(" "), unixNow: 0)
        #expect(decoder.isFinished)
        #expect(
            decoder.read(.ended(.none), unixNow: 0) == [
                .failed(
                    Failure(
                        code: .protocolError,
                        message: "Instead of an event stream came JSON of more than 8 MiB.")),
                .ended(.failed, terminator: false),
            ])
    }

    @Test(arguments: [Cut.none, .failure(Failure(code: .timeout, message: "Late."))])
    func `a refusal says what its body says, however that ends`(cut: Cut) {
        #expect(
            read([
                Self.head(401), received(#"{"error":{"code":"invalid"#),
                received(#"_key","message":"No"}}"#), .ended(cut),
            ]) == [
                responded(401),
                .failed(Failure(code: .invalidKey, message: "No", status: 401)),
                .ended(.failed, terminator: false),
            ])
    }

    @Test func `what is neither a stream nor JSON says so`() {
        #expect(
            read([Self.head(200, ["Content-Type": "text/html"]), .ended(.none)]) == [
                responded(),
                .failed(
                    Failure(
                        code: .protocolError,
                        message: "The server answered 200 with \"text/html\", not an event stream.",
                        status: 200)),
                .ended(.failed, terminator: false),
            ])
    }

    @Test func `the response of an attempt behind which another follows is not told`() {
        let failure = Failure(
            code: .http(503), message: "The server answered 503: later", status: 503)
        let retry = Retry(
            attempt: 2, wait: .milliseconds(500), failure: failure, head: ResponseHead(status: 503))
        let queueing = Queueing(limit: 1, isServers: true)
        #expect(
            read([
                .queued(queueing), .dequeued, Self.head(503), received("later"),
                .retryPlanned(retry), Self.stream, received(Wire.conforming), .ended(.none),
            ]) == [
                .queued(queueing), .dequeued, .retrying(retry), responded(),
            ] + Wire.conformingEvents)
    }

    @Test(arguments: [409, 429, 502, 503, 504])
    func `the response of the last attempt is told at its end`(status: Int) {
        var decoder = AttemptDecoder()
        #expect(decoder.read(Self.head(status), unixNow: 0) == [])
        #expect(decoder.read(received("No."), unixNow: 0) == [])
        #expect(
            decoder.read(.ended(.none), unixNow: 0) == [
                responded(status),
                .failed(
                    Failure(
                        code: .http(status), message: "The server answered \(status): No.",
                        status: status)),
                .ended(.failed, terminator: false),
            ])
        #expect(
            read([Self.head(status), received("No."), .ended(.cancelled)]) == [
                responded(status), .ended(.cancelled, terminator: false),
            ])
    }

    @Test func `until when the server wants to be left alone follows from the time of the end`() {
        let head = ResponseHead(status: 429, retryAfter: .seconds(3600))
        #expect(
            read([Self.head(429, ["Retry-After": "3600"]), .ended(.none)], unixNow: 1_000) == [
                .responded(head),
                .failed(
                    Failure(
                        code: .http(429),
                        message: "The server answered 429 without an explanation.",
                        status: 429, retryAt: 4_600)),
                .ended(.failed, terminator: false),
            ])
    }

    @Test func `without a response the failure is all there is`() {
        let failure = Failure(code: .network, message: "Refused.")
        #expect(
            read([.ended(.failure(failure))]) == [
                .failed(failure), .ended(.failed, terminator: false),
            ])
        #expect(read([.ended(.cancelled)]) == [.ended(.cancelled, terminator: false)])
        let retry = Retry(attempt: 2, wait: .seconds(1), failure: failure)
        #expect(
            read([.retryPlanned(retry), .ended(.cancelled)]) == [
                .retrying(retry), .ended(.cancelled, terminator: false),
            ])
    }

    @Test func `a turn that is tried again by its user begins afresh`() {
        let attempt = [Self.stream, received(Wire.textEvent), .ended(.cancelled)]
        let events = [responded(), Wire.text, .ended(.cancelled, terminator: false)]
        #expect(read(attempt + attempt) == events + events)
    }

    @Test func `bytes that belong to no answer are passed over`() {
        #expect(read([received(Wire.conforming)]) == [])
        #expect(read([Self.stream, .ended(.none), received(Wire.conforming)]).count == 2)
    }
}

extension RunEvent {
    fileprivate var isFailed: Bool { if case .failed = self { true } else { false } }
}
