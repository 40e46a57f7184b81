import Testing

@testable import LexiStandIn

@Suite struct ChatStreamTests {
    @Test func aTurnIsStreamedAsThePageDocumentsIt() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.chat(
                #"{"message":"What do we know about Mara Vogt?"}"#)

            #expect(response.statusLine == "HTTP/1.1 200 OK")
            #expect(response.header("Content-Type") == "text/event-stream")
            #expect(response.header("X-RateLimit-Limit") == "1000")
            #expect(response.header("X-RateLimit-Remaining") == "999")
            #expect(response.header("X-RateLimit-Reset") == "1777334400")
            #expect(
                response.header("X-Request-ID")?.wholeMatch(of: /req_[0-9A-HJKMNP-TV-Z]{26}/) != nil
            )
            #expect(
                response.body.hasPrefix(
                    """
                    event: thinking
                    data: {"text": "The message names Mara Vogt, so I will start with that contact"}

                    event: tool_step
                    data: {"tool": "contacts.search", "status": "started"}

                    event: tool_step
                    data: {"tool": "contacts.search", "status": "completed", "summary": "Found Mara Vogt"}

                    event: tool_step
                    data: {"tool": "contacts.get", "status": "started"}

                    event: tool_step
                    data: {"tool": "contacts.get", "status": "completed", "summary": "Read Mara Vogt"}


                    """))
            #expect(
                response.body.firstMatch(
                    of:
                        /event: done\ndata: \{"credits_remaining": 97, "message_id": "msg_[0-9A-Z]{26}"\}\n\ndata: \[DONE\]\n\n$/
                ) != nil)
            #expect(response.events.count { $0.contains("\"conversation_id\"") } == 1)
            #expect(
                response.events.first { $0.hasPrefix("event: text") }?
                    .contains("\"conversation_id\": \"") == true)
            #expect(response.answer.hasPrefix("**Mara Vogt** is General Counsel at Nordkai"))
            #expect(
                response.answer.contains(
                    "| Acme Series B | Acme Robotics GmbH | proposal | EUR 50,000 |"))
        }
    }

    @Test func theHostedGatewaysPathIsServedToo() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.chat(
                #"{"message":"Hello"}"#, path: "/functions/v1/api-gateway/v1/lexi/chat/stream")
            #expect(response.statusLine == "HTTP/1.1 200 OK")
            #expect(response.body.hasSuffix("data: [DONE]\n\n"))
        }
    }

    @Test func eventsArriveWhileTheTurnIsStillRunning() async throws {
        let clock = GateClock()
        var configuration = StandInConfiguration.instant()
        configuration.pace = .human
        try await withStandIn(configuration, clock: clock) { standIn in
            let client = try WireClient(port: standIn.port)
            try client.send(standIn.chatRequest(#"{"message":"Who is Mara Vogt?"}"#))
            // No sleep has ended yet, so nothing but the head can have come.
            let head = try await client.read(until: "\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(!head.contains("event:"))
            clock.open()
            let rest = try await client.read()
            #expect(rest.contains("data: [DONE]\n\n"))
        }
    }

    @Test func aFailureInTheStreamIsAnErrorEventAndCostsNothing() async throws {
        let folder = try TestFolder()
        var configuration = StandInConfiguration.instant(databasePath: folder.databasePath)
        configuration.pace = .human
        try await withStandIn(configuration, clock: FailingClock(after: 2)) { standIn in
            let response = try await standIn.chat(#"{"message":"Who is Mara Vogt?"}"#)
            #expect(response.statusLine == "HTTP/1.1 200 OK")
            #expect(
                response.body.hasSuffix(
                    """
                    event: error
                    data: {"code": "internal_error", "message": "The stand-in could not answer this request"}


                    """))
            #expect(!response.body.contains("event: done"))
        }
        try await withStandIn(.instant(databasePath: folder.databasePath)) { standIn in
            let next = try await standIn.chat(#"{"message":"Overdue tasks?"}"#)
            #expect(next.creditsRemaining == 99)
        }
    }

    @Test func withoutToolsOnlyTheConversationIsUsed() async throws {
        try await withStandIn { standIn in
            let first = try await standIn.chat(#"{"message":"Who is Mara Vogt?"}"#)
            let id = try #require(first.member("conversation_id"))
            let second = try await standIn.chat(
                #"{"message":"What about the demurrage?","conversation_id":"\#(id)","allow_tools":false}"#
            )
            #expect(!second.body.contains("tool_step"))
            #expect(second.answer.hasPrefix("CRM tools are off for this message"))
            #expect(second.answer.contains("Walked through the strike weeks"))
        }
    }

    @Test func eachRequestLogsOneLineWithoutTheKey() async throws {
        let (logger, lines) = LogCapture.make()
        try await withStandIn(logger: logger) { standIn in
            _ = try await standIn.chat(#"{"message":"Hello"}"#)
            let line = try #require(await lines.first { _ in true })
            #expect(line.hasPrefix("Request answered "))
            #expect(line.contains("outcome=completed path=/v1/lexi/chat/stream request_id=req_"))
            #expect(line.contains("status=200 tools=3"))
            #expect(!line.contains("wbk_"))
        }
    }
}
