import Testing

@testable import LexiStandIn

@Suite struct PlainChatTests {
    private func chat(
        _ standIn: StandIn, _ body: String, headers: [String] = []
    ) async throws -> WireResponse {
        try await standIn.call("POST", "/v1/lexi/chat", body, headers: headers)
    }

    @Test func theAnswerComesWholeAndCostsOneCredit() async throws {
        try await withStandIn { standIn in
            let response = try await chat(standIn, #"{"message":"Overdue tasks?"}"#)
            #expect(response.statusLine == "HTTP/1.1 200 OK")
            #expect(response.body.hasPrefix(#"{"data":{"response":""#))
            let id = try #require(response.body.firstMatch(of: /"conversation_id":"(.*?)"/)).1
            #expect(
                response.body.hasSuffix(
                    #","task_id":null,"requires_approval":false,"conversation_id":"\#(id)"}}"#))
            let next = try await chat(
                standIn, #"{"message":"Who is Mara Vogt?","context":{"conversation_id":"\#(id)"}}"#)
            #expect(next.body.contains(#""conversation_id":"\#(id)""#))
            let stream = try await standIn.chat(#"{"message":"Overdue tasks?"}"#)
            #expect(stream.creditsRemaining == 97)
        }
    }

    @Test(arguments: [
        ("Find new clients in logistics around Hamburg", "prospect_search", "logistics"),
        (
            "Change Mara Vogt's phone number to +49 40 1", "contact_update",
            #""changes":{"phone":"+49 40 1"},"contact_id":"contact-001""#
        ),
        (
            "Add Jonas Keller to the list Newsletter", "list_operation",
            #""contact_ids":["contact-002"],"list_id":"list-003","operation":"add""#
        ),
        ("Start the campaign Energy update", "campaign_start", "campaign-002"),
    ])
    func whatNeedsApprovalBecomesATask(message: String, type: String, part: String) async throws {
        try await withStandIn { standIn in
            let response = try await chat(standIn, #"{"message":"\#(message)"}"#)
            let id = try #require(response.body.firstMatch(of: /"task_id":"(.*?)"/)).1
            #expect(response.body.contains(#""requires_approval":true"#))
            let list = try await standIn.call("GET", "/v1/lexi/tasks")
            #expect(list.body.contains(#"{"id":"\#(id)","type":"\#(type)","status":"pending""#))
            #expect(list.body.contains(part))
            let approved = try await standIn.call("POST", "/v1/lexi/tasks/\(id)/approve")
            #expect(approved.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test func aProspectSearchCostsFive() async throws {
        try await withStandIn { standIn in
            _ = try await chat(standIn, #"{"message":"Find prospects in energy"}"#)
            let stream = try await standIn.chat(#"{"message":"Overdue tasks?"}"#)
            #expect(stream.creditsRemaining == 94)
        }
    }

    @Test(arguments: [
        ("{}", #""message":"is required""#), (#"{"message":"  "}"#, "must not be blank"),
        (
            #"{"message":"a","context":{"conversation_id":"nowhere"}}"#,
            #""context.conversation_id":"is no conversation of the workspace""#
        ),
    ])
    func aFaultyMessageIs400(body: String, part: String) async throws {
        try await withStandIn { standIn in
            let response = try await chat(standIn, body)
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(response.body.contains(part))
        }
    }

    @Test func theSameKeyGivesTheSameAnswerAndAnotherEndpointsIsRefused() async throws {
        try await withStandIn { standIn in
            let key = "Idempotency-Key: plain-1"
            let body = #"{"message":"Overdue tasks?"}"#
            let first = try await chat(standIn, body, headers: [key])
            let second = try await chat(standIn, body, headers: [key])
            #expect(first.body == second.body)
            let stream = try await standIn.chat(body, headers: [key])
            #expect(stream.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(try await standIn.chat(body).creditsRemaining == 98)
        }
    }
}
