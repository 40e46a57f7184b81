import LexiTesting
import Testing

@Suite(.timeLimit(.minutes(10)), .ownThreads) struct DecodeTests {
    @Test func `raw prints what the standard dispatches`() throws {
        let stream =
            "\u{FEFF}: a comment\nid: 1\nevent: add\ndata: one\ndata: two\n\n"
            + "data:no space\r\n\r\nretry: 1500\rdata\r\revent: lost\n\nid\ndata: x\n\n"
            + "data: never completed"
        let result = try Program.run("decode", "--raw", input: stream)
        #expect(result.status == 0)
        #expect(
            result.output.split(separator: "\n").map(String.init) == [
                #"{"event":"add","data":"one\u000atwo","last_event_id":"1"}"#,
                #"{"event":"message","data":"no space","last_event_id":"1"}"#,
                #"{"retry":1500}"#,
                #"{"event":"message","data":"","last_event_id":"1"}"#,
                #"{"event":"message","data":"x","last_event_id":""}"#,
            ])
    }

    @Test func `a capture prints as JSON lines without times`() throws {
        let stream = """
            event: text
            data: {"delta": "Hi"}

            event: done
            data: {"credits_remaining": 1, "message_id": "m"}

            data: [DONE]

            """
        let result = try Program.run("decode", "-", input: stream)
        #expect(result.status == 0)
        #expect(
            result.output.split(separator: "\n").map(String.init) == [
                #"{"type":"text","delta":"Hi","conversation_id":null}"#,
                #"{"type":"done","credits_remaining":1,"message_id":"m"}"#,
                #"{"type":"end","outcome":"completed","terminator":true}"#,
            ])
    }

    @Test func `a file that is not there is named`() throws {
        let result = try Program.run("decode", "/no/such/capture")
        #expect(result.status == 66)
        #expect(result.errors.contains("/no/such/capture"))
    }

    @Test func `what is no event stream is named, with status 76`() throws {
        let page = try Program.run("decode", input: "<!DOCTYPE html>\n<p>Sign in</p>\n")
        #expect(page.status == 76)
        #expect(page.errors.contains("no event stream: it begins with \"<!DOCTYPE"))
        #expect(page.output.contains(#"{"type":"end","outcome":"failed","terminator":false}"#))
        // A stream of which nothing came is one that was cut.
        #expect(try Program.run("decode", input: "").status == 69)
    }

    @Test func `lint prints a line for each fault and ends with 76`() throws {
        let stream =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
            + "event: tool_step\ndata: {\"tool\":\"a\\u001b\",\"status\":\"completed\"}\n\n"
            + "event: ping\ndata: {}\n\n"
        let result = try Program.run("decode", "--lint", input: stream)
        #expect(result.status == 76)
        #expect(
            result.output == """
                event 1 at byte 52: completed-without-started: tool_step "a\\u001b" was completed \
                but not started
                event 2 at byte 116: unknown-event: "ping" is not an event of the API
                at byte 138: missing-done: the stream ends without "done" and without "error"
                at byte 138: missing-terminator: the stream ends without data: [DONE]

                """)
        #expect(result.errors == "4 protocol faults in 2 events\n")
    }

    @Test func `lint of a faultless stream says so and ends with 0`() throws {
        let stream = """
            event: done
            data: {"credits_remaining": 1, "message_id": "m"}

            data: [DONE]

            """
        let result = try Program.run("decode", "--lint", input: stream)
        #expect(result.status == 0)
        #expect(result.output == "no protocol faults in 1 event\n")
        #expect(result.errors.isEmpty)
    }

    @Test func `stats prints counts, bytes and seconds only`() throws {
        let stream =
            "event: text\ndata: {\"delta\":\"a\"}\n\nevent: text\ndata: {\"delta\":\"b\"}\n\n"
            + "event: ping\ndata: {}\n\ndata: [DONE]\n\n"
        let result = try Program.run("decode", "--stats", input: stream)
        #expect(result.status == 0)
        let rows = result.output.split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        #expect(
            rows.prefix(5) == [
                ["bytes", "\(stream.utf8.count)"], ["events", "4"], ["text", "2"],
                ["unknown", "1"], ["[DONE]", "1"],
            ])
        #expect(rows.dropFirst(5).map(\.first) == ["seconds", "MB/s", "events/s"])
    }

    @Test func `one kind of output at a time`() throws {
        let result = try Program.run("decode", "--lint", "--raw")
        #expect(result.status == 64)
        #expect(result.errors.contains("--raw"))
    }

    /// The body of a stream in which every kind of event occurs, broken ones included.
    private static let body = """
        : keep-alive
        event: thinking
        data: {"text": "Who is this\\u001b[2J?"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "started"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "failed", "summary": "✗ \\ud83d"}

        event: text
        data: {"delta": "Mara 👩‍⚖️ Vogt",
        data:  "conversation_id": "c-1"}

        event: text
        data: {"delta": 5}

        event: novelty
        data: {"x": 1}

        data: unnamed

        event: done
        data: {"credits_remaining": 4840.0, "message_id": "msg_1"}

        event: error
        data: {"error": {"code": "rate_limited", "message": "Slow down"}}

        data: [DONE]


        """

    @Test func `a capture prints what the live run printed`() throws {
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-ID: req_1\r\n"
            + "X-RateLimit-Limit: 1000\r\nX-RateLimit-Remaining: 871\r\n\r\n"
        let server = try ScriptedServer([[.readRequest, .send(head + Self.body), .close]])
        defer { server.stop() }
        let live = try Program.run("ask", "--base-url", server.url, "--format", "jsonl", "Q")
        let captured = try Program.run("decode", input: head + Self.body)
        let bare = try Program.run("decode", input: Self.body)
        let expected = live.output.split(separator: "\n").dropFirst().map {
            String($0.replacing(/"at_ms":[0-9.]+,/, with: ""))
        }
        #expect(expected.count == 11)
        #expect(captured.output.split(separator: "\n").map(String.init) == expected)
        #expect(
            bare.output.split(separator: "\n").map(String.init) == Array(expected.dropFirst()))
        #expect(live.status == 75)
        #expect(captured.status == 75)
        #expect(bare.status == 75)
    }
}
