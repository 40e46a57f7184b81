import Testing

@testable import LexiStandIn

@Suite struct WritingEndpointTests {
    private static let mail = #"{"contact_id":"contact-001","intent":"Ask for <signed> letter"}"#

    @Test func aMailIsMadeOfTheCRMForTwoCredits() async throws {
        try await withStandIn { standIn in
            let mail = try await standIn.call("POST", "/v1/lexi/personalize-email", Self.mail)
            #expect(mail.statusLine == "HTTP/1.1 200 OK")
            #expect(
                mail.body.hasPrefix(
                    #"{"data":{"subject":"Ask for <signed> letter","body_text":"Dear Mara Vogt,\n\nAsk for"#
                ))
            #expect(mail.body.contains("<p>Ask for &lt;signed&gt; letter</p>"))
            #expect(mail.body.contains(#""credits_remaining":98}"#))
        }
    }

    @Test(arguments: [
        (#"{"intent":"a"}"#, #""contact_id":"is required""#),
        (#"{"contact_id":"contact-001","intent":"a","tone":"angry"}"#, #""tone":"must be one of"#),
    ])
    func aFaultyMailIs400(body: String, part: String) async throws {
        try await withStandIn { standIn in
            let mail = try await standIn.call("POST", "/v1/lexi/personalize-email", body)
            #expect(mail.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(mail.body.contains(part))
        }
    }

    @Test(arguments: [("quick", 97), ("standard", 94), ("deep", 88)])
    func researchCostsByDepth(depth: String, left: Int) async throws {
        try await withStandIn { standIn in
            let found = try await standIn.call(
                "POST", "/v1/lexi/autoresearch",
                #"{"company_id":"company-001","depth":"\#(depth)"}"#)
            #expect(found.statusLine == "HTTP/1.1 200 OK")
            #expect(found.body.contains(#""citations":[{"source":"company","id":"company-001""#))
            #expect(found.body.contains(#""credits_remaining":\#(left)}"#))
        }
    }

    @Test func researchWithoutASubjectIs400AndOtherSourcesKnowNothing() async throws {
        try await withStandIn { standIn in
            let none = try await standIn.call("POST", "/v1/lexi/autoresearch", "{}")
            #expect(none.statusLine == "HTTP/1.1 400 Bad Request")
            let web = try await standIn.call(
                "POST", "/v1/lexi/autoresearch",
                #"{"contact_id":"contact-001","sources":["web"]}"#)
            #expect(web.body.contains(#""key_findings":[],"recent_news":[]"#))
            #expect(web.body.contains("no other source is connected"))
        }
    }

    @Test func withoutCreditsNothingIsWritten() async throws {
        try await withStandIn(.instant(credits: 1)) { standIn in
            for (path, body) in [
                ("personalize-email", Self.mail), ("autoresearch", #"{"query":"Nordkai"}"#),
            ] {
                let response = try await standIn.call("POST", "/v1/lexi/" + path, body)
                #expect(response.statusLine == "HTTP/1.1 402 Payment Required")
            }
        }
    }

    @Test func aRepeatedKeyIsChargedOnce() async throws {
        try await withStandIn { standIn in
            let key = ["Idempotency-Key: mail-1"]
            let path = "/v1/lexi/personalize-email"
            let first = try await standIn.call("POST", path, Self.mail, headers: key)
            let second = try await standIn.call("POST", path, Self.mail, headers: key)
            #expect(first.body == second.body)
            let other = try await standIn.call(
                "POST", path, Self.mail.replacing("Ask", with: "Beg"), headers: key)
            #expect(other.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(other.body.contains(#""Idempotency-Key":"was used before"#))
            let third = try await standIn.call("POST", path, Self.mail)
            #expect(third.body.contains(#""credits_remaining":96}"#))
        }
    }
}
