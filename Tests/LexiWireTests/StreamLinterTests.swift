import LexiAPI
import LexiWire
import LexiWireSamples
import Testing

@Suite struct StreamLinterTests {
    private func lint(_ chunks: [ArraySlice<UInt8>], bound: Int) -> [String] {
        var linter = StreamLinter(maximumEventBytes: bound)
        var findings: [LintFinding] = []
        for chunk in chunks { findings += chunk.withUnsafeBufferPointer { linter.feed($0) } }
        return (findings + linter.finish()).map { "\($0)" }
    }

    /// Lints in one piece, and checks that no cut changes what is found.
    private func lint(_ bytes: [UInt8], bound: Int = 1 << 20) -> [String] {
        let findings = lint([bytes[...]], bound: bound)
        #expect(lint(bytes.indices.map { bytes[$0...$0] }, bound: bound) == findings)
        for middle in bytes.indices {
            #expect(lint([bytes[..<middle], bytes[middle...]], bound: bound) == findings)
        }
        return findings
    }

    private func lint(_ text: String) -> [String] { lint(Array(text.utf8)) }

    private static let end = Wire.doneEvent + "data: [DONE]\n\n"

    @Test func `what the API's page shows is faultless`() {
        #expect(lint(Wire.conforming) == [])
        #expect(lint("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + Self.end) == [])
    }

    @Test(arguments: [
        "event: error\ndata: {\"code\":\"x\",\"message\":\"m\"}\n\n",
        "event: error\ndata: {\"error\":{\"code\":\"x\",\"message\":\"m\"}}\n\ndata: [DONE]\n\n",
        "event: error\ndata: {\"code\":\"x\",\"message\":\"m\"}\n\n" + Self.end,
        ": hello\nretry: 5\nid: 1\r\n\r\n" + Self.end, Wire.doneEvent + "data:[DONE]",
    ])
    func `what the page leaves open is no fault`(stream: String) {
        #expect(lint(stream) == [])
    }

