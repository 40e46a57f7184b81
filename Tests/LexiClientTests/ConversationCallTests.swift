import LexiAPI
import LexiClient
import LexiTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct ConversationCallTests {
    private let calls = Calls()
    private static let head = ResponseHead(
        status: 200, requestID: "req_1",
        rateLimit: RateLimit(limit: 1000, remaining: 995, reset: 1_708_905_600))
    private static let headers =
        "X-RateLimit-Limit: 1000\r\nX-RateLimit-Remaining: 995\r\n"
        + "X-RateLimit-Reset: 1708905600\r\nX-Request-ID: req_1\r\n"

    @Test func `the list is asked for with every filter`() async throws {
        let body = """
            {"data": {"conversations": [
              {"id": "6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10", "title": "Acme Series B",
               "message_count": 12, "last_message_at": "2026-11-24T14:02:33Z",
               "context": {"contact_id": "contact-001", "deal_id": null, "matter_id": null},
               "archived": false, "created_at": "2026-11-20T08:00:00Z"}
            ]}, "meta": {"page": 2, "per_page": 25, "total": 235}}
            """
        let query = ConversationQuery(
            search: "Müller & co/100%", contactID: "contact-001", dealID: "d 1", userID: "u+1",
            includesArchived: true, page: 2, perPage: 25)
        let (result, requests) = try await calls.run(
            Calls.response("200 OK", body, headers: Self.headers)
        ) { client throws(RequestError) in try await client.conversations(query) }
        #expect(
            requests == [
                "GET /v1/lexi/conversations?page=2&per_page=25"
                    + "&search=M%C3%BCller%20%26%20co%2F100%25&user_id=u%2B1"
                    + "&contact_id=contact-001&deal_id=d%201&archived=true HTTP/1.1\r\n"
                    + "Accept: application/json\r\nUser-Agent: lexi/test\r\n"
                    + "Authorization: Bearer wbk_test\r\nhost: 127.0.0.1:PORT\r\n\r\n"
            ])
        let page = Page(
            items: [
                ConversationSummary(
                    id: "6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10", title: "Acme Series B",
                    messageCount: 12, lastMessageAt: Timestamp("2026-11-24T14:02:33Z"),
                    context: ChatContext(contact: "contact-001"), isArchived: false,
                    createdAt: Timestamp("2026-11-20T08:00:00Z"))
            ], meta: PageMeta(page: 2, perPage: 25, total: 235))
        #expect(try result.get() == Answer(page, head: Self.head))
    }

    @Test func `the plain list is asked for plainly, and needs no meta`() async throws {
        let (result, requests) = try await calls.run(
            Calls.response("200 OK", #"{"data":{"conversations":[{"id":"c"}]}}"#), key: nil
        ) { client throws(RequestError) in try await client.conversations() }
        #expect(requests[0].hasPrefix("GET /v1/lexi/conversations?page=1 HTTP/1.1\r\n"))
        #expect(!requests[0].contains("Authorization") && !requests[0].contains("Idempotency"))
        #expect(try result.get().value == Page(items: [ConversationSummary(id: "c")]))
    }

    @Test func `a list that is not tried again fails with the first answer`() async throws {
        let (result, requests) = try await calls.run(
            Calls.response(
                "429 Too Many Requests", #"{"error":{"code":"rate_limited","message":"Later"}}"#,
                headers: "Retry-After: 1\r\n")
        ) { client throws(RequestError) in
            try await client.conversations(ConversationQuery(search: "a"), triesAgain: false)
        }
        #expect(requests.count == 1)
        guard case .failure(.failed(let failure, _)) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(failure.code == .rateLimited)
    }

    @Test func `a conversation comes with its messages and tools`() async throws {
        let body = """
            {"data": {"id": "c/1", "title": "T", "context": {"page": "/deals"}, "archived": true,
             "created_at": "2026-11-20T08:00:00Z", "messages": [
              {"id": "m2", "role": "assistant", "content": "A", "created_at": "2026-11-20T08:00:02Z",
               "tool_calls": [{"name": "contacts.get", "arguments": {"id": "contact-001"}}]},
              {"id": "m1", "role": "user", "content": "Q", "created_at": "2026-11-20T08:00:01Z"},
              {"id": "m0", "role": "tool", "tool_name": "contacts.get", "content": null,
               "tool_output": {"full_name": "Mara Vogt"}, "created_at": "2026-11-20T08:00:00Z"}
            ]}}
            """
        let (result, requests) = try await calls.run(
            Calls.response("200 OK", body, headers: Self.headers)
        ) { client throws(RequestError) in
            try await client.conversation("c/1?ü", includeToolSteps: true, limit: 1000)
        }
        #expect(
            requests[0].hasPrefix(
                "GET /v1/lexi/conversations/c%2F1%3F%C3%BC"
                    + "?include_tool_steps=true&limit=1000 HTTP/1.1\r\n"))
        let answer = try result.get()
        #expect(answer.head == Self.head)
        #expect(answer.value.messages.map(\.id) == ["m0", "m1", "m2"])
        #expect(
            answer.value.messages[2].toolCalls?.line
                == #"[{"name":"contacts.get","arguments":{"id":"contact-001"}}]"#)
        #expect(answer.value.messages[0].toolOutput?.line == #"{"full_name":"Mara Vogt"}"#)
        #expect(answer.value.summary.context == ChatContext(page: "/deals"))
    }

    @Test func `a change is a patch with a key`() async throws {
        let body =
            #"{"data":{"id":"c1","title":"New \"title\"","archived":false,"context":{},"#
            + #""updated_at":"2026-11-24T14:02:33Z"}}"#
        let (result, requests) = try await calls.run(
            Calls.response("200 OK", body, headers: Self.headers)
        ) { client throws(RequestError) in
            try await client.updateConversation(
                "c1", .title("New \"title\""), idempotencyKey: Calls.key)
        }
        #expect(
            requests == [
                "PATCH /v1/lexi/conversations/c1 HTTP/1.1\r\nAccept: application/json\r\n"
                    + "Content-Type: application/json\r\nIdempotency-Key: \(Calls.key)\r\n"
                    + "User-Agent: lexi/test\r\nAuthorization: Bearer wbk_test\r\n"
                    + "host: 127.0.0.1:PORT\r\nContent-Length: 25\r\n\r\n"
                    + #"{"title":"New \"title\""}"#
            ])
        #expect(try result.get().value.title == "New \"title\"")
        #expect(try result.get().head == Self.head)
    }

    @Test func `archiving says so, and needs no words in the answer`() async throws {
        for body in ["", "{}", #"{"data":null}"#] {
            let (result, requests) = try await calls.run(Calls.response("200 OK", body)) {
                client throws(RequestError) in
                try await client.updateConversation(
                    "c1", .archived(true), idempotencyKey: Calls.key)
            }
            #expect(requests[0].hasSuffix("\r\n\r\n" + #"{"archived":true}"#))
            #expect(try result.get().value == ConversationSummary(id: nil))
        }
    }

    @Test(arguments: [
        "HTTP/1.1 204 No Content\r\nX-Request-ID: req_1\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nX-Request-ID: req_1\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 204 No Content\r\nX-Request-ID: req_1\r\nContent-Type: text/html\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-Request-ID: req_1\r\nContent-Length: 0\r\n\r\n",
        Calls.response("200 OK", #"{"data":null}"#, headers: "X-Request-ID: req_1\r\n"),
    ]) func `a deletion has no body, and may have one`(response: String) async throws {
        let (result, requests) = try await calls.run(response) { client throws(RequestError) in
            try await client.deleteConversation("c1", idempotencyKey: Calls.key)
        }
        #expect(
            requests == [
                "DELETE /v1/lexi/conversations/c1 HTTP/1.1\r\nAccept: application/json\r\n"
                    + "Idempotency-Key: \(Calls.key)\r\nUser-Agent: lexi/test\r\n"
                    + "Authorization: Bearer wbk_test\r\nhost: 127.0.0.1:PORT\r\n\r\n"
            ])
        #expect(try result.get().head.requestID == "req_1")
    }

    @Test(arguments: ["", ".", ".."])
    func `what names no record is never sent`(id: String) async throws {
        let (result, requests) = try await calls.run([]) { client throws(RequestError) in
            try await client.deleteConversation(id, idempotencyKey: Calls.key)
        }
        #expect(requests.isEmpty)
        #expect(
            result.failed?.failure
                == Failure(code: .notFound, message: "\"\(id)\" is not an identifier."))
    }
}
