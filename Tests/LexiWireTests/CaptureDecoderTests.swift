import LexiAPI
import LexiTesting
import LexiWire
import LexiWireSamples
import Testing

@Suite struct CaptureDecoderTests {
    private func decode(_ chunks: [ArraySlice<UInt8>]) -> [RunEvent] {
        var decoder = CaptureDecoder(unixNow: 0)
        var events: [RunEvent] = []
        for chunk in chunks { events += chunk.withUnsafeBufferPointer { decoder.feed($0) } }
        return events + decoder.finish()
    }

    /// Decodes in one piece, and checks that no cut changes what comes out.
    private func decode(_ text: String) -> [RunEvent] {
        let bytes = Array(text.utf8)
        let events = decode([bytes[...]])
        #expect(decode(bytes.indices.map { bytes[$0...$0] }) == events)
        for middle in bytes.indices {
            #expect(decode([bytes[..<middle], bytes[middle...]]) == events)
        }
        return events
    }

    /// The steps of a capture that comes in pieces of a size.
    private func steps(_ text: String, pieceBytes: Int) -> [CaptureDecoder.Step] {
        var decoder = CaptureDecoder(unixNow: 0)
        let bytes = Array(text.utf8)
        var steps: [CaptureDecoder.Step] = []
        for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
            steps += bytes[start..<min(start + pieceBytes, bytes.count)]
                .withUnsafeBufferPointer { decoder.steps($0) }
        }
        return steps + decoder.finishSteps()
    }

    @Test(arguments: [1, 7, 100_000])
    func `as steps of an attempt it says the same, and its body is whole`(pieceBytes: Int) {
        let steps = steps(Self.head + Wire.conforming, pieceBytes: pieceBytes)
        #expect(steps.flatMap(\.runEvents) == [Self.response] + Wire.conformingEvents)
        guard case .head(let head)? = steps.first?.event else {
            Issue.record("no head first")
            return
        }
        #expect(head.status == 200)
        #expect(steps.last?.event == .ended(.none))
        var body: [UInt8] = []
        for case .received(let received) in steps.map(\.event) { body += received.bytes }
        #expect(body == Array(Wire.conforming.utf8))
        // What they mean follows from them, as from those of a live answer.
        var decoder = AttemptDecoder()
        #expect(
            steps.flatMap { decoder.read($0.event, unixNow: 0) } == steps.flatMap(\.runEvents))
    }

    private static let head =
        "HTTP/2 200 \r\ncontent-type: text/event-stream; charset=utf-8\r\nx-request-id:req_1\r\n"
        + "x-ratelimit-limit: 10\r\nx-ratelimit-remaining: 0\r\nx-ratelimit-reset: 99\r\n\r\n"
    private static let response = RunEvent.responded(
        ResponseHead(
            status: 200, requestID: "req_1",
            rateLimit: RateLimit(limit: 10, remaining: 0, reset: 99)))

    @Test func `a head on top becomes the response`() {
        let expected = [Self.response] + Wire.conformingEvents
        #expect(decode(Self.head + Wire.conforming) == expected)
        let lineFeeds = Self.head.split(separator: "\r\n", omittingEmptySubsequences: false)
            .joined(separator: "\n")
        #expect(decode(lineFeeds + Wire.conforming) == expected)
        #expect(decode(Self.head + "\u{FEFF}\r\n" + Wire.conforming) == expected)
    }

    @Test func `white space before a JSON answer counts in the places it names, wherever cut`() {
        let failure = Failure(
            code: .protocolError,
            message:
                "Instead of an event stream came invalid JSON at byte 3: a member name was expected."
        )
        #expect(decode("\r\n{") == [.failed(failure), .ended(.failed, terminator: false)])
    }

    @Test func `a header whose name is not ASCII is passed over`() {
        let head = Self.head.replacing(
            "x-request-id", with: "Größe: 1\r\n\u{FFFD}x: 2\r\nx-request-id")
        #expect(decode(head + Wire.conforming) == [Self.response] + Wire.conformingEvents)
    }

    @Test(arguments: [
        "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n",
        "HTTP/1.1 301 Moved\r\nLocation: https://x/\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
    ])
    func `of several heads the last one counts`(first: String) {
        #expect(
            decode(first + Self.head + Wire.textEvent + Wire.doneEvent)
                == [Self.response, Wire.text, Wire.done, .ended(.completed, terminator: false)])
    }

    @Test func `without a head it is a stream`() {
        #expect(decode(Wire.conforming) == Wire.conformingEvents)
        #expect(decode("\n \n\u{FEFF}: x\n") == [.ended(.incomplete, terminator: false)])
        // White space begins a line of its own name, as the standard has it.
        #expect(
            decode(" data: x\n\ndata: y\n\n")
                == [.unknown(event: "message", data: "y"), .ended(.incomplete, terminator: false)])
    }

    @Test func `a head decides what the body is`() {
        let failed = RunEvent.ended(.failed, terminator: false)
        #expect(
            decode(
                "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\n\r\n"
                    + #"{"error":{"code":"rate_limited","message":"No"}}"#) == [
                    .responded(ResponseHead(status: 429, retryAfter: .seconds(7))),
                    .failed(Failure(code: .rateLimited, message: "No", status: 429)), failed,
                ])
        #expect(
            decode(
                "HTTP/1.1 200 OK\nContent-Type: application/json\n\n"
                    + #"{"data":{"response":"Hi"}}"#) == [
                    responded(), .text(delta: "Hi", conversationID: nil),
                    .ended(.completed, terminator: false),
                ])
        #expect(
            decode("HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>") == [
                responded(),
                .failed(
                    Failure(
                        code: .protocolError,
                        message: "The server answered 200 with \"text/html\", not an event stream.",
                        status: 200)), failed,
            ])
        #expect(
            decode("HTTP/1.1 503 Later\n\n") == [
                responded(503),
                .failed(
                    Failure(
                        code: .http(503),
                        message: "The server answered 503 without an explanation.", status: 503)),
                failed,
            ])
    }

    @Test func `a JSON object alone is read as an answer without a head`() {
        #expect(
            decode("\n {\"error\":{\"code\":\"invalid_key\",\"message\":\"No\"}}\n") == [
                .failed(Failure(code: .invalidKey, message: "No")),
                .ended(.failed, terminator: false),
            ])
    }

    @Test(arguments: ["<html>", "HTML", "H", "dates: 1\n\n", "event"])
    func `what is no stream at all is a fault of the protocol, what could be one is not`(
        text: String
    ) {
        let events = decode(text)
        if text == "event" {
            #expect(events == [.ended(.incomplete, terminator: false)])
        } else if case .failed(let failure) = events.first {
            #expect(failure.code == .protocolError)
            #expect(events.last == .ended(.failed, terminator: false))
        } else {
            Issue.record("no failure: \(events)")
        }
    }

    @Test func `a head that cannot be read is a fault of the protocol`() {
        for text in ["HTTP/1.1 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nX: y", "HTTP/"] {
            guard case .failed(let failure) = decode(text).first else {
                Issue.record("no failure")
                continue
            }
            #expect(failure.code == .protocolError)
        }
        let endless = Array(("HTTP/1.1 200 OK\r\n" + String(repeating: "x", count: 70_000)).utf8)
        #expect(
            decode([endless[...]]) == [
                .failed(
                    Failure(
                        code: .protocolError,
                        message: "The capture begins with a response head that does not end "
                            + "within 64 KiB.")), .ended(.failed, terminator: false),
            ])
    }
}
