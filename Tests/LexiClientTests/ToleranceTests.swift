import LexiAPI
import LexiClient
import LexiTesting
import LexiWireSamples
import Testing

/// Where the API's page is silent or contradicts itself: what the client makes of each reading, on
/// literal wire text. What of it the user sees is tested with the real program.
@Suite(.timeLimit(.minutes(5))) struct ToleranceTests {
    private static let error = RunEvent.failed(
        Failure(code: .rateLimited, message: "Too many requests"))

    /// The events of a stream without the head.
    private func events(_ stream: String) async throws -> [RunEvent] {
        Array(try await run([.send(Wire.streamHead + stream), .close]).dropFirst())
    }

    private func text(_ delta: String, _ id: String? = nil) -> String {
        let id = id.map { ",\"conversation_id\":\"\($0)\"" } ?? ""
        return "event: text\ndata: {\"delta\":\"\(delta)\"\(id)}\n\n"
    }

    @Test(arguments: ["write:ai", "lexi"])
    func `a missing permission is the server's to name`(scope: String) async throws {
        let body = #"{"error":{"code":"insufficient_permissions","message":"Needs \#(scope)"}}"#
        let events = try await run([
            .send("HTTP/1.1 403 No\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"), .close,
        ])
        #expect(
            events.contains(
                .failed(
                    Failure(
                        code: .insufficientPermissions, message: "Needs \(scope)", status: 403))))
    }

    @Test(arguments: ["6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10", "conv_01HY1", "a/b?c=ü d"])
    func `identifiers of any form go out and come in as they are`(id: String) async throws {
        let server = try ScriptedServer([
            [.readRequest, .send(Wire.streamHead + text("a", id) + Wire.doneEvent), .close]
        ])
        defer { server.stop() }
        let request = ChatRequest(
            message: "Q", conversationID: id, context: ChatContext(contact: id, deal: id))
        let events = await (try Turn(server.url)).run(request)
        #expect(events[1] == .text(delta: "a", conversationID: id))
        #expect(
            server.requests[0].hasSuffix(
                #"{"message":"Q","conversation_id":"\#(id)","context":{"contact_id":"\#(id)","#
                    + #""deal_id":"\#(id)"},"allow_tools":true}"#))
    }

    @Test func `the conversation's ID is taken from any text`() async throws {
        #expect(
            try await events(text("a", "c") + text("b") + text("c", "c") + Wire.doneEvent)
                == [
                    .text(delta: "a", conversationID: "c"), .text(delta: "b", conversationID: nil),
                    .text(delta: "c", conversationID: "c"), Wire.done,
                    .ended(.completed, terminator: false),
                ])
    }

    @Test func `the conversation's ID is taken from done as well`() async throws {
        #expect(
            try await events(
                "event: done\ndata: {\"message_id\":\"m\",\"conversation_id\":\"c\"}\n\n") == [
                    .done(creditsRemaining: nil, messageID: "m", conversationID: "c"),
                    .ended(.completed, terminator: false),
                ])
    }

    @Test func `an answer without text is an answer`() async throws {
        let tool = "event: tool_step\ndata: {\"tool\":\"t\",\"status\":\"completed\"}\n\n"
        #expect(
            try await events(tool + Wire.doneEvent) == [
                .toolStep(ToolStepUpdate(tool: "t", status: "completed")), Wire.done,
                .ended(.completed, terminator: false),
            ])
    }

    @Test(arguments: [
        #"{"code":"rate_limited","message":"Too many requests"}"#,
        #"{"error":{"code":"rate_limited","message":"Too many requests"}}"#,
    ])
    func `an error in the stream may be flat or nested`(data: String) async throws {
        #expect(
            try await events("event: error\ndata: \(data)\n\n")
                == [Self.error, .ended(.failed, terminator: false)])
    }

    @Test(arguments: ["upstream gone", "\"upstream gone\"", #"{"error":"upstream gone"}"#])
    func `an error in the stream may be mere words`(data: String) async throws {
        #expect(
            try await events("event: error\ndata: \(data)\n\n") == [
                .failed(Failure(code: .init(rawValue: "error"), message: "upstream gone")),
                .ended(.failed, terminator: false),
            ])
    }

    @Test func `an error is final, and what follows it is still read`() async throws {
        let error =
            "event: error\ndata: {\"code\":\"rate_limited\",\"message\":\"Too many requests\"}\n\n"
        #expect(
            try await events(error + "data: [DONE]\n\n")
                == [Self.error, .ended(.failed, terminator: true)])
        #expect(
            try await events(error + Wire.doneEvent + "data: [DONE]\n\n")
                == [Self.error, Wire.done, .ended(.failed, terminator: true)])
    }

    @Test func `done alone is success, and without it a turn is incomplete`() async throws {
        #expect(
            try await events(Wire.textEvent + Wire.doneEvent)
                == [Wire.text, Wire.done, .ended(.completed, terminator: false)])
        #expect(
            try await events(Wire.textEvent + "data: [DONE]\n\n")
                == [Wire.text, .ended(.incomplete, terminator: true)])
        #expect(
            try await events(Wire.textEvent) == [Wire.text, .ended(.incomplete, terminator: false)])
    }

    @Test func `a message of any length goes out whole; the server decides`() async throws {
        let message = String(repeating: "ä", count: 12_001)
        let server = try ScriptedServer([[.readRequest, .send("HTTP/1.1 400 No\r\n\r\n"), .close]])
        defer { server.stop() }
        await (try Turn(server.url)).run(ChatRequest(message: message))
        #expect(server.requests[0].contains("\"message\":\"\(message)\""))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `streams are read as the standard says, whatever ends their lines`(
        lineEnd: String
    ) async throws {
        let stream =
            "\u{FEFF}: hello\n\nid: 7\nretry: 10\nevent:text\ndata:{\"delta\":\ndata: \"grüß\"}\n\n"
            + Wire.doneEvent + "data: [DONE]\n\n"
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
        // The client gets each chunk by itself, so this is byte by byte.
        let chunks = stream.replacing("\n", with: lineEnd).utf8.flatMap { byte in
            Array("1\r\n".utf8) + [byte] + Array("\r\n".utf8)
        }
        #expect(
            try await run([
                .send(head + "Transfer-Encoding: chunked\r\n\r\n"), .sendBytes(chunks),
                .send("0\r\n\r\n"), .close,
            ]) == [
                responded(), .text(delta: "grüß", conversationID: nil), Wire.done,
                .ended(.completed, terminator: true),
            ])
    }

    @Test func `unknown events, fields and statuses end nothing`() async throws {
        #expect(
            try await events(
                "event: citation\ndata: {\"url\":\"u\"}\n\nextra: field\n"
                    + "event: tool_step\ndata: {\"tool\":\"t\",\"status\":\"queued\",\"n\":[{}]}\n\n"
                    + Wire.doneEvent) == [
                    .unknown(event: "citation", data: "{\"url\":\"u\"}"),
                    .toolStep(ToolStepUpdate(tool: "t", status: "queued")), Wire.done,
                    .ended(.completed, terminator: false),
                ])
    }

    @Test func `steps of the same tool are each handed on`() async throws {
        func step(_ status: String) -> String {
            "event: tool_step\ndata: {\"tool\":\"t\",\"status\":\"\(status)\"}\n\n"
        }
        #expect(
            try await events(step("started") + step("started") + step("completed")) == [
                .toolStep(ToolStepUpdate(tool: "t", status: "started")),
                .toolStep(ToolStepUpdate(tool: "t", status: "started")),
                .toolStep(ToolStepUpdate(tool: "t", status: "completed")),
                .ended(.incomplete, terminator: false),
            ])
    }

    @Test func `a repeated key may bring the stream again, or JSON`() async throws {
        let again = try await events(Wire.conforming)
        #expect(again == Wire.conformingEvents)
        let body = #"{"data":{"response":"Hello","conversation_id":"c","credits_remaining":1}}"#
        #expect(
            try await run([
                .send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"), .close,
            ]) == [
                responded(), .text(delta: "Hello", conversationID: "c"),
                .done(creditsRemaining: 1, messageID: nil, conversationID: "c"),
                .ended(.completed, terminator: false),
            ])
    }

    @Test func `comments are life, and no request asks to resume`() async throws {
        let sent = [ScriptedServer.Step](repeating: .send(": alive\n"), count: 50)
        let server = try ScriptedServer([
            [.readRequest, .send(Wire.streamHead)] + sent
                + [.send(Wire.doneEvent + "data: [DONE]\n\n"), .close]
        ])
        defer { server.stop() }
        let events = await (try Turn(server.url, timeouts: .init(idle: .seconds(30)))).run()
        #expect(events == [responded(), Wire.done, .ended(.completed, terminator: true)])
        #expect(!server.requests[0].lowercased().contains("last-event-id"))
    }

    @Test(arguments: [("4840", 4840), ("0", 0), ("-3", -3), ("412.0", 412)] as [(String, Int64)])
    func `the balance is what the server says`(json: String, credits: Int64) async throws {
        #expect(
            try await events("event: done\ndata: {\"credits_remaining\":\(json)}\n\n").first
                == .done(creditsRemaining: credits, messageID: nil, conversationID: nil))
    }

    @Test(arguments: ["null", "\"many\"", "{}", "1e99"])
    func `a balance that is no number is unknown, not zero`(json: String) async throws {
        #expect(
            try await events("event: done\ndata: {\"credits_remaining\":\(json)}\n\n") == [
                .done(creditsRemaining: nil, messageID: nil, conversationID: nil),
                .ended(.completed, terminator: false),
            ])
    }

    @Test func `the plain chat's approval fields change nothing`() async throws {
        #expect(
            try await events(
                "event: done\ndata: {\"credits_remaining\":1,\"message_id\":\"m\","
                    + "\"task_id\":\"t\",\"requires_approval\":true}\n\n")
                == [Wire.done, .ended(.completed, terminator: false)])
    }

    @Test func `the conversation stands beside the context, which holds all that was named`()
        async throws
    {
        let server = try ScriptedServer([[.readRequest, .send(Wire.streamHead), .close]])
        defer { server.stop() }
        await (try Turn(server.url)).run(
            ChatRequest(
                message: "Q", conversationID: "c",
                context: ChatContext(
                    contact: "a", deal: "b", matter: "m", company: "co", page: "/deals")))
        #expect(
            server.requests[0].hasSuffix(
                #"{"message":"Q","conversation_id":"c","context":{"contact_id":"a","#
                    + #""deal_id":"b","matter_id":"m","company_id":"co","page":"/deals"},"#
                    + #""allow_tools":true}"#))
        #expect(!server.requests[0].contains("currentEntity"))
    }

    @Test func `an unknown record is the server's to name`() async throws {
        let body = #"{"error":{"code":"not_found","message":"No deal deal-9"}}"#
        let events = try await run([
            .send("HTTP/1.1 404 No\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"), .close,
        ])
        #expect(
            events.contains(
                .failed(Failure(code: .notFound, message: "No deal deal-9", status: 404))))
    }
}
