import Testing

@testable import LexiStandIn

@Suite struct BusinessEndpointTests {
    @Test func aDealIsWrappedAndOpenAndListedAsActive() async throws {
        try await withStandIn { standIn in
            let one = try await standIn.call("GET", "/v1/deals/deal-001")
            #expect(
                one.body.hasPrefix(
                    #"{"data":{"deal":{"id":"deal-001","name":"Acme Series B","stage":"proposal","status":"open","pipeline":"New business","estimated_value":50000,"currency":"EUR","main_contact_id":"contact-001","#
                ))
            let list = try await standIn.call("GET", "/v1/deals?status=active&per_page=100")
            #expect(list.body.matches(of: /"status":"active"/).count == 20)
            #expect(!list.body.contains(#""status":"open""#))
            let wrong = try await standIn.call("GET", "/v1/deals?status=open")
            #expect(wrong.statusLine == "HTTP/1.1 400 Bad Request")
        }
    }

    @Test(arguments: [
        ("contact_id=contact-001", 2), ("stage=proposal&contact_id=contact-001", 1),
        ("tags=venture+capital", 2), ("tags=nothing", 0), ("status=won", 4),
        ("pipeline=New+business", 26), ("created_after=2026-04-27", 0),
        ("created_before=2026-04-27", 26), ("updated_after=2020-01-01T00:00:00%2B02:00", 26),
    ])
    func dealsAreNarrowedByEachFilter(query: String, total: Int) async throws {
        try await withStandIn { standIn in
            let list = try await standIn.call("GET", "/v1/deals?\(query)")
            #expect(list.body.hasSuffix(#""total":\#(total)}}"#))
        }
    }

    @Test func aDealsDocumentsAreListedInPagesOf25() async throws {
        try await withStandIn { standIn in
            let list = try await standIn.call("GET", "/v1/deals/deal-001/documents")
            #expect(list.body.contains(#""name":"Fee proposal Series B.pdf""#))
            #expect(list.body.hasSuffix(#""meta":{"page":1,"per_page":25,"total":2}}"#))
        }
    }

    @Test func aNoteOnADealIsThenInTheCRM() async throws {
        try await withStandIn { standIn in
            let made = try await standIn.call(
                "POST", "/v1/deals/deal-001/notes",
                #"{"content":"Board agrees","note_type":"call","tags":["board"]}"#)
            #expect(made.statusLine == "HTTP/1.1 201 Created")
            #expect(made.body.hasPrefix(#"{"data":{"id":"note-"#))
            #expect(
                made.body.contains(
                    #""title":"Board agrees","content":"Board agrees","note_type":"call","tags":["board"]"#
                ))
            let found = try await standIn.call("GET", "/v1/notes?search=board+AGREES&tags=Board")
            #expect(found.body.contains(#""deal_id":"deal-001""#))
            #expect(found.body.hasSuffix(#""total":1}}"#))
        }
    }

    @Test(arguments: [
        ("{}", #""content":"is required""#),
        (#"{"content":""}"#, #""content":"must not be empty""#),
        (#"{"content":"a","tags":"b"}"#, #""tags":"must be an array""#),
        (#"{"content":"a","tags":[1]}"#, #""tags[0]":"must be a string""#),
        (#"{"content":"a\u0000"}"#, #""content":"must not contain a NUL character""#),
        ("not json", #""message":"The request body is not a JSON object""#),
    ])
    func aFaultyNoteIs400(body: String, part: String) async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("POST", "/v1/deals/deal-001/notes", body)
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(response.body.contains(part))
        }
    }

    @Test func companiesAreListedFoundAndReadOneByOne() async throws {
        try await withStandIn { standIn in
            let list = try await standIn.call("GET", "/v1/companies?search=nordkai")
            #expect(
                list.body.hasPrefix(
                    #"{"data":{"companies":[{"id":"company-001","name":"Nordkai Logistik GmbH","industry":"Logistics","#
                ))
            let one = try await standIn.call("GET", "/v1/companies/company-001")
            #expect(one.body.hasPrefix(#"{"data":{"id":"company-001","name":"Nordkai"#))
            let industry = try await standIn.call("GET", "/v1/companies?industry=robotics")
            #expect(industry.body.hasSuffix(#""total":1}}"#))
            let note = try await standIn.call(
                "POST", "/v1/companies/company-001/notes", #"{"content":"New logo"}"#)
            #expect(note.statusLine == "HTTP/1.1 201 Created")
            #expect(note.body.contains(#""linked_entity":{"type":"company","id":"company-001","#))
        }
    }

    @Test func aMatterIsReadById() async throws {
        try await withStandIn { standIn in
            let one = try await standIn.call("GET", "/v1/matters/matter-001")
            #expect(
                one.body.hasPrefix(
                    #"{"data":{"id":"matter-001","name":"Nordkai demurrage dispute","#))
        }
    }
}
