import Testing

@testable import LexiStandIn

/// Faults of whole responses, over the wire.
@Suite struct FaultTests {
    private static let ask = #"{"message":"Overdue tasks?"}"#

    private func chat(
        _ standIn: StandIn, _ fault: String, headers: [String] = []
    ) async throws -> WireResponse {
        try await standIn.chat(Self.ask, headers: ["X-Standin-Fault: \(fault)"] + headers)
    }

    @Test(arguments: [
        ("error=rate_limited", "HTTP/1.1 429 Too Many Requests", "rate_limited"),
        ("error=insufficient_credits", "HTTP/1.1 402 Payment Required", "insufficient_credits"),
        ("error=idempotency_in_progress", "HTTP/1.1 409 Conflict", "idempotency_in_progress"),
        ("error=research_timeout", "HTTP/1.1 504 Gateway Timeout", "research_timeout"),
        ("error=brand_new", "HTTP/1.1 500 Internal Server Error", "brand_new"),
    ])
    func anyErrorCodeComesBeforeTheStream(fault: String, status: String, code: String)
        async throws
    {
        try await withStandIn { standIn in
            let response = try await chat(standIn, fault)
            #expect(response.statusLine == status)
            #expect(response.body.hasPrefix(#"{"error":{"code":"\#(code)","#))
            let other = try await standIn.call(
                "GET", "/v1/users", headers: ["X-Standin-Fault: \(fault)"])
            #expect(other.statusLine == status)
        }
    }

