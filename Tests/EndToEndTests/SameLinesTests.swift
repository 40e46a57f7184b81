import LexiTesting
import Testing

/// One stream gives the same JSON lines wherever it comes from and however it is cut.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct SameLinesTests {
    private static let head = """
        HTTP/1.1 200 OK\r
        Content-Type: text/event-stream; charset=utf-8\r
        X-RateLimit-Limit: 1000\r
        X-RateLimit-Remaining: 871\r
        X-RateLimit-Reset: 1777420800\r
        X-Request-ID: req_01JTB6Z0V3W8N5Q2K7M4C9XHDA\r
        \r

        """

    /// All that a stream may hold, with CRLF.
    private static let stream = """
        : keep-alive

        retry: 100
        id: 1
        event: thinking
        data: {"text": "Wer ist Mara? \\ud83d\\udc69\\u200d\\u2696\\ufe0f"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "started"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "started"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "completed", "summary": "Read Mara\\tVogt"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "queued", "extra": [1, {"a": null}]}

        event: text
        data: {"delta": "Grüße, 漢字 👩‍⚖️ \\u001b[31mred\\u202e wbk", "conversation_id": "c-1"}

        event: text
        data: {"delta":
        data: "_ now\\r\\n"}

        event: citation
        data: {"url": "https://example.com/?a=\\"b\\""}

        data: no name

        event: text
        data: {"delta": 5}

        event: thinking
        data: {"text": "a

        event:text
        data:{"delta":"the end w"}

        event: done
        data: {"credits_remaining": 4840, "message_id": "msg_1"}

        data: [DONE]


        """.replacing("\n", with: "\r\n")

    private static let lines = [
        #"{"type":"response","status":200,"request_id":"req_01JTB6Z0V3W8N5Q2K7M4C9XHDA","rate_limit":{"limit":1000,"remaining":871,"reset":1777420800}}"#,
        #"{"type":"thinking","text":"Wer ist Mara? 👩‍⚖️"}"#,
        #"{"type":"tool_step","tool":"contacts.get","status":"started","summary":null}"#,
        #"{"type":"tool_step","tool":"contacts.get","status":"started","summary":null}"#,
        #"{"type":"tool_step","tool":"contacts.get","status":"completed","summary":"Read Mara\u0009Vogt"}"#,
        #"{"type":"tool_step","tool":"contacts.get","status":"queued","summary":null}"#,
        #"{"type":"text","delta":"Grüße, 漢字 👩‍⚖️ \u001b[31mred\u202e wbk","conversation_id":"c-1"}"#,
        #"{"type":"text","delta":"_ now\u000d\u000a","conversation_id":null}"#,
        #"{"type":"unknown","event":"citation","data":"{\"url\": \"https://example.com/?a=\\\"b\\\"\"}"}"#,
        #"{"type":"unknown","event":"message","data":"no name"}"#,
        #"{"type":"malformed","event":"text","data":"{\"delta\": 5}","reason":"no string \"delta\""}"#,
        #"{"type":"malformed","event":"thinking","data":"{\"text\": \"a","reason":"invalid JSON at byte 9: a string that never ends"}"#,
        #"{"type":"text","delta":"the end w","conversation_id":null}"#,
        #"{"type":"done","credits_remaining":4840,"message_id":"msg_1"}"#,
        #"{"type":"end","outcome":"completed","terminator":true}"#,
    ]

    /// What `ask` prints, without the request and without times.
    private func asked(_ steps: [ScriptedServer.Step]) throws -> [String] {
        let server = try ScriptedServer([[.readRequest] + steps + [.close]])
        defer { server.stop() }
        let result = try RunningProgram(
            ["ask", "--base-url", server.url, "--format", "jsonl", "Who?"],
            environment: ["LEXI_API_KEY": "wbk_live_0123456789abcdef"]
        ).finish()
        #expect(result.status == 0)
        #expect(result.errors == "")
        return result.output.split(separator: "\n").dropFirst().map {
            String($0.replacing(/"at_ms":[0-9.]+,/, with: ""))
        }
    }

    private func decoded(_ capture: String) throws -> [String] {
        let result = try RunningProgram(["decode"], input: capture).finish()
        #expect(result.status == 0)
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test func `asked, in one piece`() throws {
        #expect(try asked([.send(Self.head + Self.stream)]) == Self.lines)
    }

    @Test func `asked, byte by byte`() throws {
        #expect(try asked([.send(Self.head), .drip(Self.stream)]) == Self.lines)
    }

    @Test(arguments: [1, 7]) func `asked, in chunks that cut characters`(size: Int) throws {
        let head = Self.head.replacing(
            "\r\n\r\n", with: "\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunks = Fault.chunked(Self.stream, size: size)
        #expect(try asked([.send(head), .sendBytes(chunks)]) == Self.lines)
    }

    @Test func `decoded from a capture, with the head on top and without`() throws {
        #expect(try decoded(Self.head + Self.stream) == Self.lines)
        #expect(try decoded(Self.stream) == Array(Self.lines.dropFirst()))
    }
}
