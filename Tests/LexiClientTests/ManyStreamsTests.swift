import LexiAPI
import LexiClient
import LexiTesting
import LexiWire
import LexiWireSamples
import Synchronization
import Testing

/// Many requests through one client at the same time.
@Suite(.timeLimit(.minutes(5))) struct ManyStreamsTests {
    /// As many as there may be tabs.
    private static let turns = 64

    @Test func `a turn in every tab streams, over HTTP/1.1`() async throws {
        let arrived = Counter()
        let everybody = ScriptedServerGate()
        let script: [ScriptedServer.Step] = [
            .readRequest, .send(Wire.streamHead + Wire.textEvent), .wait(everybody),
            .send(Wire.doneEvent + "data: [DONE]\n\n"), .close,
        ]
        let server = try ScriptedServer(
            Array(repeating: script, count: Self.turns), atOnce: true)
        defer { server.stop() }
        let client = LexiClient(try ClientConfiguration(baseURL: server.url))
        let endings = await withTaskGroup(of: [RunEvent].self) { group in
            for _ in 0..<Self.turns {
                group.addTask {
                    await run(client) { event in
                        // The last text arrives when all turns stream; one that failed must not
                        // keep the others.
                        if event == Wire.text, arrived.add() == Self.turns { everybody.open() }
                        if case .failed = event { everybody.open() }
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        await client.shutdown()
        #expect(endings.count == Self.turns)
        for events in endings {
            #expect(
                events == [
                    responded(), Wire.text, Wire.done, .ended(.completed, terminator: true),
                ])
        }
    }

    @Test func `a turn in every tab streams over one HTTP/2 connection`() async throws {
        let held = Mutex<[FrameServer.Request]>([])
        let server = try await FrameServer { request in
            let all = held.withLock { held in
                held.append(request)
                return held.count == Self.turns ? held : []
            }
            for request in all { request.send(Frame.answer(request.stream)) }
        }
        let client = try Self.client(server)
        let endings = await Self.runAll(client)
        await client.shutdown()
        for events in endings {
            #expect(
                events == [
                    responded(), Wire.text, Wire.done, .ended(.completed, terminator: true),
                ])
        }
        // The first found out that there is one for all, before the others opened theirs.
        #expect(server.connectionCount == 1)
        try await server.stop()
    }

    @Test func `a server's limit of streams makes a line that tells why`() async throws {
        let held = Mutex<[FrameServer.Request]>([])
        let server = try await FrameServer(opening: Frame.settings(streams: 10)) { request in
            held.withLock { $0.append(request) }
        }
        let client = try Self.client(server)
        let (queued, told) = (Counter(), ScriptedServerGate())
        let limit = RunEvent.queued(Queueing(limit: 10, isServers: true))
        async let endings = Self.runAll(client) { event in
            if event == limit, queued.add() == Self.turns - 10 { told.open() }
        }
        await told.wait()
        // Each answer lets one more through; the server answers as they come from now on.
        var answered = 0
        var most = 0
        while answered < Self.turns {
            let next = held.withLock { held in
                most = max(most, held.count)
                return held.isEmpty ? nil : held.removeFirst()
            }
            guard let next else {
                await Task.yield()
                continue
            }
            answered += 1
            next.send(Frame.answer(next.stream))
        }
        var waited = 0
        for events in await endings {
            if events.first == limit { waited += 1 }
            #expect(
                events == (events.first == limit ? [limit, .dequeued] : []) + [
                    responded(), Wire.text, Wire.done, .ended(.completed, terminator: true),
                ])
        }
        await client.shutdown()
        #expect(waited == Self.turns - 10)
        #expect(most <= 10)
        #expect(server.connectionCount == 1)
        try await server.stop()
    }

    @Test func `a turn that is stopped in line was never sent`() async throws {
        let held = Mutex<[FrameServer.Request]>([])
        let server = try await FrameServer(opening: Frame.settings(streams: 1)) { request in
            held.withLock { $0.append(request) }
        }
        let client = try Self.client(server)
        let first = Task { await run(client) }
        let told = ScriptedServerGate()
        while held.withLock({ $0.isEmpty }) { await Task.yield() }
        let second = Task {
            await run(client) { event in
                if case .queued = event { told.open() }
            }
        }
        await told.wait()
        second.cancel()
        #expect(await second.value.last == .ended(.cancelled, terminator: false))
        let request = try #require(held.withLock { $0.first })
        request.send(Frame.answer(request.stream))
        #expect(await first.value.last == .ended(.completed, terminator: true))
        await client.shutdown()
        #expect(server.requestCount == 1)
        try await server.stop()
    }

    @Test func `a call that finds every stream taken says so`() async throws {
        let server = try await FrameServer(opening: Frame.settings(streams: 1)) { request in
            request.send(Frame.head(request.stream) + Frame.data(request.stream, Wire.textEvent))
        }
        let client = try Self.client(server, firstByte: .seconds(2))
        let streams = ScriptedServerGate()
        let first = Task {
            await run(client) { event in if event == Wire.text { streams.open() } }
        }
        await streams.wait()
        let failure = await #expect(throws: RequestError.self) {
            try await client.conversations()
        }
        guard case .failed(let failure, nil) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure.code == .timeout)
        #expect(
            failure.message == "The server takes 1 request at a time, and so many are under way.")
        first.cancel()
        #expect(await first.value.last == .ended(.cancelled, terminator: false))
        await client.shutdown()
        try await server.stop()
    }

    private static func client(
        _ server: FrameServer, firstByte: Duration = .seconds(60)
    ) throws -> LexiClient {
        var configuration = try ClientConfiguration(
            baseURL: server.url, timeouts: .init(firstByte: firstByte))
        configuration.certificateAuthorityFile = server.authorityFile
        return LexiClient(configuration)
    }

    private static func runAll(
        _ client: LexiClient, onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async -> [[RunEvent]] {
        await withTaskGroup(of: [RunEvent].self) { group in
            for _ in 0..<turns { group.addTask { await run(client, onEvent: onEvent) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// Runs one turn of a client that serves others beside it.
private func run(
    _ client: LexiClient, onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
) async -> [RunEvent] {
    let log = EventLog()
    await client.run(Turn.request, idempotencyKey: Turn.idempotencyKey) { batch in
        await log.take(batch)
        for event in batch.flatMap(\.runEvents) { onEvent(event) }
    }
    return log.events
}

/// Counts from any thread.
private final class Counter: Sendable {
    private let count = Mutex(0)

    /// The number after this one more.
    @discardableResult
    func add() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
