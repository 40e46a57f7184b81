import LexiAPI
import LexiClient
import LexiTesting
import LexiWire
import LexiWireSamples
import Testing

@Suite(.timeLimit(.minutes(5))) struct StreamTests {
    private let head = """
        HTTP/1.1 200 OK\r
        Content-Type: text/event-stream; charset=utf-8\r
        X-RateLimit-Limit: 1000\r
        X-RateLimit-Remaining: 871\r
        X-RateLimit-Reset: 1777420800\r
        X-Request-ID: req_01JTB6Z0V3W8N5Q2K7M4C9XHDA\r

        """
    private let responded = RunEvent.responded(
        ResponseHead(
            status: 200, requestID: "req_01JTB6Z0V3W8N5Q2K7M4C9XHDA",
            rateLimit: RateLimit(limit: 1000, remaining: 871, reset: 1_777_420_800)))

    @Test func `the documented example, delimited by the connection's end`() async throws {
        let events = try await run([.send(head + "\r\n" + Wire.conforming), .close])
        #expect(events == [responded] + Wire.conformingEvents)
    }

    @Test func `the documented example, byte by byte`() async throws {
        let bytes = Array(Wire.conforming.utf8)
        let events = try await run(
            [.send(head + "\r\n")] + bytes.map { .sendBytes([$0]) } + [.close])
        #expect(events == [responded] + Wire.conformingEvents)
    }

    @Test func `the documented example in chunked transfer, cut inside lines`() async throws {
        let middle = Wire.conforming.index(Wire.conforming.startIndex, offsetBy: 137)
        let events = try await run([
            .send(head + "Transfer-Encoding: chunked\r\n\r\n"),
            .send(Wire.chunk(String(Wire.conforming[..<middle]))),
            .send(Wire.chunk(String(Wire.conforming[middle...])) + "0\r\n\r\n"), .close,
        ])
        #expect(events == [responded] + Wire.conformingEvents)
    }

    @Test func `the turn ends with the terminator's line while the connection stays open`()
        async throws
    {
        let closed = ScriptedServerGate()
        let events = try await run(
            [
                .send(Wire.streamHead + Wire.doneEvent + "data: [DONE]\n"), .readUntilClosed,
                .open(closed),
            ], timeouts: .init(terminator: .seconds(600)))
        #expect(
            events == [
                RunEvent.responded(ResponseHead(status: 200)), Wire.done,
                .ended(.completed, terminator: true),
            ])
        await closed.wait()
    }

    @Test(arguments: ["data: [DONE]\n", "data: [DONE]"])
    func `the terminator may be the last thing before the end`(terminator: String) async throws {
        let events = try await run([
            .send(Wire.streamHead + Wire.doneEvent + terminator), .close,
        ])
        #expect(events.suffix(2) == [Wire.done, .ended(.completed, terminator: true)])
    }

    @Test func `each event is stamped and delivered when it comes, not when the stream ends`()
        async throws
    {
        let seen = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + Wire.textEvent), .wait(seen),
                .send(Wire.doneEvent + "data: [DONE]\n\n"), .close,
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url) { if $0 == Wire.text { seen.open() } }
        await turn.run()
        let instants = turn.batches.joined().map(\.instant)
        #expect(instants == instants.sorted())
        #expect(turn.batches.allSatisfy { !$0.isEmpty })
        #expect(
            turn.allEvents.suffix(3) == [
                Wire.text, Wire.done, .ended(.completed, terminator: true),
            ])
    }

    @Test func `one client serves turns one after the other and at once`() async throws {
        let script: [ScriptedServer.Step] = [
            .readRequest, .send(Wire.streamHead + Wire.conforming), .close,
        ]
        let server = try ScriptedServer([script, script, script])
        defer { server.stop() }
        let client = LexiClient(try ClientConfiguration(baseURL: server.url))
        let logs = [EventLog(), EventLog(), EventLog()]
        await withTaskGroup { group in
            for log in logs {
                group.addTask {
                    await client.run(Turn.request, idempotencyKey: "k", emit: log.take)
                }
            }
        }
        await client.shutdown()
        for log in logs { #expect(log.events.suffix(7) == Wire.conformingEvents[...]) }
    }

    @Test func `a connection whose answer was read to its end serves the next turn`() async throws {
        let answer =
            Wire.streamHead.replacing("\r\n\r\n", with: "\r\nTransfer-Encoding: chunked\r\n\r\n")
            + Wire.chunk(Wire.conforming) + "0\r\n\r\n"
        let server = try ScriptedServer([
            [.readRequest, .send(answer), .readRequest, .send(answer), .close]
        ])
        defer { server.stop() }
        let client = LexiClient(try ClientConfiguration(baseURL: server.url))
        for _ in 0..<2 {
            let log = EventLog()
            await client.run(Turn.request, idempotencyKey: "k", emit: log.take)
            #expect(log.events.suffix(7) == Wire.conformingEvents[...])
        }
        await client.shutdown()
        #expect(server.requests.count == 2)
    }

    @Test func `a client that was shut down says so`() async throws {
        let client = LexiClient(try ClientConfiguration(baseURL: "http://127.0.0.1:1"))
        await client.shutdown()
        let log = EventLog()
        await client.run(Turn.request, idempotencyKey: "k", emit: log.take)
        #expect(
            log.events.suffix(2) == [
                .failed(Failure(code: .network, message: "The client has been shut down.")),
                .ended(.failed, terminator: false),
            ])
    }
}
