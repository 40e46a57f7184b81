import Foundation
import Testing

@testable import LexiStandIn

@Suite struct RefusalTests {
    @Test(arguments: [
        "", "wbk_live_unknown", "nonsense", StandIn.SampleKeys.expired, StandIn.SampleKeys.revoked,
    ])
    func aKeyThatOpensNothingIs401(key: String) async throws {
        try await withStandIn { standIn in
            let response = try await standIn.chat(#"{"message":"Hello"}"#, key: key)
            #expect(response.statusLine == "HTTP/1.1 401 Unauthorized")
            #expect(response.header("Content-Type") == "application/json")
            #expect(response.header("X-RateLimit-Remaining") == "1000")
            #expect(response.header("X-Request-ID")?.hasPrefix("req_") == true)
            #expect(
                response.body
                    == #"{"error":{"code":"invalid_key","message":"The API key is missing, invalid, expired or revoked"}}"#
            )
        }
    }

    @Test func aReadOnlyKeyIs403() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.chat(
                #"{"message":"Hello"}"#, key: StandIn.SampleKeys.readOnly)
            #expect(response.statusLine == "HTTP/1.1 403 Forbidden")
            #expect(
                response.body
                    == #"{"error":{"code":"insufficient_permissions","message":"The API key lacks the permission write:ai"}}"#
            )
        }
    }

    @Test func aWorkspaceWithoutCreditsIs402() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.chat(
                #"{"message":"Hello"}"#, key: StandIn.SampleKeys.noCredits)
            #expect(response.statusLine == "HTTP/1.1 402 Payment Required")
            #expect(response.body.hasPrefix(#"{"error":{"code":"insufficient_credits","#))
        }
    }

    @Test(arguments: [
        (#"{}"#, #""details":{"fields":{"message":"is required"}}"#),
        (#"{"message":null}"#, #""details":{"fields":{"message":"is required"}}"#),
        (#"{"message":" \n "}"#, #""details":{"fields":{"message":"must not be blank"}}"#),
        (#"{"message":7}"#, #""details":{"fields":{"message":"must be a string"}}"#),
        (#"{"message":"#, #""message":"The request body is not a JSON object""#),
        (#"[1]"#, #""message":"The request body is not a JSON object""#),
        (
            #"{"message":"a","allow_tools":"yes","context":{"deal_id":3}}"#,
            #""fields":{"allow_tools":"must be true or false","context.deal_id":"must be a string"}"#
        ),
    ])
    func aFaultyBodyIs400(body: String, part: String) async throws {
        try await withStandIn { standIn in
            let response = try await standIn.chat(body)
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(response.body.hasPrefix(#"{"error":{"code":"validation_error","#))
            #expect(response.body.contains(part))
        }
    }

    @Test func twelveThousandCodePointsAreAllowedAndOneMoreIsNot() async throws {
        try await withStandIn { standIn in
            // Two code points in one character, three bytes in another: code points count.
            let full =
                String(repeating: "e\u{301}", count: 4_500) + String(repeating: "語", count: 3_000)
            let allowed = try await standIn.chat(#"{"message":"\#(full)","allow_tools":false}"#)
            #expect(allowed.statusLine == "HTTP/1.1 200 OK")
            let refused = try await standIn.chat(#"{"message":"\#(full)x","allow_tools":false}"#)
            #expect(refused.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(
                refused.body.contains(
                    #""message":"has 12001 characters, at most 12000 are allowed""#))
        }
    }

    @Test func aBodyOverTheLimitIs413() async throws {
        try await withStandIn { standIn in
            let body = #"{"message":"\#(String(repeating: "a", count: 8_388_700))"}"#
            let response = try await standIn.chat(body)
            #expect(response.statusLine == "HTTP/1.1 413 Payload Too Large")
            #expect(
                response.body
                    == #"{"error":{"code":"payload_too_large","message":"The request body is larger than 8 MiB"}}"#
            )
        }
    }

    @Test func aBrokenChunkIs400() async throws {
        try await withStandIn { standIn in
            let client = try WireClient(port: standIn.port)
            let head = standIn.chatRequest("")
                .replacing("Content-Length: 0", with: "Transfer-Encoding: chunked")
            try client.send(head + "zz\r\nnonsense\r\n")
            let response = WireResponse(try await client.read())
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
        }
    }

    @Test func anUnknownConversationIs404() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.chat(
                #"{"message":"Hello","conversation_id":"nowhere"}"#)
            #expect(response.statusLine == "HTTP/1.1 404 Not Found")
            #expect(response.body.hasPrefix(#"{"error":{"code":"conversation_not_found","#))
        }
    }

    @Test func anUnknownRouteIsJSONWithAllHeaders() async throws {
        try await withStandIn { standIn in
            _ = try await standIn.call("GET", "/v1/users")
            let response = try await standIn.call("GET", "/v1/nothing")
            #expect(response.statusLine == "HTTP/1.1 404 Not Found")
            #expect(
                response.body
                    == #"{"error":{"code":"not_found","message":"There is nothing at /v1/nothing"}}"#
            )
            #expect(response.header("X-RateLimit-Limit") == "1000")
            #expect(response.header("X-RateLimit-Remaining") == "999")
            #expect(response.header("X-Request-ID")?.count == 30)
        }
    }

    @Test(arguments: ["", "/functions/v1/api-gateway"])
    func aWrongMethodIs405AndSaysWhichAreRight(prefix: String) async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("GET", prefix + "/v1/lexi/chat/stream")
            #expect(response.statusLine == "HTTP/1.1 405 Method Not Allowed")
            #expect(response.header("Allow") == "POST")
            #expect(
                response.body
                    == #"{"error":{"code":"method_not_allowed","message":"GET is not possible here, only POST"}}"#
            )
            let other = try await standIn.call("PUT", prefix + "/v1/lexi/conversations/x")
            #expect(other.header("Allow") == "DELETE, GET, PATCH")
        }
    }

    @Test func theEleventhRequestInAMinuteIs429OnTheStarterPlan() async throws {
        try await withStandIn(.instant(plan: .starter)) { standIn in
            for _ in 0..<10 {
                let response = try await standIn.chat("{}")
                #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            }
            let response = try await standIn.chat(#"{"message":"Hello"}"#)
            #expect(response.statusLine == "HTTP/1.1 429 Too Many Requests")
            #expect(response.body.hasPrefix(#"{"error":{"code":"rate_limited","#))
            // The headers speak of the day, which has requests left.
            #expect(response.header("X-RateLimit-Limit") == "100")
            #expect(response.header("X-RateLimit-Remaining") == "90")
            // It is a quarter past nine sharp, so the minute has 60 seconds left.
            #expect(response.header("Retry-After") == "60")
        }
    }

    @Test func theDailyCountStartsAnewAtMidnightUTC() async throws {
        let database = try StandInDatabase.open(path: nil)
        let counts = RequestCounts(plan: .starter)
        let midnight = Double((testDay + 1).unixSeconds)
        let (last, next) = try await database.write { db in
            for minute in 0..<100 {
                let moment = Date(timeIntervalSince1970: midnight - 60 * Double(120 - minute))
                #expect(try counts.admit(workspace: "w", now: moment, in: db).isAdmitted)
            }
            return (
                try counts.admit(
                    workspace: "w", now: Date(timeIntervalSince1970: midnight - 1), in: db),
                try counts.admit(
                    workspace: "w", now: Date(timeIntervalSince1970: midnight), in: db)
            )
        }
        #expect(!last.isAdmitted)
        #expect(last.retryAfter == 1)
        #expect(last.standing.remaining == 0)
        #expect(last.standing.reset == Int(midnight))
        #expect(next.isAdmitted)
        #expect(next.standing.remaining == 99)
        try database.close()
    }
}