    @Test(arguments: [
        (408, "Request Timeout"), (409, "Conflict"), (425, "Too Early"),
        (500, "Internal Server Error"), (502, "Bad Gateway"), (504, "Gateway Timeout"),
    ])
    func aStatusComesWithAnHTMLPage(status: Int, phrase: String) async throws {
        try await withStandIn { standIn in
            let response = try await chat(standIn, "status=\(status)")
            #expect(response.statusLine == "HTTP/1.1 \(status) \(phrase)")
            #expect(response.header("Content-Type") == "text/html")
            #expect(
                response.body == """
                    <html>
                    <head><title>\(status) \(phrase)</title></head>
                    <body><center><h1>\(status) \(phrase)</h1></center></body>
                    </html>

                    """)
        }
    }

    /// As a gateway does that will not hold a request until an earlier one has ended.
    @Test func aKeyInProgressIsRefusedOnRequest() async throws {
        var configuration = StandInConfiguration.instant()
        configuration.pace = .human
        let clock = GateClock()
        try await withStandIn(configuration, clock: clock) { standIn in
            let key = ["Idempotency-Key: busy-1"]
            let first = try WireClient(port: standIn.port)
            try first.send(standIn.chatRequest(Self.ask, headers: key))
            _ = try await first.read(until: "\r\n\r\n")
            let second = try await chat(standIn, "busy-keys", headers: key)
            #expect(second.statusLine == "HTTP/1.1 409 Conflict")
            #expect(
                second.body
                    == #"{"error":{"code":"idempotency_in_progress","message":"A request with this Idempotency-Key is in progress"}}"#
            )
            clock.open()
            _ = try await first.read()
            let third = try await chat(standIn, "busy-keys", headers: key)
            #expect(third.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test func theResetMayBeDaysAway() async throws {
        try await withStandIn { standIn in
            let response = try await chat(standIn, "reset-days=3")
            // testTime is 27 April 2026; its day ends at the beginning of the 28th.
            #expect(response.header("X-RateLimit-Reset") == "1777593600")
        }
    }

    @Test func aListMayIgnoreThePage() async throws {
        try await withStandIn { standIn in
            let path = "/v1/contacts?per_page=2"
            let first = try await standIn.call("GET", path)
            let second = try await standIn.call("GET", path + "&page=2")
            let ignored = try await standIn.call(
                "GET", path + "&page=2", headers: ["X-Standin-Fault: ignore-page"])
            #expect(second.body != first.body)
            #expect(ignored.body == first.body)
        }
    }

    @Test func aRecordMayLackItsTools() async throws {
        try await withStandIn { standIn in
            let chat = try await standIn.chat(Self.ask)
            let id = try #require(chat.member("conversation_id"))
            let path = "/v1/lexi/conversations/\(id)?include_tool_steps=true"
            let whole = try await standIn.call("GET", path)
            let bare = try await standIn.call(
                "GET", path, headers: ["X-Standin-Fault: no-tool-steps"])
            #expect(whole.body.contains(#""role":"tool""#))
            #expect(!bare.body.contains(#""role":"tool""#))
            #expect(bare.body.contains(#""tool_calls":[]"#))
            #expect(bare.body.contains(#""role":"assistant""#))
        }
    }

    @Test func headersCanBeLeftOut() async throws {
        try await withStandIn { standIn in
            let response = try await chat(
                standIn, "no-rate-headers, no-request-id,no-retry-after,error=rate_limited")
            #expect(response.header("X-RateLimit-Limit") == nil)
            #expect(response.header("X-Request-ID") == nil)
            #expect(response.header("Retry-After") == nil)
        }
    }

    @Test(arguments: [
        ("drop", ""), ("reset-after=1", "event: thinking\n"),
    ])
    func aResetIsOneOnTheWire(fault: String, before: String) async throws {
        try await withStandIn { standIn in
            let client = try WireClient(port: standIn.port)
            try client.send(
                standIn.chatRequest(Self.ask, headers: ["X-Standin-Fault: \(fault)"]))
            if !before.isEmpty { _ = try await client.read(until: before) }
            await #expect(throws: WireClient.Failure.self) {
                while try await !client.read(until: "event: tool_step").isEmpty {}
            }
        }
    }

    @Test(arguments: ["cut-after=2", "cut-bytes=100", "error-after=1:rate_limited"])
    func aStreamThatBreaksOffIsNotCharged(fault: String) async throws {
        try await withStandIn { standIn in
            let broken = try await chat(standIn, fault)
            #expect(broken.statusLine == "HTTP/1.1 200 OK")
            #expect(!broken.body.contains("[DONE]"))
            #expect(try await standIn.chat(Self.ask).creditsRemaining == 99)
        }
    }

    @Test func cutBytesCutsAnywhere() async throws {
        try await withStandIn { standIn in
            let cut = try await chat(standIn, "cut-bytes=20,chunk=1")
            #expect(cut.body == "event: thinking\ndata")
        }
    }

    @Test func aReplayMayHaveFaultsOfItsOwn() async throws {
        try await withStandIn { standIn in
            let key = ["Idempotency-Key: fault-1"]
            let first = try await standIn.chat(Self.ask, headers: key)
            let second = try await chat(standIn, "lines=crlf", headers: key)
            #expect(second.body == first.body.replacing("\n", with: "\r\n"))
            #expect(try await standIn.chat(Self.ask).creditsRemaining == 98)
        }
    }

    @Test func aStallHoldsTheConnectionUntilTheClientGoes() async throws {
        let (logger, lines) = LogCapture.make()
        var configuration = StandInConfiguration.instant(credits: 1)
        configuration.pace = .human
        let clock = GateClock(passing: 3)
        try await withStandIn(configuration, logger: logger, clock: clock) { standIn in
            var client: WireClient? = try WireClient(port: standIn.port)
            try client?.send(
                standIn.chatRequest(Self.ask, headers: ["X-Standin-Fault: stall-after=1"]))
            _ = try await client?.read(until: "event: thinking")
            client = nil
            #expect(await lines.first { $0.contains("outcome=") }?.contains("incomplete") == true)
            clock.open()
            #expect(try await standIn.chat(Self.ask).creditsRemaining == 0)
        }
    }

    @Test func prefixedIdsAreKnownAgain() async throws {
        try await withStandIn { standIn in
            let first = try await chat(standIn, "prefixed-ids")
            let id = try #require(first.member("conversation_id"))
            #expect(id.wholeMatch(of: /conv_[0-9A-Z]{26}/) != nil)
            let next = try await standIn.chat(
                #"{"message":"And?","conversation_id":"\#(id)"}"#)
            #expect(next.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test func aRepetitionOfAJSONAnswerIsThatJSONAgain() async throws {
        try await withStandIn { standIn in
            let key = ["Idempotency-Key: 6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10"]
            let first = try await chat(standIn, "json", headers: key)
            let second = try await standIn.chat(Self.ask, headers: key)
            #expect(first.header("Content-Type") == "application/json")
            #expect(second.header("Content-Type") == "application/json")
            #expect(second.body == first.body)
        }
    }

    @Test func jsonAnswersAsThePlainChatDoes() async throws {
        try await withStandIn { standIn in
            let response = try await chat(standIn, "json")
            #expect(response.header("Content-Type") == "application/json")
            #expect(response.body.hasPrefix(#"{"data":{"response":""#))
        }
    }

    @Test func otherShapesOfTheCRM() async throws {
        try await withStandIn { standIn in
            let activities = try await standIn.call(
                "GET", "/v1/contacts/contact-001/activities",
                headers: ["X-Standin-Fault: entity-activities"])
            #expect(activities.body.contains(#""activity_type":"meeting""#))
            let chat = try await standIn.chat(Self.ask)
            let id = try #require(chat.member("conversation_id"))
            let conversation = try await standIn.call(
                "GET", "/v1/lexi/conversations/\(id)",
                headers: ["X-Standin-Fault: newest-first"])
            let roles = conversation.body.matches(of: /"role":"(\w+)"/).map { String($0.1) }
            #expect(roles == ["assistant", "user"])
        }
    }

    @Test(arguments: [
        ("nonsense", "there is no fault nonsense"), ("chunk", "chunk is given as chunk=BYTES"),
        ("chunk=0", "chunk is given as chunk=BYTES"), ("bom=1", "bom is given as bom"),
        ("lines=lfcr", "lines is given as lines=lf|crlf|cr"),
        ("error-after=x:y", "error-after is given as error-after=N:CODE"),
        ("=", "there is no fault "), ("chunk=1, ==", "there is no fault "),
    ])
    func anUnknownFaultIs400AndKeepsAServerFromStarting(fault: String, text: String) async throws {
        try await withStandIn { standIn in
            let response = try await chat(standIn, fault)
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(response.body.contains(#""fields":{"X-Standin-Fault":"\#(text)"}"#))
        }
        var configuration = StandInConfiguration.instant()
        configuration.faults = fault
        let error = await #expect(throws: StandInError.self) {
            try await withStandIn(configuration) { _ in }
        }
        #expect(error?.description == "cannot behave as asked: \(text)")
    }

    @Test func theServersFaultsMeetEveryRequest() async throws {
        var configuration = StandInConfiguration.instant()
        configuration.faults = "lines=crlf"
        try await withStandIn(configuration) { standIn in
            let response = try await standIn.chat(Self.ask)
            #expect(response.body.hasPrefix("event: thinking\r\n"))
        }
    }

    @Test func everyFaultIsListedOnce() {
        let names = FaultKind.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(StandIn.faultList.allSatisfy { !$0.usage.isEmpty && !$0.summary.isEmpty })
    }
}
