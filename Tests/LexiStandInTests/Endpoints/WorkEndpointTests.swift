import Testing

@testable import LexiStandIn

@Suite struct WorkEndpointTests {
    @Test(arguments: [
        ("", 65), ("note_type=call", 16), ("is_pinned=true", 1), ("search=demurrage", 1),
        ("search=DEMURRAGE&is_pinned=true", 0),
    ])
    func notesAreNarrowedByEachFilter(query: String, total: Int) async throws {
        try await withStandIn { standIn in
            let list = try await standIn.call("GET", "/v1/notes?\(query)")
            #expect(list.statusLine == "HTTP/1.1 200 OK")
            #expect(list.body.hasSuffix(#""total":\#(total)}}"#))
        }
    }

    @Test func aTaskIsWrappedAndListsMayCallPendingOpen() async throws {
        try await withStandIn { standIn in
            let one = try await standIn.call("GET", "/v1/tasks/task-001")
            #expect(
                one.body.hasPrefix(
                    #"{"data":{"task":{"id":"task-001","title":"Send engagement letter to Mara Vogt","description":"","status":"pending","priority":"high","task_type":"todo","due_date":"2026-04-26","assigned_to_user_id":"user-001","contact_id":"contact-001","deal_id":"deal-001","event_id":null,"#
                ))
            let open = try await standIn.call(
                "GET", "/v1/tasks?status=open&contact_id=contact-001&assignee_id=user-001")
            #expect(open.body.hasSuffix(#""meta":{"page":1,"per_page":50,"total":1}}"#))
            #expect(open.body.contains(#""status":"pending""#))
            let deal = try await standIn.call("GET", "/v1/tasks?deal_id=deal-001")
            #expect(deal.body.hasSuffix(#""total":3}}"#))
        }
    }

    @Test func usersNameOwners() async throws {
        try await withStandIn { standIn in
            let users = try await standIn.call("GET", "/v1/users")
            #expect(
                users.body.hasPrefix(
                    #"{"data":{"users":[{"id":"user-001","full_name":"Dr. Katharina Brandt","email":"k.brandt@brandtloewe.example"},"#
                ))
        }
    }
}
