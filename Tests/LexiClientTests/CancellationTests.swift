import LexiAPI
import LexiClient
import LexiTesting
import LexiWire
import LexiWireSamples
import Testing

@Suite(.timeLimit(.minutes(5))) struct CancellationTests {
    @Test func `stopping a stream closes the connection and is the last event`() async throws {
        let seen = ScriptedServerGate()
        let closed = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + Wire.textEvent), .readUntilClosed,
                .open(closed),
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url) { if $0 == Wire.text { seen.open() } }
        let task = Task { await turn.run() }
        await seen.wait()
        task.cancel()
        #expect(
            await task.value == [responded(), Wire.text, .ended(.cancelled, terminator: false)])
        await closed.wait()
    }

    @Test func `stopping while the answer is awaited closes the connection`() async throws {
        let asked = ScriptedServerGate()
        let closed = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .open(asked), .readUntilClosed, .open(closed),
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url)
        let task = Task { await turn.run() }
        await asked.wait()
        task.cancel()
        #expect(await task.value == [.ended(.cancelled, terminator: false)])
        await closed.wait()
    }

    @Test func `a turn that was stopped before it began is a turn all the same`() async throws {
        let closed = try ScriptedServerClosedPort()
        let turn = try Turn(closed.url)
        let begin = ScriptedServerGate()
        let task = Task {
            await begin.wait()
            await turn.run()
        }
        task.cancel()
        begin.open()
        await task.value
        #expect(
            turn.allEvents == [
                .ended(.cancelled, terminator: false)
            ])
    }

    @Test func `the end is delivered even by a receiver that gives up when cancelled`() async throws
    {
        let server = try ScriptedServer([[.readRequest, .readUntilClosed]])
        defer { server.stop() }
        let client = LexiClient(try ClientConfiguration(baseURL: server.url))
        let (events, continuation) = AsyncStream.makeStream(of: RunEvent.self)
        let requested = ScriptedServerGate()
        let task = Task {
            await client.run(Turn.request, idempotencyKey: "k") { batch in
                requested.open()
                if Task.isCancelled { return }
                for event in batch.flatMap(\.runEvents) { continuation.yield(event) }
            }
            continuation.finish()
        }
        await requested.wait()
        task.cancel()
        await task.value
        await client.shutdown()
        let last = await events.reduce(into: []) { $0.append($1) }.last
        #expect(last == .ended(.cancelled, terminator: false))
    }
}
