import LexiTesting
import Testing

@testable import LexiStandIn

@Suite(.timeLimit(.minutes(5))) struct ModelTurnTests {
    @Test func `a plain answer is passed on piece by piece and costs a message`() async throws {
        let said =
            ModelWire.head + ModelWire.chunk(#"{"role":"assistant","content":""}"#)
            + ModelWire.chunk(#"{"content":"\n Hello"}"#) + ModelWire.chunk(#"{"content":" you"}"#)
            + ModelWire.chunk("{}", finish: "stop") + ModelWire.done
        try await withModel([ModelWire.script(said)]) { standIn, server in
            let response = try await standIn.chat(#"{"message":"Hi"}"#)
            let id = try #require(response.member("conversation_id"))
            #expect(
                response.events.prefix(2) == [
                    "event: text\ndata: {\"delta\": \"Hello\", \"conversation_id\": \"\(id)\"}",
                    "event: text\ndata: {\"delta\": \" you\"}",
                ])
            #expect(response.events.last?.hasPrefix("event: done\n") == true)
            #expect(response.body.hasSuffix("data: [DONE]\n\n"))
            #expect(response.creditsRemaining == 99)
            #expect(try server.request(0).hasPrefix("POST /v1/chat/completions HTTP/1.1\r\n"))
            #expect(try !server.request(0).lowercased().contains("authorization"))
            #expect(try server.body(0)["stream"]?.flag == true)
            #expect(try server.body(0)["model"]?.text == "m")
            #expect(try server.body(0)["tools"]?.elements?.count == ToolSchemas.all.count)
        }
    }

    @Test func `text comes while the model is still writing`() async throws {
        let seen = ScriptedServerGate()
        let script: [ScriptedServer.Step] = [
            .readRequest, .send(ModelWire.head + ModelWire.chunk(#"{"content":"First."}"#)),
            .wait(seen), .send(ModelWire.chunk(#"{"content":" Second."}"#, finish: "stop")), .close,
        ]
        try await withModel([script]) { standIn, _ in
            let client = try WireClient(port: standIn.port)
            try client.send(standIn.chatRequest(#"{"message":"Hi"}"#))
            let first = try await client.read(until: "First.")
            #expect(!first.contains("Second."))
            seen.open()
            #expect(try await client.read().contains("Second."))
        }
    }

    @Test func `reasoning becomes thoughts, one for each sentence`() async throws {
        let said =
            ModelWire.head + ModelWire.chunk(#"{"reasoning_content":"The user greets me, so"}"#)
            + ModelWire.chunk(#"{"reasoning_content":" I greet back. Then"}"#)
            + ModelWire.chunk(#"{"reasoning_content":" I stop\n"}"#)
            + ModelWire.chunk(#"{"content":"Hello"}"#, finish: "stop") + ModelWire.done
        try await withModel([ModelWire.script(said)]) { standIn, _ in
            let response = try await standIn.chat(#"{"message":"Hi"}"#)
            #expect(
                response.events.prefix(2) == [
                    "event: thinking\ndata: {\"text\": \"The user greets me, so I greet back.\"}",
                    "event: thinking\ndata: {\"text\": \"Then I stop\"}",
                ])
            #expect(response.answer == "Hello")
        }
    }

    @Test func `a tool the model asks for is run and its result goes back`() async throws {
        let call =
            ModelWire.head
            + ModelWire.chunk(
                #"{"tool_calls":[{"index":0,"id":"x1","function":{"name":"deals_list","arguments":"{\"company_id\":"}}]}"#
            )
            + ModelWire.chunk(
                #"{"tool_calls":[{"index":0,"function":{"arguments":"\"company-001\",\"status\":\"open\"}"}}]}"#
            ) + ModelWire.chunk("{}", finish: "tool_calls") + ModelWire.done
        try await withModel(
            [ModelWire.script(call), ModelWire.script(ModelWire.saying("Two."))]
        ) { standIn, server in
            let response = try await standIn.chat(#"{"message":"Deals of Nordkai?"}"#)
            #expect(
                response.events.prefix(2) == [
                    "event: tool_step\ndata: {\"tool\": \"deals.list\", \"status\": \"started\"}",
                    "event: tool_step\ndata: {\"tool\": \"deals.list\", \"status\": \"completed\", \"summary\": \"2 open deals\"}",
                ])
            #expect(response.answer == "Two.")
            let messages = try server.messages(1)
            #expect(
                messages.compactMap { $0["role"]?.text } == ["system", "user", "assistant", "tool"])
            #expect(messages[2]["tool_calls"]?.elements?[0]["id"]?.text == "x1")
            #expect(messages[3]["tool_call_id"]?.text == "x1")
            let findings = JSONValue(stored: messages[3]["content"]?.text ?? "")
            #expect(findings["summary"]?.text == "2 open deals")
            #expect(
                findings["deals"]?.elements?.map { $0["deal"]?["id"]?.text }
                    == ["deal-002", "deal-001"])
            #expect(findings["deals"]?.elements?[0]["deal"]?["workspace_id"] == nil)
        }
    }

    @Test func `two calls of one reply are both run, and two tools cost one more`() async throws {
        let calls =
            ModelWire.head
            + ModelWire.chunk(
                #"{"content":"I look.","tool_calls":[{"index":0,"function":{"name":"contacts.get","arguments":"{\"id\":\"contact-001\"}"}},{"index":1,"function":{"name":"pipeline_summary","arguments":""}}]}"#
            ) + ModelWire.chunk("{}", finish: "tool_calls")
        try await withModel(
            [ModelWire.script(calls), ModelWire.script(ModelWire.saying("Done."))]
        ) { standIn, server in
            let response = try await standIn.chat(#"{"message":"Mara and the pipeline"}"#)
            #expect(response.body.contains("\"summary\": \"Read Mara Vogt\""))
            #expect(
                response.body.contains("\"tool\": \"pipeline.summary\", \"status\": \"completed\""))
            #expect(response.answer == "I look.\n\nDone.")
            #expect(response.creditsRemaining == 98)
            let messages = try server.messages(1)
            let asked = messages[2]["tool_calls"]?.elements?.compactMap { $0["id"]?.text }
            #expect(asked == ["call_1", "call_2"])
            #expect(messages.suffix(2).compactMap { $0["tool_call_id"]?.text } == asked)
        }
    }

    @Test func `an unknown tool and bad arguments go back to the model in words`() async throws {
        try await withModel([
            ModelWire.script(ModelWire.calling("sql_query", "{}")),
            ModelWire.script(ModelWire.calling("deals_get", #"{\"id\""#)),
            ModelWire.script(ModelWire.saying("I cannot tell.")),
        ]) { standIn, server in
            let response = try await standIn.chat(#"{"message":"Deals?"}"#)
            #expect(response.answer == "I cannot tell.")
            #expect(!response.body.contains("tool_step"))
            #expect(response.creditsRemaining == 99)
            let messages = try server.messages(2)
            #expect(
                messages.filter { $0["role"]?.text == "tool" }.compactMap { $0["content"]?.text }
                    == ["There is no tool “sql_query”", "The arguments are not valid JSON"])
        }
    }

    @Test func `the third senseless call ends the turn in words`() async throws {
        let scripts = ["{}", #"{\"id\":7.5}"#, #"{\"name\":\"x\"}"#].map {
            ModelWire.script(ModelWire.calling("deals_get", $0))
        }
        try await withModel(scripts) { standIn, _ in
            let response = try await standIn.chat(#"{"message":"Deals?"}"#)
            #expect(
                response.answer
                    == "_The model kept asking for tools in ways that make no sense (last: deals_get has no parameter name; it takes id), so this turn ends here. A larger model may do better._"
            )
            #expect(response.events.last?.hasPrefix("event: done\n") == true)
        }
    }

    @Test func `a model that never comes to an answer is stopped after eight rounds`() async throws
    {
        let script = ModelWire.script(ModelWire.calling("pipeline_summary", "{}"))
        try await withModel(Array(repeating: script, count: 20)) { standIn, server in
            let response = try await standIn.chat(#"{"message":"Wie ist die Pipeline?"}"#)
            #expect(server.requests.count == 8)
            #expect(response.answer.hasPrefix("_Das Modell hat nach 8 Runden immer noch"))
            #expect(response.events.last?.hasPrefix("event: done\n") == true)
            // Eight tools: 1 for the message and 4 more, which is the most there is.
            #expect(response.creditsRemaining == 95)
        }
    }

    @Test func `an answer that reached its length says so`() async throws {
        let said =
            ModelWire.head + ModelWire.chunk(#"{"content":"And then"}"#, finish: "length")
        try await withModel([ModelWire.script(said)]) { standIn, _ in
            let response = try await standIn.chat(#"{"message":"Tell me"}"#)
            #expect(
                response.answer
                    == "And then\n\n_The model’s answer reached its limit of length and may be incomplete._"
            )
        }
    }

    @Test func `a JSON answer that is not streamed will do`() async throws {
        let body =
            #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}"#
        let said =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        try await withModel([ModelWire.script(said)]) { standIn, _ in
            let response = try await standIn.chat(#"{"message":"Hi"}"#)
            #expect(response.answer == "Hello")
        }
    }

    @Test func `without tools none are offered, and one that is asked for is refused`() async throws
    {
        try await withModel([
            ModelWire.script(ModelWire.saying("From memory.")),
            ModelWire.script(ModelWire.calling("pipeline_summary", "{}")),
        ]) { standIn, server in
            let first = try await standIn.chat(#"{"message":"Hi","allow_tools":false}"#)
            #expect(first.answer == "From memory.")
            #expect(try server.body(0)["tools"] == nil)
            let second = try await standIn.chat(#"{"message":"Hi","allow_tools":false}"#)
            #expect(
                second.events == [
                    "event: error\ndata: {\"code\": \"model_error\", \"message\": \"The model asked for CRM tools, which are off for this message.\"}"
                ])
        }
    }

    @Test func `the model is told the day, the user, what is in focus and what was said`()
        async throws
    {
        try await withModel([
            ModelWire.script(ModelWire.saying("A lawyer.")),
            ModelWire.script(ModelWire.saying("Yes.")),
        ]) { standIn, server in
            let first = try await standIn.chat(
                #"{"message":"Who is she?","context":{"contact_id":"contact-001"}}"#)
            let id = try #require(first.member("conversation_id"))
            _ = try await standIn.chat(#"{"message":"Sure?","conversation_id":"\#(id)"}"#)
            let messages = try server.messages(1)
            let prompt = try #require(messages[0]["content"]?.text)
            #expect(prompt.contains("Today is Monday, 2026-04-27."))
            #expect(prompt.contains("answer in the language of the user's last message"))
            // The conversation is still about her.
            #expect(prompt.contains("\n- contact contact-001: Mara Vogt"))
            #expect(
                messages.dropFirst().map {
                    "\($0["role"]?.text ?? ""): \($0["content"]?.text ?? "")"
                }
                    == ["user: Who is she?", "assistant: A lawyer.", "user: Sure?"])
        }
    }

    @Test func `the key goes to the model's server and into no answer`() async throws {
        let refusal = #"{"error":{"message":"Incorrect API key provided: sk-secret-1"}}"#
        let said =
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: \(refusal.utf8.count)\r\n\r\n\(refusal)"
        try await withModel([ModelWire.script(said)], apiKey: "sk-secret-1") { standIn, server in
            let response = try await standIn.chat(#"{"message":"Hi"}"#)
            #expect(try server.request(0).contains("Authorization: Bearer sk-secret-1\r\n"))
            #expect(!response.body.contains("sk-secret-1"))
            #expect(
                response.member("message")
                    == "The model server answered 401: Incorrect API key provided: ••• (its key is read from LEXI_MODEL_API_KEY)"
            )
        }
    }

    @Test func `the plain chat is answered by the model too`() async throws {
        try await withModel([ModelWire.script(ModelWire.saying("Hello"))]) { standIn, _ in
            let response = try await standIn.call("POST", "/v1/lexi/chat", #"{"message":"Hi"}"#)
            #expect(response.body.contains(#""response":"Hello""#))
        }
    }
}
