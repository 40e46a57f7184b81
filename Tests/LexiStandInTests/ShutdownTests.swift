import LexiTesting
import Testing

@testable import LexiStandIn

@Suite struct ShutdownTests {
    private static var slow: StandInConfiguration {
        var configuration = StandInConfiguration.instant()
        configuration.pace = .human
        return configuration
    }

    /// A stream that waits at the clock's gate.
    private func openStream(_ standIn: StandIn) async throws -> WireClient {
        let client = try WireClient(port: standIn.port)
        try client.send(standIn.chatRequest(#"{"message":"Who is Mara Vogt?"}"#))
        _ = try await client.read(until: "\r\n\r\n")
        return client
    }

    @Test func streamsAreEndedWithAnErrorEventAndNotCharged() async throws {
        let folder = try TestFolder()
        var configuration = Self.slow
        configuration.databasePath = folder.databasePath
        let (logger, lines) = LogCapture.make()
        try await withStandIn(configuration, logger: logger, clock: GateClock()) { standIn in
            let client = try await openStream(standIn)
            await standIn.shutdown()
            let rest = try await client.read()
            // The end of the chunked body is there as well: this is no broken connection.
            #expect(
                rest.hasSuffix(
                    "event: error\ndata: {\"code\": \"unavailable\", \"message\": \"The server is shutting down\"}\n\n\r\n0\r\n\r\n"
                ))
            let line = await lines.first { $0.contains("outcome=") }
            #expect(line?.contains("incomplete") == true)
        }
        try await withStandIn(.instant(databasePath: folder.databasePath)) { standIn in
            let next = try await standIn.chat(#"{"message":"Overdue tasks?"}"#)
            #expect(next.creditsRemaining == 99)
        }
    }

    @Test func withAGraceStreamsFinishAndNothingNewIsLetIn() async throws {
        let clock = GateClock()
        try await withStandIn(Self.slow, clock: clock) { standIn in
            let client = try await openStream(standIn)
            let ending = Task { await standIn.shutdown(grace: .seconds(600)) }
            var refused: WireResponse
            repeat {
                refused = try await standIn.call("GET", "/v1/users")
            } while refused.statusLine == "HTTP/1.1 200 OK"
            #expect(refused.statusLine == "HTTP/1.1 503 Service Unavailable")
            #expect(
                refused.body
                    == #"{"error":{"code":"unavailable","message":"The server is shutting down"}}"#
            )
            clock.open()
            let rest = try await client.read()
            #expect(rest.contains("data: [DONE]\n\n"))
            await ending.value
        }
    }

    @Test func aSecondShutdownWithoutGraceEndsTheFirstOnesGrace() async throws {
        try await withStandIn(Self.slow, clock: GateClock()) { standIn in
            let client = try await openStream(standIn)
            let patient = Task { await standIn.shutdown(grace: .seconds(600)) }
            await standIn.shutdown()
            await patient.value
            let rest = try await client.read()
            #expect(rest.contains("event: error\n"))
        }
    }

    @Test func fiveHundredStreamsAreOpenAtOnceAndAllAreEnded() async throws {
        var configuration = Self.slow
        configuration.plan = .unmetered
        configuration.credits = 500
        try await withStandIn(configuration, clock: GateClock()) { standIn in
            var clients: [WireClient] = []
            for _ in 0..<500 { clients.append(try await openStream(standIn)) }
            // Each holds a credit, so there is none left for one more.
            let refused = try await standIn.chat(#"{"message":"Overdue tasks?"}"#)
            #expect(refused.statusLine == "HTTP/1.1 402 Payment Required")
            await standIn.shutdown()
            for client in clients {
                let rest = try await client.read()
                #expect(rest.contains("event: error\n"))
            }
        }
    }

    /// Clients that do not read fill the sockets' buffers, and then every write waits for them.
    @Test(.timeLimit(.minutes(5)))
    func `clients that never read do not hold up a second shutdown`() async throws {
        let answer = String(repeating: "Mara Vogt called twice. ", count: 2_500)
        // More than two sockets' buffers hold.
        let wire =
            ModelWire.head
            + String(
                repeating: ModelWire.chunk(#"{"role":"assistant","content":"\#(answer)"}"#),
                count: 200)
            + ModelWire.chunk("{}", finish: "stop") + ModelWire.done
        let (logger, lines) = LogCapture.make()
        let model = try ScriptedServer(Array(repeating: ModelWire.script(wire), count: 4))
        defer { model.stop() }
        try await withStandIn(.model(at: model.url), logger: logger) { standIn in
            var clients: [WireClient] = []
            for _ in 0..<4 {
                let client = try WireClient(port: standIn.port)
                try client.send(standIn.chatRequest(#"{"message":"Tell me everything"}"#))
                _ = try await client.read(until: "event: text")
                clients.append(client)
            }
            let patient = Task { await standIn.shutdown(grace: .seconds(600)) }
            while try await standIn.call("GET", "/v1/users").statusLine == "HTTP/1.1 200 OK" {}
            await standIn.shutdown()
            await patient.value
            var outcomes = 0
            for await line in lines where line.contains("outcome=") {
                #expect(line.contains("outcome=incomplete"))
                outcomes += 1
                if outcomes == clients.count { break }
            }
        }
    }
}
