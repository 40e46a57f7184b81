import LexiAPI
import LexiTesting
import LexiWireSamples
import NIOCore
import Testing

@testable import LexiClient

/// Connections that are kept for the next request, and are gone when it comes.
@Suite(.timeLimit(.minutes(2))) struct ReusedConnectionTests {
    private let time = QuickTime()

    @Test(arguments: [ScriptedServer.Step.close, .reset])
    func `a kept connection that ends in the instant of writing costs nothing`(
        _ end: ScriptedServer.Step
    ) async throws {
        let rounds = 100
        let list = #"{"data":{"conversations":[]}}"#
        let kept =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(list.utf8.count)\r\n\r\n\(list)"
        let answer = Wire.streamHead + Wire.textEvent + Wire.doneEvent + "data: [DONE]\n\n"
        let server = try ScriptedServer(
            (0..<rounds).flatMap { _ -> [[ScriptedServer.Step]] in
                [
                    // It promises to stay and does not, about when the next request is written.
                    [.readRequest, .send(kept), end],
                    [.readRequest, .send(answer), .close],
                ]
            })
        defer { server.stop() }
        let client = LexiClient(
            try ClientConfiguration(baseURL: server.url), surroundings: time.surroundings)
        for round in 0..<rounds {
            _ = try await client.conversations()
            let log = EventLog()
            await client.run(
                Turn.request, idempotencyKey: "key-\(round)", emit: { await log.take($0) })
            #expect(
                Array(log.events.suffix(4)) == [
                    responded(), Wire.text, Wire.done, .ended(.completed, terminator: true),
                ])
        }
        await client.shutdown()
        let keys = server.requests.compactMap { request in
            request.firstMatch(of: /Idempotency-Key: (key-\d+)/)?.output.1
        }
        #expect(keys.map(String.init) == (0..<rounds).map { "key-\($0)" })
    }

    /// Servers say it before they close a connection on which nothing was asked for a while
    /// (RFC 9110, 15.5.9). That it arrives behind the next question does not make it its answer.
    private static let idleEnd =
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

    private func kept(_ json: String) -> String {
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)"
    }

    private var endedWhenIdle: [ScriptedServer.Step] {
        [
            .readRequest, .send(kept(#"{"data":{"conversations":[]}}"#)), .readRequest,
            .send(Self.idleEnd), .close,
        ]
    }

    /// - Parameter hasBegun: Opens when the head of the answer is there.
    private func askedTwice(
        _ server: ScriptedServer, retries: ClientConfiguration.RetryPolicy = .init(),
        hasBegun: ScriptedServerGate? = nil
    ) async throws -> [RunEvent] {
        var configuration = try ClientConfiguration(baseURL: server.url)
        configuration.retries = retries
        let client = LexiClient(configuration, surroundings: time.surroundings)
        _ = try await client.conversations()
        let log = EventLog()
        await client.run(Turn.request, idempotencyKey: "key") { batch in
            await log.take(batch)
            if log.events.last == responded() { hasBegun?.open() }
        }
        await client.shutdown()
        return log.events
    }

    @Test func `the end of an idle connection is no answer to the next question`() async throws {
        let answer = Wire.streamHead + Wire.textEvent + Wire.doneEvent + "data: [DONE]\n\n"
        let server = try ScriptedServer([
            endedWhenIdle,
            [.readRequest, .send(answer), .close],
        ])
        defer { server.stop() }
        // Also where nothing is tried again that failed: this did not.
        let events = try await askedTwice(server, retries: .init(maximumRetries: 0))
        #expect(
            events == [responded(), Wire.text, Wire.done, .ended(.completed, terminator: true)])
        #expect(time.waits.isEmpty)
        try #require(server.requests.count == 3)
        #expect(server.requests[1] == server.requests[2])
        #expect(server.requests[2].contains("Idempotency-Key: key\r\n"))
    }

    @Test func `on the new connection an answer is read to its end, however late it goes on`()
        async throws
    {
        let hasBegun = ScriptedServerGate()
        let server = try ScriptedServer([
            endedWhenIdle,
            [
                .readRequest, .send(Wire.streamHead), .wait(hasBegun),
                .send(Wire.textEvent + Wire.doneEvent + "data: [DONE]\n\n"), .close,
            ],
        ])
        defer { server.stop() }
        #expect(
            try await askedTwice(server, hasBegun: hasBegun)
                == [responded(), Wire.text, Wire.done, .ended(.completed, terminator: true)])
    }

    @Test func `on the new connection the same words are the answer`() async throws {
        let server = try ScriptedServer([
            endedWhenIdle,
            [.readRequest, .send(Self.idleEnd), .close],
        ])
        defer { server.stop() }
        let events = try await askedTwice(server)
        #expect(events.first == .responded(ResponseHead(status: 408)))
        #expect(events.last == .ended(.failed, terminator: false) && events.count == 3)
        #expect(server.requests.count == 3 && time.waits.isEmpty)
    }

    @Test func `nor is it to the next call`() async throws {
        let list = kept(#"{"data":{"conversations":[]}}"#)
        let server = try ScriptedServer([
            [.readRequest, .send(list), .readRequest, .send(Self.idleEnd), .close],
            [.readRequest, .send(list), .close],
        ])
        defer { server.stop() }
        var configuration = try ClientConfiguration(baseURL: server.url)
        configuration.retries = .init(maximumRetries: 0)
        let client = LexiClient(configuration, surroundings: time.surroundings)
        for _ in 0..<2 { _ = try await client.conversations() }
        await client.shutdown()
        #expect(server.requests.count == 3 && time.waits.isEmpty)
    }

    @Test(arguments: [
        ChannelError.ioOnClosedChannel, .alreadyClosed, .outputClosed, .inputClosed, .eof,
    ]) func `what is written into a connection that has just ended may be sent again`(
        _ error: ChannelError
    ) {
        #expect(Failure.isPassing(transportError: error))
        let failure = Failure(
            transportError: error, endpoint: Route(to: "h"), connectTimeout: .seconds(1),
            isAnswering: false)
        #expect(
            failure
                == Failure(code: .network, message: "h closed the connection without an answer."))
    }
}
