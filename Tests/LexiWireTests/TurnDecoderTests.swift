import LexiAPI
import LexiWire
import LexiWireSamples
import Testing

@Suite struct TurnDecoderTests {
    private func decode(_ chunks: [ArraySlice<UInt8>], bound: Int = 1 << 20) -> [RunEvent] {
        var decoder = TurnDecoder(maximumEventBytes: bound)
        var events: [RunEvent] = []
        for chunk in chunks { events += chunk.withUnsafeBufferPointer { decoder.feed($0) } }
        return events + decoder.finish()
    }

    private func decode(_ text: String, bound: Int = 1 << 20) -> [RunEvent] {
        decode([Array(text.utf8)[...]], bound: bound)
    }

    @Test func `the documented example decodes in one piece, byte by byte and at every split`() {
        let bytes = Array(Wire.conforming.utf8)
        #expect(decode([bytes[...]]) == Wire.conformingEvents)
        #expect(decode(bytes.indices.map { bytes[$0...$0] }) == Wire.conformingEvents)
        for middle in bytes.indices {
            #expect(decode([bytes[..<middle], bytes[middle...]]) == Wire.conformingEvents)
        }
    }

    @Test func `CRLF, CR, a byte order mark and comments change nothing`() {
        let expected = Wire.conformingEvents
        #expect(decode(Wire.conforming.split("\n", joinedBy: "\r\n")) == expected)
        #expect(decode(Wire.conforming.split("\n", joinedBy: "\r")) == expected)
        #expect(decode("\u{FEFF}: hello\n\nretry: 100\nid: 1\n" + Wire.conforming) == expected)
    }

