import LexiTesting
import Testing

@testable import LexiStandIn

@Suite(.timeLimit(.minutes(5))) struct ModelFailureTests {
    private static func body(_ status: String, _ type: String, _ text: String) -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
    }

    @Test func `a refused connection is an error that asks whether the server runs`() async throws {
        let closed = try ScriptedServerClosedPort()
        try await withStandIn(.model(at: closed.url)) { standIn in
            let response = try await standIn.chat(#"{"message":"Hi"}"#)
            #expect(response.statusLine == "HTTP/1.1 200 OK")
            #expect(
                response.events == [
                    "event: error\ndata: {\"code\": \"model_unavailable\", \"message\": \"Nothing answers at \(closed.url)/v1/chat/completions: the connection was refused. Is the model server running?\"}"
                ])
            let plain = try await standIn.call("POST", "/v1/lexi/chat", #"{"message":"Hi"}"#)
            #expect(plain.statusLine == "HTTP/1.1 502 Bad Gateway")
            #expect(plain.body.contains("Is the model server running?"))
        }
    }

    @Test(arguments: [
        (
            body(
                "500 Internal Server Error", "application/json",
                #"{"error":{"message":"out of\nmemory","type":"server_error"}}"#),
            "The model server answered 500: out of memory"
        ),
        (
            body("404 Not Found", "application/json", #"{"error":"model 'm' not found"}"#),
            "The model server answered 404: model 'm' not found (asked for the model m at "
        ),
        (
            body("400 Bad Request", "application/json", #"{"detail":"roles must alternate"}"#),
            "The model server answered 400: roles must alternate"
        ),
        (
            body("502 Bad Gateway", "text/html", "<html>nginx</html>"),
            "The model server answered 502"
        ),
        (body("503 Busy", "text/plain", "loading"), "The model server answered 503: loading"),
        (
            "HTTP/1.1 307 Moved\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n",
            "The model server answered 307 (a redirection, which is not followed)"
        ),
        (
            body("200 OK", "text/html; charset=utf-8", "<html>Open WebUI</html>"),
            "answered with text/html; charset=utf-8 and not with an event stream: is this the right address?"
        ),
        (body("200 OK", "application/json", "{\"choi"), "answer is not valid JSON."),
        (body("200 OK", "application/json", "{}"), "holds no choices"),
        (ModelWire.head, "The model server broke off in the middle of its answer."),
        (ModelWire.saying(""), "The model gave an empty answer."),
    ])
    func `what the server does wrong is said in the stream`(wire: String, words: String)
        async throws
    {
        try await withModel([ModelWire.script(wire)]) { standIn, _ in
            let response = try await standIn.chat(#"{"message":"Hi"}"#)
            #expect(response.events.count == 1)
            #expect(response.events.first?.hasPrefix("event: error\n") == true)
            #expect(response.member("message")?.contains(words) == true, "\(response.body)")
        }
    }

    @Test(arguments: [
        ModelWire.head,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 5000\r\n\r\n",
    ])
    func `a stream that is cut keeps what came and costs nothing`(head: String) async throws {
        let said = head + ModelWire.chunk(#"{"content":"Mara is"}"#)
        try await withModel([
            ModelWire.script(said), ModelWire.script(ModelWire.saying("Hello")),
        ]) { standIn, _ in
            let response = try await standIn.chat(#"{"message":"Who is Mara?"}"#)
            #expect(response.answer == "Mara is")
            #expect(
                response.events.last?.hasPrefix(
                    "event: error\ndata: {\"code\": \"model_unavailable\"") == true)
            #expect(response.events.last?.contains("in the middle of its answer") == true)
            let id = try #require(response.member("conversation_id"))
            let kept = try await standIn.call("GET", "/v1/lexi/conversations/\(id)")
            #expect(kept.body.contains("Mara is"))
            let next = try await standIn.chat(#"{"message":"Hi"}"#)
            #expect(next.creditsRemaining == 99)
        }
    }

    @Test func `a silent server is given up`() async throws {
        let asked = ScriptedServerGate()
        try await withModel(
            [[.readRequest, .send(ModelWire.head), .readUntilClosed, .open(asked)]],
            silence: .milliseconds(200)
        ) { standIn, _ in
            let response = try await standIn.chat(#"{"message":"Hi"}"#)
            #expect(
                response.events == [
                    "event: error\ndata: {\"code\": \"model_timeout\", \"message\": \"The model server said nothing for 0.2 s: it may be loading the model, or be too slow for this question.\"}"
                ])
            await asked.wait()
        }
    }

    @Test func `when the client goes away the model is let go of`() async throws {
        let (asked, closed) = (ScriptedServerGate(), ScriptedServerGate())
        try await withModel([
            [
                .readRequest, .send(ModelWire.head + ModelWire.chunk(#"{"content":"Hel"}"#)),
                .open(asked), .readUntilClosed, .open(closed),
            ]
        ]) { standIn, _ in
            var client: WireClient? = try WireClient(port: standIn.port)
            try client?.send(standIn.chatRequest(#"{"message":"Hi"}"#))
            _ = try await client?.read(until: "Hel")
            await asked.wait()
            client = nil
            await closed.wait()
        }
    }

    @Test func `a server that ends lets go of the model and says so`() async throws {
        let closed = ScriptedServerGate()
        try await withModel([
            [
                .readRequest, .send(ModelWire.head + ModelWire.chunk(#"{"content":"Hel"}"#)),
                .readUntilClosed, .open(closed),
            ]
        ]) { standIn, _ in
            let client = try WireClient(port: standIn.port)
            try client.send(standIn.chatRequest(#"{"message":"Hi"}"#))
            _ = try await client.read(until: "Hel")
            // On a machine that is busy with other tests the stream gets its turn late.
            await standIn.shutdown(lastMoment: .seconds(120))
            let rest = try await client.read()
            #expect(
                rest.contains(
                    "{\"code\": \"unavailable\", \"message\": \"The server is shutting down\"}"))
            await closed.wait()
        }
    }
}
