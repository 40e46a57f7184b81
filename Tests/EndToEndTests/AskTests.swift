import LexiTesting
import Testing

@Suite(.timeLimit(.minutes(10)), .ownThreads) struct AskTests {
    private static let stream = """
        HTTP/1.1 200 OK\r
        Content-Type: text/event-stream\r
        X-RateLimit-Limit: 1000\r
        X-RateLimit-Remaining: 871\r
        X-RateLimit-Reset: 1777420800\r
        X-Request-ID: req_01JTB6Z0V3W8N5Q2K7M4C9XHDA\r
        \r
        event: thinking
        data: {"text": "Checking"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "started"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "completed", "summary": "Read Mara Vogt"}

        event: text
        data: {"delta": "Mara \\u001b[31mVogt", "conversation_id": "c-1"}

        event: novelty
        data: {"x": 1}

        event: text
        data: {"delta": 5}

        event: done
        data: {"credits_remaining": 4840, "message_id": "msg_1"}

        data: [DONE]


        """

    private func serving<Value>(
        _ response: String, _ body: (ScriptedServer) throws -> Value
    ) throws -> Value {
        let server = try ScriptedServer([[.readRequest, .send(response), .close]])
        defer { server.stop() }
        return try body(server)
    }

    /// A line without its time, which differs from run to run.
    private func timeless(_ line: Substring) -> String {
        String(line.replacing(/"at_ms":[0-9.]+,/, with: ""))
    }

    @Test func `JSON lines follow the schema`() throws {
        let result = try serving(Self.stream) { server in
            try Program.run(
                "ask", "--base-url", server.url, "--format", "jsonl", "--contact", "contact-001",
                "--no-tools", "--idempotency-key", "4b7f", "Who?")
        }
        #expect(result.status == 0)
        #expect(
            result.output.split(separator: "\n").map(timeless) == [
                #"{"type":"request","idempotency_key":"4b7f","conversation_id":null,"context":{"contact_id":"contact-001"},"allow_tools":false,"message":"Who?"}"#,
                #"{"type":"response","status":200,"request_id":"req_01JTB6Z0V3W8N5Q2K7M4C9XHDA","rate_limit":{"limit":1000,"remaining":871,"reset":1777420800}}"#,
                #"{"type":"thinking","text":"Checking"}"#,
                #"{"type":"tool_step","tool":"contacts.get","status":"started","summary":null}"#,
                #"{"type":"tool_step","tool":"contacts.get","status":"completed","summary":"Read Mara Vogt"}"#,
                #"{"type":"text","delta":"Mara \u001b[31mVogt","conversation_id":"c-1"}"#,
                #"{"type":"unknown","event":"novelty","data":"{\"x\": 1}"}"#,
                #"{"type":"malformed","event":"text","data":"{\"delta\": 5}","reason":"no string \"delta\""}"#,
                #"{"type":"done","credits_remaining":4840,"message_id":"msg_1"}"#,
                #"{"type":"end","outcome":"completed","terminator":true}"#,
            ])
        for line in result.output.split(separator: "\n") { #expect(line.contains("\"at_ms\":")) }
    }

    @Test func `the text format keeps the answer apart and harmless`() throws {
        let result = try serving(Self.stream) { server in
            try Program.run("ask", "--base-url", server.url, "-", input: "Who?\n")
        }
        #expect(result.status == 0)
        #expect(result.output == "Mara Vogt\n")
        #expect(result.errors.contains("tool contacts.get completed: Read Mara Vogt"))
        #expect(result.errors.contains("1 control sequence removed"))
    }

    @Test(arguments: [
        ("400 Bad Request", "validation_error", Int32(65)),
        ("401 Unauthorized", "invalid_key", 77),
        ("402 Payment Required", "insufficient_credits", 79),
        ("403 Forbidden", "insufficient_permissions", 77),
        ("404 Not Found", "conversation_not_found", 66),
        ("429 Too Many Requests", "rate_limited", 75),
    ]) func `each documented error has its exit status and advice`(
        _ status: String, _ code: String, _ exit: Int32
    ) throws {
        let body = #"{"error":{"code":"\#(code)","message":"The server's own words."}}"#
        let response =
            "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nX-Request-ID: req_E\r\n"
            // Longer than a rate limit is waited out.
            + "Retry-After: 3600\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let result = try serving(response) { server in
            try Program.run("ask", "--base-url", server.url, "Q")
        }
        #expect(result.status == exit)
        #expect(result.output.isEmpty)
        #expect(
            result.errors.contains("\(code) (HTTP \(status.prefix(3))): The server's own words."))
        #expect(result.errors.contains("request req_E"))
    }

    @Test func `an error in the stream ends as its code says and keeps the answer`() throws {
        let response = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            \r
            event: text
            data: {"delta": "Half an"}

            event: error
            data: {"code": "insufficient_credits", "message": "Spent"}


            """
        let result = try serving(response) { server in
            try Program.run("ask", "--base-url", server.url, "Q")
        }
        #expect(result.status == 79)
        #expect(result.output == "Half an\n")
    }

    @Test func `a stream that is cut is incomplete and keeps the answer`() throws {
        let response =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
            + "event: text\ndata: {\"delta\": \"Half an\"}\n\n"
        let result = try serving(response) { server in
            try Program.run("ask", "--base-url", server.url, "Q")
        }
        #expect(result.status == 69)
        #expect(result.output == "Half an\n")
        #expect(result.errors.contains("incomplete"))
    }

    @Test func `no server and no event stream are told apart`() throws {
        let closed = try ScriptedServerClosedPort()
        let port = closed.port
        let refused = try Program.run("ask", "--base-url", "http://127.0.0.1:\(port)", "Q")
        #expect(refused.status == 69)
        #expect(refused.errors.contains("127.0.0.1:\(port)"))
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>x"
        let other = try serving(page) { server in
            try Program.run("ask", "--base-url", server.url, "Q")
        }
        #expect(other.status == 76)
        #expect(other.errors.contains("text/html"))
    }

    @Test func `the key is sent and never shown`() throws {
        let body = #"{"error":{"code":"invalid_key","message":"Key wbk_secret123 is not valid"}}"#
        let response =
            "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let (result, request) = try serving(response) { server in
            let result = try Program.run(
                "ask", "--base-url", server.url, "Q",
                environment: ["LEXI_API_KEY": "wbk_secret123"])
            return (result, server.requests.joined())
        }
        #expect(request.contains("Bearer wbk_secret123"))
        #expect(!result.errors.contains("wbk_secret123"))
        #expect(!result.output.contains("wbk_secret123"))
    }

    @Test func `the demo answers from its own database`() throws {
        let result = try Program.run(
            "ask", "--demo", "--demo-pace", "instant", "--format", "jsonl",
            "What do we know about Mara Vogt?")
        #expect(result.status == 0)
        #expect(result.output.contains(#""tool":"contacts.get","status":"completed""#))
        #expect(result.output.contains("Nordkai"))
    }

    @Test func `too long a message is refused by the server and explained`() throws {
        let result = try Program.run(
            "ask", "--demo", "-", input: String(repeating: "ä", count: 12_001))
        #expect(result.status == 65)
        #expect(result.errors.contains("12000") || result.errors.contains("12,000"))
    }

    @Test func `misuse is exit status 64 or 78`() throws {
        #expect(try Program.run("ask", "--no-such-option").status == 64)
        #expect(try Program.run("ask", "--demo", "--timeout", "0", "Q").status == 64)
        #expect(try Program.run("ask", "--base-url", "ftp://x", "Q").status == 78)
        #expect(try Program.run("ask", "Q").status == 77)
    }
}