    @Test(arguments: [
        "data: [DONE]\n\n", "data: [DONE]\n", "data: [DONE]", "data:[DONE]\r\n", "data: [DONE]\r",
    ])
    func `the terminator needs no blank line and no line end`(terminator: String) {
        #expect(
            decode(Wire.doneEvent + terminator) == [
                Wire.done, .ended(.completed, terminator: true),
            ])
    }

    @Test func `the terminator is acted upon before anything follows it`() {
        var decoder = TurnDecoder()
        let bytes = Array("data: [DONE]\n".utf8)
        #expect(bytes.withUnsafeBufferPointer { decoder.feed($0) } == [])
        #expect(decoder.isFinished)
        let more = Array("\n\(Wire.textEvent)".utf8)
        #expect(more.withUnsafeBufferPointer { decoder.feed($0) } == [])
    }

    @Test func `a character cut over two deltas is one, wherever the bytes are cut`() {
        let stream =
            "event: text\ndata: {\"delta\":\"A \\ud83d\"}\n\n: still here\n\n"
            + "event: text\ndata: {\"delta\":\"\\ude00 B\"}\n\n"
        let expected: [RunEvent] = [
            .text(delta: "A ", conversationID: nil), .text(delta: "😀 B", conversationID: nil),
            .ended(.incomplete, terminator: false),
        ]
        let bytes = Array(stream.utf8)
        for middle in bytes.indices {
            #expect(decode([bytes[..<middle], bytes[middle...]]) == expected)
        }
    }

    @Test func `half a character at the end is told before the end`() {
        let half = "event: text\ndata: {\"delta\":\"A \\ud83d\"}\n\n"
        let told: [RunEvent] = [
            .text(delta: "A ", conversationID: nil), .text(delta: "\u{FFFD}", conversationID: nil),
        ]
        #expect(decode(half) == told + [.ended(.incomplete, terminator: false)])
        #expect(decode(half + "data: [DONE]\n") == told + [.ended(.incomplete, terminator: true)])
        #expect(
            decode(half + Wire.doneEvent)
                == told + [Wire.done, .ended(.completed, terminator: false)])
        #expect(
            Array(decode(half + String(repeating: "x", count: 300), bound: 200).prefix(2)) == told)
        var decoder = TurnDecoder()
        let events = Array(half.utf8).withUnsafeBufferPointer { decoder.feed($0) }
        #expect(events + decoder.cancel() == told + [.ended(.cancelled, terminator: false)])
    }

    @Test func `done completes a turn without the terminator`() {
        #expect(decode(Wire.doneEvent) == [Wire.done, .ended(.completed, terminator: false)])
    }

    @Test func `without done a turn is incomplete, with and without the terminator`() {
        #expect(decode("") == [.ended(.incomplete, terminator: false)])
        #expect(decode(Wire.textEvent) == [Wire.text, .ended(.incomplete, terminator: false)])
        #expect(
            decode(Wire.textEvent + "data: [DONE]\n\n")
                == [Wire.text, .ended(.incomplete, terminator: true)])
    }

    @Test func `an event that the end of the stream cut short is dropped`() {
        #expect(
            decode(Wire.textEvent + "event: done\ndata: {\"credits_remaining\": 1}\n")
                == [Wire.text, .ended(.incomplete, terminator: false)])
    }

    @Test(arguments: [
        "{\"code\": \"rate_limited\", \"message\": \"Too many requests\"}",
        "{\"error\": {\"code\": \"rate_limited\", \"message\": \"Too many requests\"}}",
    ])
    func `an error is final, flat or nested`(data: String) {
        let failure = RunEvent.failed(Failure(code: .rateLimited, message: "Too many requests"))
        let error = "event: error\ndata: \(data)\n\n"
        #expect(
            decode(Wire.textEvent + error)
                == [Wire.text, failure, .ended(.failed, terminator: false)])
        #expect(
            decode(error + Wire.doneEvent + "data: [DONE]\n\n")
                == [failure, Wire.done, .ended(.failed, terminator: true)])
        #expect(
            decode(Wire.doneEvent + error)
                == [Wire.done, failure, .ended(.failed, terminator: false)])
    }

    @Test func `an error may be plain text`() {
        #expect(
            decode("event: error\ndata: upstream gone\n\n") == [
                .failed(Failure(code: .init(rawValue: "error"), message: "upstream gone")),
                .ended(.failed, terminator: false),
            ])
    }

    @Test func `events behind done are kept`() {
        #expect(
            decode(Wire.doneEvent + Wire.textEvent + "data: [DONE]\n\n")
                == [Wire.done, Wire.text, .ended(.completed, terminator: true)])
    }

    @Test func `unknown events, fields and statuses survive`() {
        #expect(
            decode(
                """
                event: citation
                data: {"url": "https://example.com"}

                data: plain

                event: tool_step
                data: {"tool": "x", "status": "queued", "extra": [1, {"a": null}]}


                """) == [
                    .unknown(event: "citation", data: "{\"url\": \"https://example.com\"}"),
                    .unknown(event: "message", data: "plain"),
                    .toolStep(ToolStepUpdate(tool: "x", status: "queued")),
                    .ended(.incomplete, terminator: false),
                ])
    }

    @Test func `known events with unreadable data are reported and do not end the turn`() {
        #expect(
            decode(
                "event: text\ndata: {\"delta\": \"a\n\n" + "event: text\ndata: {}\n\n"
                    + Wire.textEvent)
                == [
                    .malformed(
                        event: "text", data: "{\"delta\": \"a",
                        reason: "invalid JSON at byte 10: a string that never ends"),
                    .malformed(event: "text", data: "{}", reason: "no string \"delta\""),
                    Wire.text, .ended(.incomplete, terminator: false),
                ])
    }

    @Test func `what is no event stream says what it is, unless events came`() {
        func failure(_ message: String, _ code: Failure.Code = .protocolError) -> [RunEvent] {
            [.failed(Failure(code: code, message: message)), .ended(.failed, terminator: false)]
        }
        #expect(
            decode("  <p>No")
                == failure("This is no event stream: it begins with \"<p>\" and is a web page."))
        #expect(
            decode("{\"error\":{\"code\":\"rate_limited\",\"message\":\"No\"}}")
                == failure("No", .rateLimited))
        #expect(
            decode("{\"a\":1}")
                == failure("This is no event stream: it begins with \"{\"a\":1}\"."))
        let message = decode(String(repeating: "x", count: 100_000)).first.map { "\($0)" } ?? ""
        #expect(message.count < 500)
        for stream in [
            "", "\n", ": hi\n", "\u{FEFF}data", "event: text\n", "id: 1\n\n", "retry: 2",
        ] {
            #expect(decode(stream) == [.ended(.incomplete, terminator: false)])
        }
        #expect(
            decode("{}\n" + Wire.doneEvent) == [Wire.done, .ended(.completed, terminator: false)])
    }

    @Test func `an event over the bound fails the turn, after what came before it`() {
        let long = "data: " + String(repeating: "x", count: 100)
        #expect(
            decode(Wire.textEvent + long + "\n\n" + Wire.doneEvent, bound: 64) == [
                Wire.text,
                .failed(
                    Failure(
                        code: .protocolError,
                        message: "Unreadable stream: a line at byte 38 is longer than 64 bytes.")),
                .ended(.failed, terminator: false),
            ])
    }

    @Test func `a cut is reported only while the outcome is open`() {
        let cut = Failure(code: .network, message: "cut")
        func end(_ text: String) -> [RunEvent] {
            var decoder = TurnDecoder()
            _ = Array(text.utf8).withUnsafeBufferPointer { decoder.feed($0) }
            return decoder.finish(cut: cut)
        }
        #expect(end("") == [.failed(cut), .ended(.failed, terminator: false)])
        #expect(end(Wire.textEvent) == [.failed(cut), .ended(.incomplete, terminator: false)])
        #expect(end(Wire.doneEvent) == [.ended(.completed, terminator: false)])
        #expect(end("data: [DONE]") == [.ended(.incomplete, terminator: true)])
    }

    @Test func `stopping changes nothing about a turn that is settled`() {
        func stop(_ text: String) -> [RunEvent] {
            var decoder = TurnDecoder()
            _ = Array(text.utf8).withUnsafeBufferPointer { decoder.feed($0) }
            return decoder.cancel()
        }
        #expect(stop(Wire.textEvent) == [.ended(.cancelled, terminator: false)])
        #expect(stop(Wire.doneEvent) == [.ended(.completed, terminator: false)])
        #expect(stop("event: error\ndata: x\n\n") == [.ended(.failed, terminator: false)])
    }
}

extension String {
    fileprivate func split(_ separator: Character, joinedBy replacement: String) -> String {
        split(separator: separator, omittingEmptySubsequences: false)
            .joined(separator: replacement)
    }
}
