import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiSession
import LexiSessionSamples
import LexiState
import LexiTesting
import LexiWire
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct EngineTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    private static let ending =
        "event: done\ndata: {\"credits_remaining\": 1, \"message_id\": \"m\"}\n\ndata: [DONE]\n\n"

    private static func delta(_ text: String) -> String {
        "event: text\ndata: {\"delta\": \"\(text)\"}\n\n"
    }

    private func engine(_ server: ScriptedServer) throws -> Engine {
        let configuration = try ClientConfiguration(baseURL: server.url)
        return Engine(
            makeKey: { "key" }, connect: { () throws(Failure) in LexiClient(configuration) })
    }

    private func start(_ number: Int) -> Effect {
        .startTurn(
            tab: ConversationID(number), turn: TurnID(number),
            request: ChatRequest(message: "Q\(number)"),
            idempotencyKey: nil)
    }

    /// Takes events until as many turns have ended.
    private func taken(
        _ events: LosslessSubscription<SessionEvent>, endings: Int
    ) async -> [SessionEvent] {
        var all: [SessionEvent] = []
        var ended = 0
        for await batch in events {
            all += batch
            for case .ended in batch.map(\.body) { ended += 1 }
            if ended == endings { break }
        }
        return all
    }

    @Test func aTurnIsPublishedFromItsRequestToItsEnd() async throws {
        let server = try ScriptedServer([
            [.readRequest, .send(Self.head + Self.delta("Hi") + Self.ending), .close]
        ])
        defer { server.stop() }
        let engine = try engine(server)
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        let all = await taken(events, endings: 1)
        #expect(
            all.flatMap(\.runEvents) == [
                .requested(ChatRequest(message: "Q1"), idempotencyKey: "key"),
                .responded(ResponseHead(status: 200)),
                .text(delta: "Hi", conversationID: nil),
                .done(creditsRemaining: 1, messageID: "m", conversationID: nil),
                .ended(.completed, terminator: true),
            ])
        #expect(all.map(\.sequence) == all.map(\.sequence).sorted())
        #expect(Set(all.map(\.sequence)).count == all.count)
        #expect(all.allSatisfy { $0.conversation == ConversationID(1) && $0.turn == TurnID(1) })
        await engine.shutdown()
    }

    @Test func aCancelledTurnClosesItsConnectionAndEnds() async throws {
        let gate = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Self.head + Self.delta("Hi")), .readUntilClosed, .open(gate),
            ]
        ])
        defer { server.stop() }
        let engine = try engine(server)
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        var seen: [RunEvent] = []
        for await batch in events {
            seen += batch.flatMap(\.runEvents)
            if seen.contains(.text(delta: "Hi", conversationID: nil)) {
                engine.perform(.cancelTurn(TurnID(1)))
            }
            if case .ended = seen.last { break }
        }
        #expect(seen.last == .ended(.cancelled, terminator: false))
        await gate.wait()
        await engine.shutdown()
    }

    @Test func aTransportThatDoesNotOpenFailsTheTurnAndIsTriedAgain() async throws {
        let failure = Failure(code: .network, message: "no demo")
        let engine = Engine(
            makeKey: { "key" }, connect: { () throws(Failure) in throw failure })
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        engine.perform(start(2))
        let all = await taken(events, endings: 2)
        for turn in [1, 2] {
            #expect(
                all.filter { $0.turn == TurnID(turn) }.flatMap(\.runEvents) == [
                    .requested(ChatRequest(message: "Q\(turn)"), idempotencyKey: "key"),
                    .failed(failure), .ended(.failed, terminator: false),
                ])
        }
        await engine.shutdown()
    }

    @Test func shuttingDownEndsWhatRuns() async throws {
        let server = try ScriptedServer([
            [.readRequest, .send(Self.head + Self.delta("Hi")), .readUntilClosed]
        ])
        defer { server.stop() }
        let engine = try engine(server)
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        var iterator = events.makeAsyncIterator()
        var seen: [RunEvent] = []
        while !seen.contains(.text(delta: "Hi", conversationID: nil)),
            let batch = await iterator.next()
        {
            seen += batch.flatMap(\.runEvents)
        }
        await engine.shutdown()
        while let batch = await iterator.next() { seen += batch.flatMap(\.runEvents) }
        #expect(seen.last == .ended(.cancelled, terminator: false))
    }

    @Test func `a turn tried again before its first run is over can be stopped`() async throws {
        let transport = SlowToEnd()
        let engine = Engine(makeKey: { "key" }, connect: { () throws(Failure) in transport })
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        var iterator = events.makeAsyncIterator()
        // The end is published, and the run that published it is still there.
        #expect(await answered(&iterator) == [.ended(.failed, terminator: false)])
        engine.perform(start(1))
        transport.mayEnd.open()
        await transport.again.wait()
        engine.perform(.cancelTurn(TurnID(1)))
        #expect(await answered(&iterator) == [.ended(.cancelled, terminator: false)])
        await engine.shutdown()
    }

    /// The next events behind those of requests.
    private func answered(
        _ iterator: inout LosslessSubscription<SessionEvent>.AsyncIterator
    ) async -> [RunEvent] {
        while let batch = await iterator.next() {
            let events = batch.flatMap(\.runEvents).filter { $0.typeName != "request" }
            if !events.isEmpty { return events }
        }
        return []
    }

    @Test func `what the user stops is told before its end`() async throws {
        let transport = SlowToEnd()
        transport.mayEnd.open()
        let engine = Engine(makeKey: { "key" }, connect: { () throws(Failure) in transport })
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        let first = await taken(events, endings: 1)
        #expect(first.map(\.sequence) == [1, 2])
        engine.perform(start(1))
        await transport.again.wait()
        engine.perform(.cancelTurn(TurnID(1)))
        let second = await taken(events, endings: 1)
        #expect(second.count == 3 && second[1].body == .cancelled)
        #expect(second.map(\.sequence) == [3, 4, 5])
        await engine.shutdown()
    }

    @Test func `nothing is sent before the question is written down`() async throws {
        let transport = SlowToEnd()
        transport.mayEnd.open()
        let written = ScriptedServerGate()
        let asked = Mutex<[SessionEvent]>([])
        let engine = Engine(
            makeKey: { "key" },
            isWritten: { event in
                asked.withLock { $0.append(event) }
                await written.wait()
            }, connect: { () throws(Failure) in transport })
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        var iterator = events.makeAsyncIterator()
        #expect(await iterator.next()?.flatMap(\.runEvents).map(\.typeName) == ["request"])
        #expect(transport.runCount == 0)
        written.open()
        #expect(await iterator.next()?.flatMap(\.runEvents).map(\.typeName) == ["end"])
        #expect(asked.withLock { $0 }.map(\.sequence) == [1])
        await engine.shutdown()
    }

    @Test func `a turn that ran beside another is not alone`() async throws {
        let transport = SlowToEnd()
        let engine = Engine(makeKey: { "key" }, connect: { () throws(Failure) in transport })
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        engine.perform(start(2))
        await transport.again.wait()
        engine.perform(.cancelTurn(TurnID(1)))
        engine.perform(.cancelTurn(TurnID(2)))
        transport.mayEnd.open()
        let all = await taken(events, endings: 2)
        for case .ended(let ending, _) in all.map(\.body) { #expect(!ending.isAlone) }
        await engine.shutdown()
    }

    @Test func `a turn that was asked as soon as the last one ended is alone`() async throws {
        let transport = SlowToEnd()
        let engine = Engine(makeKey: { "key" }, connect: { () throws(Failure) in transport })
        let events = engine.bus.subscribe(capacity: Capacity(100))
        engine.perform(start(1))
        let first = await taken(events, endings: 1)
        // The first run has told its end and is not gone.
        engine.perform(start(2))
        await transport.again.wait()
        engine.perform(.cancelTurn(TurnID(2)))
        let second = await taken(events, endings: 1)
        for case .ended(let ending, _) in (first + second).map(\.body) { #expect(ending.isAlone) }
        transport.mayEnd.open()
        await engine.shutdown()
    }

    @Test func idempotencyKeysAreRandomUUIDs() throws {
        let keys = (0..<100).map { _ in IdempotencyKey.random() }
        #expect(Set(keys).count == 100)
        for key in keys {
            let match = try /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
                .wholeMatch(in: key)
            #expect(match != nil, "\(key)")
        }
    }
}

/// Publishes the end of its first turn long before it returns; the second runs until cancelled.
private final class SlowToEnd: TurnTransport {
    let mayEnd = ScriptedServerGate()
    let again = ScriptedServerGate()
    private let runs = Mutex(0)

    var runCount: Int { runs.withLock { $0 } }

    func run(
        _ request: ChatRequest, idempotencyKey: String, firstAttempt: Int,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void
    ) async {
        let isFirst = runs.withLock { runs in
            runs += 1
            return runs == 1
        }
        func end(_ outcome: Outcome) async {
            await emit([
                StampedAttemptEvent(
                    instant: SystemClock.now(), attempt: firstAttempt, event: .ended(.none),
                    runEvents: [.ended(outcome, terminator: false)])
            ])
        }
        if isFirst {
            await end(.failed)
            await mayEnd.wait()
        } else {
            let cancelled = ScriptedServerGate()
            await withTaskCancellationHandler {
                again.open()
                await cancelled.wait()
            } onCancel: {
                cancelled.open()
            }
            await end(.cancelled)
        }
    }

    func shutdown() async {}
}
