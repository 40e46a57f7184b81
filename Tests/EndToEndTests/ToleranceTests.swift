import LexiTesting
import Testing

/// Where the API's page is silent or contradicts itself: what the user is told, by the real
/// program, on literal wire text.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct ToleranceTests {
    private static let tool =
        "event: tool_step\ndata: {\"tool\": \"create_task\", \"status\": \"completed\"}\n\n"

    private func text(_ delta: String, _ id: String? = nil) -> String {
        let id = id.map { ", \"conversation_id\": \"\($0)\"" } ?? ""
        return "event: text\ndata: {\"delta\": \"\(delta)\"\(id)}\n\n"
    }

    /// Asks against one answer.
    private func ask(
        _ answer: String, _ arguments: String..., input: String = "Who?"
    ) throws -> (result: Program.Result, request: String) {
        let server = try ScriptedServer([[.readRequest, .send(answer), .close]])
        defer { server.stop() }
        let result = try RunningProgram(
            ["ask", "--base-url", server.url] + arguments, input: input
        ).finish()
        return (result, server.requests.joined())
    }

    private func refusal(_ status: String, _ body: String) -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test func `a missing permission is named as the server and as this endpoint do`() throws {
        let (result, _) = try ask(
            refusal(
                "403 Forbidden",
                #"{"error":{"code":"insufficient_permissions","message":"Missing scope lexi"}}"#))
        #expect(result.status == 77)
        #expect(result.errors.contains("Missing scope lexi"))
        #expect(result.errors.contains("write:ai"))
    }

    @Test func `identifiers of any form are sent as they are`() throws {
        let (result, request) = try ask(
            Fault.head + Fault.delta + Fault.end, "--conversation", "conv_01/ü", "--contact",
            "6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10", "--deal", "deal_01HY1")
        #expect(result.status == 0)
        #expect(request.contains(#""conversation_id":"conv_01/ü""#))
        #expect(request.contains(#""contact_id":"6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10""#))
        #expect(request.contains(#""deal_id":"deal_01HY1""#))
    }

    @Test func `text that was cut, wrongly encoded or broken into lines is shown whole`() throws {
        let mojibake = "He said \u{E2}\u{80}\u{9C}yes\u{E2}\u{80}\u{9D} and signs for EUR 40m."
        let answer =
            text(#"A \ud83d"#) + text(#"\ude00 B\r"#) + text(#"\nC\rD\r\n"#) + text(mojibake)
            + text(#"\n\u001b]0;not a title"#) + Fault.end
        let shown = "A 😀 B\nC\nD\nHe said \u{E2}yes\u{E2} and signs for EUR 40m.\n]0;not a title\n"
        let (result, _) = try ask(Fault.head + answer)
        #expect(result.status == 0)
        #expect(result.output == shown)
        #expect(result.errors.contains("note: 5 control sequences removed from the answer\n"))
        let lines = try Program.run("decode", "-", input: answer).output.split(separator: "\n")
        #expect(
            lines.prefix(4).elementsEqual([
                #"{"type":"text","delta":"A ","conversation_id":null}"#,
                #"{"type":"text","delta":"😀 B\u000d","conversation_id":null}"#,
                #"{"type":"text","delta":"\u000aC\u000dD\u000d\u000a","conversation_id":null}"#,
                #"{"type":"text","delta":"He said â\u0080\u009cyesâ\u0080\u009d and signs for EUR 40m.","conversation_id":null}"#,
            ]))
    }

    @Test func `the fields of a request that were wrong are told, and the message is the server's`()
        throws
    {
        let body =
            #"{"error":{"code":"insufficient_credits","message":"No credits left","#
            + #""details":{"fields":{"message":"x"}}}}"#
        let told = try ask(refusal("402 Payment Required", body)).result
        #expect(told.errors.contains("No credits left (message: x)"))
        let lines = try ask(
            refusal("402 Payment Required", body), "--format", "jsonl"
        ).result.output.split(separator: "\n")
        let error = lines.first { $0.contains(#""type":"error""#) }
        #expect(error?.contains(#""message":"No credits left","status":402,"#) == true)
        #expect(error?.hasSuffix(#""details":{"fields":{"message":"x"}}}"#) == true)
    }

    @Test func `a conversation that changes its ID is told, and the first one stays`() throws {
        let (result, _) = try ask(
            Fault.head + text("a") + text("b", "c-1") + text("c", "c-2") + Fault.end)
        #expect(result.output == "abc\n")
        #expect(result.errors.contains("the conversation's ID changed from c-1 to c-2"))
        #expect(result.errors.contains("message m, conversation c-1, request req_F\n"))
    }

    @Test func `the conversation's ID may come with done alone`() throws {
        let (result, _) = try ask(
            Fault.head + text("a")
                + "event: done\ndata: {\"message_id\": \"m\", \"conversation_id\": \"c-9\"}\n\n")
        #expect(
            result.errors.contains("credits unknown, message m, conversation c-9, request req_F\n"))
        #expect(!result.errors.contains("cannot be continued"))
    }

    @Test func `without any text a new conversation cannot be continued, and says where it is`()
        throws
    {
        let note = "cannot be continued from here; lexi conversations list shows it"
        #expect(try ask(Fault.head + Self.tool + Fault.end).result.errors.contains(note))
        let known = try ask(Fault.head + Self.tool + Fault.end, "--conversation", "c")
        #expect(known.result.status == 0)
        #expect(!known.result.errors.contains("cannot be continued"))
    }

    @Test(arguments: [
        #"{"code":"rate_limited","message":"Slow down"}"#,
        #"{"error":{"code":"rate_limited","message":"Slow down"}}"#,
    ])
    func `an error in the stream may be flat or nested, and may be followed by anything`(
        error: String
    ) throws {
        for rest in ["", "data: [DONE]\n\n", Fault.end] {
            let (result, _) = try ask(
                Fault.head + Fault.delta + "event: error\ndata: \(error)\n\n" + rest)
            #expect(result.status == 75)
            #expect(result.output == "Mara Vogt\n")
            #expect(result.errors.contains("error: rate_limited: Slow down\n"))
        }
    }

    @Test func `done without the end mark is success with a note`() throws {
        let (result, _) = try ask(Fault.head + Fault.delta + Fault.done)
        #expect(result.status == 0)
        #expect(result.errors.contains("note: the stream ended without its last mark, [DONE]"))
        let cut = try ask(Fault.head + Fault.delta + "data: [DONE]\n\n").result
        #expect(cut.status == 69)
        #expect(cut.output == "Mara Vogt\n")
    }

    @Test func `a message over the limit is noted by code points and sent whole`() throws {
        // One character for a reader, two code points.
        let message = String(repeating: "e\u{301}", count: 6001)
        let (result, request) = try ask(Fault.head + Fault.delta + Fault.end, input: message)
        #expect(result.status == 0)
        #expect(
            result.errors.contains("note: the message has 12002 characters; the API takes 12000"))
        #expect(request.utf8.count > message.utf8.count)
        let shorter = try ask(
            Fault.head + Fault.delta + Fault.end, input: String(message.dropLast()))
        #expect(!shorter.result.errors.contains("note: the message"))
    }

    @Test func `unknown events and statuses are told and end nothing`() throws {
        let (result, _) = try ask(
            Fault.head + "event: citation\ndata: {}\n\nevent: tool_step\n"
                + "data: {\"tool\": \"t\", \"status\": \"queued\", \"x\": 1}\n\n" + Fault.delta
                + Fault.end)
        #expect(result.status == 0)
        #expect(result.output == "Mara Vogt\n")
        #expect(result.errors.contains("note: unknown event citation\ntool t queued\n"))
    }

    @Test func `each question has a key of its own unless it is given one`() throws {
        func key(_ arguments: String...) throws -> Substring? {
            let server = try ScriptedServer([
                [.readRequest, .send(Fault.head + Fault.delta + Fault.end), .close]
            ])
            defer { server.stop() }
            let result = try RunningProgram(
                ["ask", "--base-url", server.url] + arguments + ["Who?"]
            ).finish()
            #expect(result.status == 0)
            return server.requests.first?.firstMatch(of: /Idempotency-Key: (.*)\r\n/)?.1
        }
        let keys = [try key(), try key()]
        #expect(keys[0]?.count == 36)
        #expect(keys[0] != keys[1])
        #expect(try key("--idempotency-key", "4b7f") == "4b7f")
    }

    @Test func `comments keep an answer alive, and nothing asks to resume one`() throws {
        let (result, request) = try ask(
            Fault.head + "id: 7\nretry: 1\n\n: still there\n\n" + Fault.delta + Fault.end)
        #expect(result.status == 0)
        #expect(!request.lowercased().contains("last-event-id"))
    }

    @Test func `a balance is told as it came and no cost is computed`() throws {
        let (result, _) = try ask(Fault.head + Fault.delta + Fault.end)
        #expect(
            result.errors.contains(
                "done: 7 credits remaining, message m, conversation c, request req_F\n"))
        let silent = try ask(
            Fault.head + Fault.delta + "event: done\ndata: {\"message_id\": \"m\"}\n\n")
        #expect(silent.result.errors.contains("credits unknown"))
    }

    @Test func `the plain chat's approval fields change nothing`() throws {
        let (result, _) = try ask(
            Fault.head + Fault.delta + "event: done\ndata: {\"credits_remaining\": 7, "
                + "\"message_id\": \"m\", \"task_id\": \"t\", \"requires_approval\": true}\n\n"
                + "data: [DONE]\n\n")
        #expect(result.status == 0)
        #expect(result.errors.contains("done: 7 credits remaining"))
    }

    @Test func `the conversation is sent beside the context, and all that is in focus inside`()
        throws
    {
        let (_, request) = try ask(
            Fault.head + Fault.delta + Fault.end, "--conversation", "c", "--contact", "a", "--deal",
            "b", "--matter", "m", "--company", "co", "--page", "/deals", "--no-tools", "Q")
        #expect(
            request.hasSuffix(
                #"{"message":"Q","conversation_id":"c","context":{"contact_id":"a","#
                    + #""deal_id":"b","matter_id":"m","company_id":"co","page":"/deals"},"#
                    + #""allow_tools":false}"#))
        #expect(!request.contains("currentEntity"))
    }

    @Test func `a record that is not there is the server's to name`() throws {
        let (result, _) = try ask(
            refusal("404 Not Found", #"{"error":{"code":"not_found","message":"No deal deal-9"}}"#),
            "--deal", "deal-9")
        #expect(result.status == 66)
        #expect(result.errors.contains("not_found (HTTP 404): No deal deal-9"))
    }
}
