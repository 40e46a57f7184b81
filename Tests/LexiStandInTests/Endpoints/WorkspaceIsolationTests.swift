import Testing

@testable import LexiStandIn

@Suite struct WorkspaceIsolationTests {
    private static let other = StandIn.SampleKeys.otherWorkspace

    @Test(arguments: [
        ("GET", "/v1/contacts/contact-001", ""), ("GET", "/v1/contacts/contact-001/notes", ""),
        ("GET", "/v1/contacts/contact-001/activities", ""), ("GET", "/v1/deals/deal-001", ""),
        ("GET", "/v1/deals/deal-001/documents", ""), ("GET", "/v1/companies/company-001", ""),
        ("GET", "/v1/matters/matter-001", ""), ("GET", "/v1/tasks/task-001", ""),
        ("POST", "/v1/deals/deal-001/notes", #"{"content":"a"}"#),
        ("POST", "/v1/companies/company-001/notes", #"{"content":"a"}"#),
        ("POST", "/v1/lexi/tasks/lexi-task-002/approve", ""),
        ("POST", "/v1/lexi/tasks/lexi-task-002/dismiss", ""),
        ("POST", "/v1/lexi/personalize-email", #"{"contact_id":"contact-001","intent":"a"}"#),
        ("POST", "/v1/lexi/autoresearch", #"{"contact_id":"contact-001"}"#),
        ("POST", "/v1/lexi/autoresearch", #"{"company_id":"company-001"}"#),
    ])
    func recordsOfAnotherWorkspaceLookUnknown(
        method: String, path: String, body: String
    ) async throws {
        try await withStandIn { standIn in
            let theirs = try await standIn.call(method, path, body, key: Self.other)
            #expect(theirs.statusLine == "HTTP/1.1 404 Not Found")
            #expect(theirs.body.hasPrefix(#"{"error":{"code":"not_found","#))
            #expect(!theirs.body.contains("Mara"))
            let own = try await standIn.call(method, path, body)
            #expect(own.statusLine.hasPrefix("HTTP/1.1 20"))
        }
    }

    @Test(arguments: [
        ("/v1/contacts", "other-contact-001", 1), ("/v1/deals", "other-deal-001", 1),
        ("/v1/companies", "other-company-001", 1), ("/v1/notes", "other-note-001", 1),
        ("/v1/tasks", "other-task-001", 1), ("/v1/users", "other-user-001", 1),
        ("/v1/lexi/tasks", "other-lexi-task-001", 1), ("/v1/lexi/conversations", "", 0),
        ("/v1/contacts?list_id=list-001", "", 0), ("/v1/deals?contact_id=contact-001", "", 0),
        ("/v1/tasks?deal_id=deal-001", "", 0),
        ("/v1/lexi/conversations?user_id=user-001&archived=true", "", 0),
    ])
    func listsHoldTheKeysOwnWorkspaceOnly(path: String, id: String, count: Int) async throws {
        try await withStandIn { standIn in
            _ = try await standIn.chat(#"{"message":"Who is Mara Vogt?"}"#)
            let list = try await standIn.call("GET", path, key: Self.other)
            #expect(list.statusLine == "HTTP/1.1 200 OK")
            #expect(list.body.matches(of: /\{"id":/).count == count)
            #expect(list.body.contains("\"id\":\"\(id)\"") == (count > 0))
        }
    }

    @Test func aConversationBelongsToItsWorkspace() async throws {
        try await withStandIn { standIn in
            let first = try await standIn.chat(#"{"message":"Who is Mara Vogt?"}"#)
            let id = try #require(first.member("conversation_id"))
            let path = "/v1/lexi/conversations/\(id)"
            for (method, body) in [("GET", ""), ("PATCH", #"{"title":"x"}"#), ("DELETE", "")] {
                let theirs = try await standIn.call(method, path, body, key: Self.other)
                #expect(theirs.statusLine == "HTTP/1.1 404 Not Found")
            }
            let chat = try await standIn.chat(
                #"{"message":"And?","conversation_id":"\#(id)"}"#, key: Self.other)
            #expect(chat.body.hasPrefix(#"{"error":{"code":"conversation_not_found","#))
            let own = try await standIn.call("GET", path)
            #expect(own.body.contains(#""title":"Who is Mara Vogt?""#))
        }
    }

    @Test func lexiAnswersFromTheKeysOwnWorkspace() async throws {
        try await withStandIn { standIn in
            let theirs = try await standIn.chat(
                #"{"message":"Who is she?","context":{"contact_id":"contact-001"}}"#,
                key: Self.other)
            #expect(theirs.answer.contains("There is no contact with the id `contact-001`"))
            #expect(theirs.creditsRemaining.map { $0 < 100 } == true)
            // The same Idempotency-Key means another request in another workspace.
            let key = ["Idempotency-Key: shared-1"]
            let one = try await standIn.chat(#"{"message":"All contacts"}"#, headers: key)
            let two = try await standIn.chat(
                #"{"message":"All contacts"}"#, key: Self.other, headers: key)
            #expect(one.answer != two.answer)
        }
    }

    @Test func eachWorkspaceHasItsOwnCountersAndPlan() async throws {
        try await withStandIn { standIn in
            _ = try await standIn.call("GET", "/v1/users")
            let other = try await standIn.call("GET", "/v1/users", key: Self.other)
            #expect(other.header("X-RateLimit-Remaining") == "999")
            let starter = try await standIn.call(
                "GET", "/v1/users", key: StandIn.SampleKeys.starter)
            #expect(starter.header("X-RateLimit-Limit") == "100")
            #expect(starter.header("X-RateLimit-Remaining") == "99")
        }
    }
}
