import Testing

@testable import LexiStandIn

@Suite struct ContactEndpointTests {
    @Test func aContactLiesDirectlyInDataWithTheOnePageSpelling() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("GET", "/v1/contacts/contact-001")
            #expect(response.statusLine == "HTTP/1.1 200 OK")
            #expect(response.header("Content-Type") == "application/json")
            #expect(
                response.body.hasPrefix(
                    #"{"data":{"id":"contact-001","first_name":"Mara","last_name":"Vogt","full_name":"Mara Vogt","email":"mara.vogt@nordkai.example","#
                ))
            #expect(
                response.body.contains(
                    #""company":"Nordkai Logistik GmbH","related_company_id":"company-001","#))
            #expect(response.body.contains(#""priority":1,"#))
            #expect(response.body.contains(#""created_date":""#))
            #expect(!response.body.contains("recent_notes"))
        }
    }

    @Test(arguments: [
        ("notes", ["recent_notes"]), ("tasks,deals", ["open_tasks", "open_deals"]),
        ("*", ["recent_notes", "open_tasks", "open_deals"]),
    ])
    func includeBringsWhatItNames(include: String, members: [String]) async throws {
        try await withStandIn { standIn in
            let body = try await standIn.call(
                "GET", "/v1/contacts/contact-001?include=\(include)"
            ).body
            for member in ["recent_notes", "open_tasks", "open_deals"] {
                #expect(body.contains("\"\(member)\":[{") == members.contains(member))
            }
        }
    }

    @Test func anUnknownIncludeIs400() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call(
                "GET", "/v1/contacts/contact-001?include=notes,pets")
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(response.body.contains(#""fields":{"include":"must name notes, "#))
        }
    }

    @Test func theListSpellsCompanyAndDateItsOwnWay() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("GET", "/v1/contacts?search=M%C3%81RA+vogt")
            #expect(response.body.contains(#""company_name":"Nordkai Logistik GmbH""#))
            #expect(response.body.contains(#""created_at":""#))
            #expect(!response.body.contains("created_date"))
            #expect(response.body.hasSuffix(#""meta":{"page":1,"per_page":50,"total":1}}"#))
        }
    }

    @Test func pagesFollowOnEachOtherAndEndEmpty() async throws {
        try await withStandIn { standIn in
            func ids(_ page: Int) async throws -> [String] {
                let body = try await standIn.call(
                    "GET", "/v1/contacts?sort=full_name&per_page=20&page=\(page)"
                ).body
                #expect(body.hasSuffix(#"{"page":\#(page),"per_page":20,"total":48}}"#))
                return body.matches(of: /"id":"(contact-\d+)"/).map { String($0.1) }
            }
            let pages = try await [ids(1), ids(2), ids(3), ids(4)]
            #expect(pages.map(\.count) == [20, 20, 8, 0])
            #expect(Set(pages.joined()).count == 48)
        }
    }

    @Test func sortingTheOtherWayRoundTurnsTheListRound() async throws {
        try await withStandIn { standIn in
            func names(_ sort: String) async throws -> [String] {
                try await standIn.call("GET", "/v1/contacts?per_page=100&sort=\(sort)").body
                    .matches(of: /"id":"(.*?)"/).map { String($0.1) }
            }
            for sort in ["full_name", "created_at", "updated_date"] {
                let up = try await names(sort)
                #expect(up.count == 48)
                #expect(try await names("-" + sort) == up.reversed())
            }
        }
    }

    @Test(arguments: [
        ("page=0", "page", "must be from 1 to 1000000000"),
        ("page=two", "page", "must be a whole number"),
        ("per_page=101", "per_page", "must be from 1 to 100"),
        ("created_after=yesterday", "created_after", "must be a date or a time"),
        ("created_after=2026-02-30", "created_after", "must be a date or a time"),
        ("sort=age", "sort", "must be one of created_at"),
    ])
    func aFaultyParameterIs400AndNamed(query: String, field: String, fault: String) async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("GET", "/v1/contacts?\(query)")
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(
                response.body.hasPrefix(
                    #"{"error":{"code":"validation_error","message":"Invalid request: \#(field)","details":{"fields":{"\#(field)":"\#(fault)"#
                ))
        }
    }

    @Test func createdAfterAndListNarrowTheList() async throws {
        try await withStandIn { standIn in
            let none = try await standIn.call("GET", "/v1/contacts?created_after=2026-04-27")
            #expect(none.body.contains(#"{"contacts":[]}"#))
            let members = try await standIn.call("GET", "/v1/contacts?list_id=list-001")
            #expect(members.body.hasSuffix(#""total":3}}"#))
        }
    }

    @Test func theVastestPageIsEmptyAndNoCrash() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("GET", "/v1/contacts?page=1000000000")
            #expect(response.statusLine == "HTTP/1.1 200 OK")
            #expect(response.body.contains(#"{"contacts":[]}"#))
        }
    }

    @Test func notesAndActivitiesOfAContactComeNewestFirst() async throws {
        try await withStandIn { standIn in
            let notes = try await standIn.call("GET", "/v1/contacts/contact-001/notes")
            let dates = notes.body.matches(of: /"created_date":"(.*?)"/).map { String($0.1) }
            #expect(dates.count == 4)
            #expect(dates == dates.sorted(by: >))
            let all = try await standIn.call("GET", "/v1/contacts/contact-001/activities")
            let times = all.body.matches(of: /"created_at":"(.*?)"/).map { String($0.1) }
            #expect(times.count > 4)
            #expect(times == times.sorted(by: >))
            let calls = try await standIn.call(
                "GET", "/v1/contacts/contact-001/activities?type=call")
            #expect(calls.body.matches(of: /"type":"call"/).count == 1)
            let old = try await standIn.call(
                "GET", "/v1/contacts/contact-001/activities?to_date=2020-01-01")
            #expect(old.body.contains(#"{"activities":[]}"#))
        }
    }

    @Test func anIdMayBePercentEncoded() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("GET", "/v1/contacts/contact%2D001")
            #expect(response.statusLine == "HTTP/1.1 200 OK")
        }
    }
}