    @Test func `tool steps are paired by name, the oldest first`() {
        func step(_ tool: String, _ status: String) -> String {
            "event: tool_step\ndata: {\"tool\":\"\(tool)\",\"status\":\"\(status)\"}\n\n"
        }
        #expect(
            lint(
                step("a", "completed") + step("b", "started") + step("b", "started")
                    + step("b", "completed") + step("c", "running") + Self.end) == [
                    "event 1 at byte 0: completed-without-started: "
                        + "tool_step \"a\" was completed but not started",
                    "event 5 at byte 228: unknown-status: "
                        + "tool_step \"c\" has the status \"running\"",
                    "event 3 at byte 114: never-completed: "
                        + "tool_step \"b\" was started but never completed",
                ])
    }

    @Test func `of too many open steps the oldest are given up, in order`() {
        var linter = StreamLinter()
        var findings: [LintFinding] = []
        for number in 0..<10_001 {
            let event =
                "event: tool_step\ndata: {\"tool\":\"\(number)\",\"status\":\"started\"}\n\n"
            findings += Array(event.utf8).withUnsafeBufferPointer { linter.feed($0) }
        }
        #expect(findings.map(\.event) == Array(1...5000))
        findings += linter.finish()
        #expect(findings.compactMap(\.event) == Array(1...10_001))
    }

    @Test func `nothing belongs behind the end`() {
        #expect(
            lint(
                Wire.doneEvent + Wire.textEvent + Wire.doneEvent + "data: [DONE]\n\n"
                    + Wire.textEvent + "data: [DONE]\n\n") == [
                    "event 2 at byte 63: text-after-done: \"text\" follows \"done\"",
                    "event 3 at byte 101: event-after-end: \"done\" follows \"done\"",
                    "event 4 at byte 178: event-after-terminator: \"text\" follows data: [DONE]",
                ])
        #expect(
            lint("event: error\ndata: {\"code\":\"x\"}\n\n" + Wire.textEvent) == [
                "event 2 at byte 33: event-after-end: \"text\" follows \"error\""
            ])
    }

    @Test func `what is missing at the end is named`() {
        #expect(
            lint("event: text\ndata: {\"delta\":\"a\"}\n\ndata: x") == [
                "at byte 40: unfinished-event: the stream ends inside an event, which is dropped",
                "at byte 40: missing-done: the stream ends without \"done\" and without \"error\"",
                "at byte 40: missing-terminator: the stream ends without data: [DONE]",
            ])
        #expect(
            lint(Wire.doneEvent) == [
                "at byte 63: missing-terminator: the stream ends without data: [DONE]"
            ])
    }

    @Test func `events and data that the API does not have`() {
        #expect(
            lint(
                "event: ping\ndata: {}\n\nevent: text\ndata: {\"delta\":1}\n\n"
                    + "event: text\ndata: {\"delta\":\n\nevent: done\ndata: {}\n\n"
                    + "data: [DONE]\n\n") == [
                    "event 1 at byte 0: unknown-event: \"ping\" is not an event of the API",
                    "event 2 at byte 22: invalid-data: \"text\": no string \"delta\"",
                    "event 3 at byte 53: invalid-json: \"text\": "
                        + "invalid JSON at byte 9: the JSON text ends early",
                    "event 4 at byte 82: invalid-data: "
                        + "\"done\" has no number \"credits_remaining\"",
                    "event 4 at byte 82: invalid-data: \"done\" has no string \"message_id\"",
                ])
        #expect(
            lint("event: error\ndata: upstream gone\n\n") == [
                "event 1 at byte 0: invalid-json: "
                    + "invalid JSON at byte 0 of the data: not the start of a JSON value"
            ])
    }

    @Test func `a conversation's ID stays what it was`() {
        func text(_ id: String) -> String {
            "event: text\ndata: {\"delta\":\"a\",\"conversation_id\":\"\(id)\"}\n\n"
        }
        #expect(
            lint(text("c1") + text("") + text("c1") + text("c\\u001b[2J") + Self.end) == [
                "event 4 at byte 166: conversation-id-changed: from \"c1\" to \"c\\u001b[2J\""
            ])
    }

    @Test func `each byte that is not UTF-8 is found where it is`() {
        let stream =
            Array("event: text\ndata: {\"delta\":\"a".utf8) + [0xFF] + Array("b".utf8)
            + [0xE2, 0x82] + Array("\"}\n\n: comment ".utf8) + [0xC0] + Array("\n".utf8)
            + Array(Self.end.utf8) + [0xF0]
        #expect(
            lint(stream) == [
                "event 1 at byte 29: invalid-utf8: this byte is not UTF-8",
                "event 1 at byte 31: invalid-utf8: this byte is not UTF-8",
                "event 1 at byte 47: invalid-utf8: this byte is not UTF-8",
                "event 2 at byte 126: invalid-utf8: this byte is not UTF-8",
                "at byte 127: unfinished-event: the stream ends inside an event, which is dropped",
            ])
    }

    @Test func `a line over the bound ends what can be read`() {
        #expect(
            lint(
                Array((Wire.textEvent + "data: " + String(repeating: "x", count: 100)).utf8),
                bound: 50)
                == [
                    "event 2 at byte 38: line-too-long: "
                        + "more than 50 bytes; what follows cannot be read"
                ])
    }

    @Test func `places are counted from the start of the capture`() {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        #expect(
            lint(head + "event: ping\ndata: {}\n\n" + Self.end)
                == ["event 1 at byte 52: unknown-event: \"ping\" is not an event of the API"])
    }

    @Test(arguments: [
        ("", 0, "the capture is empty"),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>", 47,
            "The server answered 200 with \"text/html\", not an event stream."
        ),
        ("HTTP/1.1 404 No\r\n\r\n{}", 21, "the answer is an error with status 404"),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}", 53,
            "the answer is JSON"
        ),
    ])
    func `an answer that is no event stream`(capture: String, byte: Int, reason: String) {
        #expect(lint(capture) == ["at byte \(byte): no-event-stream: \(reason)"])
    }
}
