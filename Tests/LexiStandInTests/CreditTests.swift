import Testing

@testable import LexiStandIn

@Suite struct CreditTests {
    static let key = "Idempotency-Key: 5f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10"

    @Test func theSameKeyAndBodyReplaysTheStreamAndChargesOnce() async throws {
        try await withStandIn { standIn in
            let body = #"{"message":"Overdue tasks?","allow_tools":true}"#
            let first = try await standIn.chat(body, headers: [Self.key])
            // The same request with its members in another order.
            let second = try await standIn.chat(
                #"{"allow_tools":true,"message":"Overdue tasks?"}"#, headers: [Self.key])
            #expect(first.creditsRemaining == 99)
            #expect(second.body == first.body)
            #expect(second.statusLine == "HTTP/1.1 200 OK")
            let third = try await standIn.chat(body)
            #expect(third.creditsRemaining == 98)
        }
    }

    @Test func theSameKeyWithAnotherBodyIsRefused() async throws {
        try await withStandIn { standIn in
            _ = try await standIn.chat(#"{"message":"Overdue tasks?"}"#, headers: [Self.key])
            let other = try await standIn.chat(#"{"message":"Open deals"}"#, headers: [Self.key])
            #expect(other.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(
                other.body
                    == #"{"error":{"code":"validation_error","message":"The Idempotency-Key was used before with a different request body","details":{"fields":{"Idempotency-Key":"was used before with a different request body"}}}}"#
            )
        }
    }

    @Test func requestsWithOneKeyAtTheSameTimeChargeOnce() async throws {
        try await withStandIn { standIn in
            let body = #"{"message":"Overdue tasks?"}"#
            async let first = standIn.chat(body, headers: [Self.key])
            async let second = standIn.chat(body, headers: [Self.key])
            let (one, two) = try await (first, second)
            #expect(one.body == two.body)
            #expect(one.creditsRemaining == 99)
        }
    }

    @Test func oneOfTwoStreamsGetsTheLastCredit() async throws {
        let clock = GateClock()
        var configuration = StandInConfiguration.instant(credits: 1)
        configuration.pace = .human
        try await withStandIn(configuration, clock: clock) { standIn in
            let winner = try WireClient(port: standIn.port)
            try winner.send(standIn.chatRequest(#"{"message":"Who is Mara Vogt?"}"#))
            _ = try await winner.read(until: "\r\n\r\n")
            let loser = try WireClient(port: standIn.port)
            try loser.send(standIn.chatRequest(#"{"message":"Open deals"}"#))
            let refusal = try await loser.read(until: "\r\n\r\n")
            #expect(refusal.hasPrefix("HTTP/1.1 402 Payment Required\r\n"))
            clock.open()
            // Its five look-ups would cost 3; a stream is never charged more than there is.
            #expect(try await winner.read().contains("\"credits_remaining\": 0,"))
        }
    }

    @Test func streamsRacingForTheLastCreditLeaveOneWinner() async throws {
        try await withStandIn(.instant(credits: 1)) { standIn in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await standIn.chat(#"{"message":"Overdue tasks?"}"#).statusLine
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0 == "HTTP/1.1 200 OK" } == 1)
            #expect(answers.count { $0 == "HTTP/1.1 402 Payment Required" } == 5)
        }
    }

    @Test func aClientThatGoesAwayIsNotChargedAndMayTryAgain() async throws {
        let clock = GateClock()
        let (logger, lines) = LogCapture.make()
        // One credit only: it must be free again, not merely uncharged.
        var configuration = StandInConfiguration.instant(credits: 1)
        configuration.pace = .human
        try await withStandIn(configuration, logger: logger, clock: clock) { standIn in
            let body = #"{"message":"Overdue tasks?"}"#
            var client: WireClient? = try WireClient(port: standIn.port)
            try client?.send(standIn.chatRequest(body, headers: [Self.key]))
            _ = try await client?.read(until: "\r\n\r\n")
            client = nil
            let line = await lines.first { $0.contains("outcome=") }
            #expect(line?.contains("outcome=incomplete") == true)
            clock.open()
            let other = try await standIn.chat(#"{"message":"My tasks"}"#)
            #expect(other.creditsRemaining == 0)
        }
    }

    @Test func aTurnThatWasBrokenOffIsRunAgainUnderItsKey() async throws {
        let clock = GateClock(passing: 5)
        let (logger, lines) = LogCapture.make()
        var configuration = StandInConfiguration.instant()
        configuration.pace = .human
        try await withStandIn(configuration, logger: logger, clock: clock) { standIn in
            let body = #"{"message":"Overdue tasks?"}"#
            var client: WireClient? = try WireClient(port: standIn.port)
            try client?.send(standIn.chatRequest(body, headers: [Self.key]))
            let broken = try #require(try await client?.read(until: "conversation_id"))
            #expect(!broken.contains("event: done"))
            client = nil
            _ = await lines.first { $0.contains("outcome=incomplete") }
            clock.open()
            let again = try await standIn.chat(body, headers: [Self.key])
            #expect(again.creditsRemaining == 99)
            let id = try #require(again.member("conversation_id"))
            let next = try await standIn.chat(
                #"{"message":"and what else?","conversation_id":"\#(id)","allow_tools":false}"#)
            #expect(next.creditsRemaining == 98)
        }
    }

    @Test func aPriceGrowsWithToolsAndStopsAtFive() {
        let ledger = TurnLedger(creditsPerMessage: 1, toolCallsPerExtraCredit: 2)
        #expect([0, 1, 2, 5, 8, 20].map(ledger.price) == [1, 1, 2, 3, 5, 5])
    }
}
