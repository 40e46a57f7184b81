import Testing

@testable import LexiStandIn

@Suite struct ConversationEndpointTests {
    /// Starts a conversation and returns its id.
    private func start(
        _ standIn: StandIn, _ message: String = "Who is Mara Vogt?", context: String = "{}"
    ) async throws -> String {
        let body = #"{"message":"\#(message)","context":\#(context)}"#
        return try #require(try await standIn.chat(body).member("conversation_id"))
    }

    @Test func aStreamedConversationIsListedAndRead() async throws {
        try await withStandIn { standIn in
            let id = try await start(
                standIn, context: #"{"contact_id":"contact-001","page":"/contacts"}"#)
            let list = try await standIn.call("GET", "/v1/lexi/conversations")
            #expect(
                list.body
                    == #"{"data":{"conversations":[{"id":"\#(id)","title":"Who is Mara Vogt?","message_count":2,"last_message_at":"2026-04-27T09:15:00Z","context":{"contact_id":"contact-001","deal_id":null,"matter_id":null},"archived":false,"created_at":"2026-04-27T09:15:00Z"}]},"meta":{"page":1,"per_page":25,"total":1}}"#
            )
            let one = try await standIn.call("GET", "/v1/lexi/conversations/\(id)")
            #expect(
                one.body.hasPrefix(
                    #"{"data":{"id":"\#(id)","title":"Who is Mara Vogt?","context":{"contact_id":"contact-001","deal_id":null,"matter_id":null,"page":"/contacts"},"archived":false,"created_at":"2026-04-27T09:15:00Z","messages":[{"id":"msg_"#
                ))
            #expect(one.body.contains(#""role":"user","content":"Who is Mara Vogt?","#))
            #expect(one.body.contains(#""role":"assistant","content":"**Mara Vogt** is General"#))
            #expect(!one.body.contains(#""role":"tool""#))
        }
    }

    @Test func toolStepsComeWhenAskedForBeforeTheAnswerTheyLedTo() async throws {
        try await withStandIn { standIn in
            let id = try await start(standIn)
            let one = try await standIn.call(
                "GET", "/v1/lexi/conversations/\(id)?include_tool_steps=true")
            let roles = one.body.matches(of: /"role":"(\w+)"/).map { String($0.1) }
            #expect(roles.first == "user")
            #expect(roles.last == "assistant")
            #expect(roles.dropFirst().dropLast().allSatisfy { $0 == "tool" })
            #expect(
                one.body.contains(
                    #""tool_name":"contacts.search","tool_output":{"summary":"Found Mara Vogt"}"#))
            #expect(
                one.body.contains(
                    #""tool_calls":[{"name":"contacts.search","arguments":{"query":"Mara Vogt"}}"#))
        }
    }

    @Test func limitKeepsTheLatestMessages() async throws {
        try await withStandIn { standIn in
            let id = try await start(standIn)
            let one = try await standIn.call("GET", "/v1/lexi/conversations/\(id)?limit=1")
            #expect(one.body.matches(of: /"role":"(\w+)"/).map { String($0.1) } == ["assistant"])
            let many = try await standIn.call("GET", "/v1/lexi/conversations/\(id)?limit=1001")
            #expect(many.statusLine == "HTTP/1.1 400 Bad Request")
        }
    }

    @Test func theListIsSearchedAndNarrowed() async throws {
        try await withStandIn { standIn in
            _ = try await start(standIn, context: #"{"contact_id":"contact-001"}"#)
            _ = try await start(
                standIn, "Overdue tasks?", context: #"{"deal_id":"deal-001"}"#)
            for (query, total) in [
                ("search=MARA+vogt", 2), ("search=overdue+TASKS", 1), ("search=zebra", 0),
                ("contact_id=contact-001", 1), ("deal_id=deal-001", 1),
                ("user_id=user-002", 0), ("page=2&per_page=1", 2),
            ] {
                let list = try await standIn.call("GET", "/v1/lexi/conversations?\(query)")
                #expect(list.body.hasSuffix(#""total":\#(total)}}"#), "\(query)")
            }
        }
    }

    @Test func aConversationIsRenamedArchivedAndRelinked() async throws {
        try await withStandIn { standIn in
            let id = try await start(standIn, context: #"{"contact_id":"contact-001"}"#)
            let path = "/v1/lexi/conversations/\(id)"
            let changed = try await standIn.call(
                "PATCH", path,
                #"{"title":"Mara","archived":true,"context":{"contact_id":null,"deal_id":"deal-002"}}"#
            )
            #expect(
                changed.body
                    == #"{"data":{"id":"\#(id)","title":"Mara","archived":true,"context":{"contact_id":null,"deal_id":"deal-002","matter_id":null},"updated_at":"2026-04-27T09:15:00Z"}}"#
            )
            let list = try await standIn.call("GET", "/v1/lexi/conversations")
            #expect(list.body.contains(#"{"conversations":[]}"#))
            let all = try await standIn.call("GET", "/v1/lexi/conversations?archived=true")
            #expect(all.body.contains(#""title":"Mara""#))
        }
    }

    @Test(arguments: [
        ("{}", "Nothing to change"), (#"{"title":""}"#, #""title":"must not be empty""#),
        (#"{"title":"\#(String(repeating: "a", count: 201))"}"#, "at most 200 are allowed"),
        (#"{"archived":"yes"}"#, #""archived":"must be true or false""#),
        (#"{"context":{"deal_id":1}}"#, #""context.deal_id":"must be a string""#),
    ])
    func aFaultyChangeIs400(body: String, part: String) async throws {
        try await withStandIn { standIn in
            let id = try await start(standIn)
            let response = try await standIn.call("PATCH", "/v1/lexi/conversations/\(id)", body)
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(response.body.contains(part))
        }
    }

    @Test func aDeletedConversationIsGoneAndItsDeletionMayBeRepeated() async throws {
        try await withStandIn { standIn in
            let id = try await start(standIn)
            let path = "/v1/lexi/conversations/\(id)"
            let key = "Idempotency-Key: delete-1"
            for _ in 0..<2 {
                let gone = try await standIn.call("DELETE", path, headers: [key])
                #expect(gone.statusLine == "HTTP/1.1 204 No Content")
                #expect(gone.body == "")
                #expect(gone.header("X-RateLimit-Limit") == "1000")
            }
            #expect(
                try await standIn.call("DELETE", path).statusLine == "HTTP/1.1 404 Not Found")
            let read = try await standIn.call("GET", path)
            #expect(read.body.hasPrefix(#"{"error":{"code":"not_found","#))
            let chat = try await standIn.chat(
                #"{"message":"And?","conversation_id":"\#(id)"}"#)
            #expect(chat.body.hasPrefix(#"{"error":{"code":"conversation_not_found","#))
        }
    }

    @Test func aConversationDeletedWhileItIsAnsweredStaysDeleted() async throws {
        let clock = GateClock(passing: 6)
        var configuration = StandInConfiguration.instant()
        configuration.pace = .human
        try await withStandIn(configuration, clock: clock) { standIn in
            let client = try WireClient(port: standIn.port)
            try client.send(standIn.chatRequest(#"{"message":"Who is Mara Vogt?"}"#))
            _ = try await client.read(until: "tool_step")
            let list = try await standIn.call("GET", "/v1/lexi/conversations")
            let id = try #require(list.body.firstMatch(of: /"id":"(.*?)"/)).1
            let gone = try await standIn.call("DELETE", "/v1/lexi/conversations/\(id)")
            #expect(gone.statusLine == "HTTP/1.1 204 No Content")
            clock.open()
            #expect(try await client.read().contains("event: done"))
            let after = try await standIn.call("GET", "/v1/lexi/conversations")
            #expect(after.body.contains(#"{"conversations":[]}"#))
        }
    }
}
