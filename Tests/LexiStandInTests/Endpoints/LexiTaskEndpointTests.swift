import Testing

@testable import LexiStandIn

@Suite struct LexiTaskEndpointTests {
    @Test func pendingTasksAreTheDefault() async throws {
        try await withStandIn { standIn in
            let list = try await standIn.call("GET", "/v1/lexi/tasks")
            #expect(list.body.matches(of: /"status":"pending"/).count == 5)
            #expect(
                list.body.contains(
                    #"{"id":"lexi-task-005","type":"prospect_search","status":"pending","description":"Search for logistics prospects around Hamburg","created_at":"2026-04-26T09:00:00Z","metadata":{"query":"logistics prospects Hamburg"}}"#
                ))
            let dismissed = try await standIn.call("GET", "/v1/lexi/tasks?status=dismissed")
            #expect(dismissed.body.matches(of: /"id":/).count == 1)
            let wrong = try await standIn.call("GET", "/v1/lexi/tasks?status=rejected")
            #expect(wrong.statusLine == "HTTP/1.1 400 Bad Request")
        }
    }

    @Test(arguments: [
        ("lexi-task-002", "/v1/contacts/contact-001", #""phone":"+49 40 555 0199""#),
        ("lexi-task-003", "/v1/contacts?list_id=list-003", #""full_name":"Jonas Keller""#),
        (
            "lexi-task-004", "/v1/contacts/contact-001/activities?type=ai_action",
            #""title":"Campaign started""#
        ),
        ("lexi-task-005", "/v1/contacts?search=reimers", #""full_name":"Hanna Reimers""#),
    ])
    func anApprovedTaskChangesTheCRM(id: String, path: String, part: String) async throws {
        try await withStandIn { standIn in
            #expect(try await !standIn.call("GET", path).body.contains(part))
            let approved = try await standIn.call("POST", "/v1/lexi/tasks/\(id)/approve")
            #expect(approved.statusLine == "HTTP/1.1 200 OK")
            #expect(
                approved.body
                    == #"{"data":{"task_id":"\#(id)","status":"approved","execution_started":true}}"#
            )
            #expect(try await standIn.call("GET", path).body.contains(part))
            let done = try await standIn.call("GET", "/v1/lexi/tasks?status=completed")
            #expect(done.body.contains(#""id":"\#(id)""#))
        }
    }

    @Test func whatCannotBeDoneFailsAndSaysWhy() async throws {
        try await withStandIn { standIn in
            _ = try await standIn.call("POST", "/v1/lexi/tasks/lexi-task-006/approve")
            let failed = try await standIn.call("GET", "/v1/lexi/tasks?status=failed")
            #expect(
                failed.body.contains(
                    #""error":"There is no contact with the id contact-gone""#))
        }
    }

    @Test func aDecisionIsFinal() async throws {
        try await withStandIn { standIn in
            let path = "/v1/lexi/tasks/lexi-task-002"
            let dismissed = try await standIn.call(
                "POST", path + "/dismiss", #"{"reason":"duplicate"}"#)
            #expect(
                dismissed.body
                    == #"{"data":{"task_id":"lexi-task-002","status":"dismissed"}}"#)
            for decision in ["/approve", "/dismiss"] {
                let again = try await standIn.call("POST", path + decision)
                #expect(again.statusLine == "HTTP/1.1 400 Bad Request")
                #expect(
                    again.body
                        == #"{"error":{"code":"validation_error","message":"The task is dismissed, not pending"}}"#
                )
            }
            let contact = try await standIn.call("GET", "/v1/contacts/contact-001")
            #expect(!contact.body.contains("555 0199"))
        }
    }

    @Test func anUnknownTaskIs404() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("POST", "/v1/lexi/tasks/nothing/approve")
            #expect(response.statusLine == "HTTP/1.1 404 Not Found")
            #expect(response.body.hasPrefix(#"{"error":{"code":"not_found","#))
        }
    }

    @Test func anApprovedTaskThatAKilledServerLeftIsDoneByTheNext() async throws {
        let folder = try TestFolder()
        var configuration = StandInConfiguration.instant(databasePath: folder.databasePath)
        configuration.pace = .human
        // The gate keeps the first server from doing it.
        try await withStandIn(configuration, clock: GateClock()) { standIn in
            _ = try await standIn.call("POST", "/v1/lexi/tasks/lexi-task-002/approve")
            let approved = try await standIn.call("GET", "/v1/lexi/tasks?status=approved")
            #expect(approved.body.contains("lexi-task-002"))
        }
        configuration.pace = .instant
        configuration.plan = .unmetered
        try await withStandIn(configuration) { standIn in
            var body = ""
            while !body.contains("lexi-task-002") {
                body = try await standIn.call("GET", "/v1/lexi/tasks?status=completed").body
            }
            let contact = try await standIn.call("GET", "/v1/contacts/contact-001")
            #expect(contact.body.contains("+49 40 555 0199"))
        }
    }
}
