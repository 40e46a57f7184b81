import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
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
            tab: TabID(number), turn: TurnID(number), request: ChatRequest(message: "Q\(number)"),
            idempotencyKey: nil)
    }

    /// Takes envelopes until as many turns have ended.
    private func envelopes(
        _ events: LosslessSubscription<Envelope>, endings: Int
    ) async -> [Envelope] {
        var all: [Envelope] = []
        var ended = 0
        for await batch in events {
            all += batch
            for case .ended in batch.map(\.event) { ended += 1 }
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
        let events = await engine.bus.subscribe(capacity: 100)
        engine.perform(start(1))
        let all = await envelopes(events, endings: 1)
        #expect(
            all.map(\.event) == [
                .requested(ChatRequest(message: "Q1"), idempotencyKey: "key"),
                .responded(ResponseHead(status: 200)),
                .text(delta: "Hi", conversationID: nil),
                .done(creditsRemaining: 1, messageID: "m", conversationID: nil),
                .ended(.completed, terminator: true),
            ])
        #expect(all.map(\.sequence) == all.map(\.sequence).sorted())
        #expect(Set(all.map(\.sequence)).count == all.count)
        #expect(all.allSatisfy { $0.tab == TabID(1) && $0.turn == TurnID(1) })
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
        let events = await engine.bus.subscribe(capacity: 100)
        engine.perform(start(1))
        var seen: [RunEvent] = []
        for await batch in events {
            seen += batch.map(\.event)
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
        let events = await engine.bus.subscribe(capacity: 100)
        engine.perform(start(1))
        engine.perform(start(2))
        let all = await envelopes(events, endings: 2)
        for turn in [1, 2] {
            #expect(
                all.filter { $0.turn == TurnID(turn) }.map(\.event) == [
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
        let events = await engine.bus.subscribe(capacity: 100)
        engine.perform(start(1))
        var iterator = events.makeAsyncIterator()
        var seen: [RunEvent] = []
        while !seen.contains(.text(delta: "Hi", conversationID: nil)),
            let batch = await iterator.next()
        {
            seen += batch.map(\.event)
        }
        await engine.shutdown()
        while let batch = await iterator.next() { seen += batch.map(\.event) }
        #expect(seen.last == .ended(.cancelled, terminator: false))
    }

    @Test func `a turn tried again before its first run is over can be stopped`() async throws {
        let transport = SlowToEnd()
        let engine = Engine(makeKey: { "key" }, connect: { () throws(Failure) in transport })
        let events = await engine.bus.subscribe(capacity: 100)
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
        _ iterator: inout LosslessSubscription<Envelope>.AsyncIterator
    ) async -> [RunEvent] {
        while let batch = await iterator.next() {
            let events = batch.map(\.event).filter { $0.typeName != "request" }
            if !events.isEmpty { return events }
        }
        return []
    }

    @Test func theScreenGetsDeltasJoinedAndEverythingElseAsItIs() async {
        let bus = EventBus<Envelope>()
        let screen = await bus.subscribeCoalescing(.screen) {}
        func envelope(_ sequence: UInt64, _ turn: Int, _ event: RunEvent) -> Envelope {
            Envelope(
                sequence: sequence,
                instant: Instant(nanoseconds: sequence, unixSeconds: 0), tab: TabID(turn),
                turn: TurnID(turn), event: event)
        }
        await bus.publish([
            envelope(1, 1, .text(delta: "a", conversationID: "c")),
            envelope(2, 2, .text(delta: "x", conversationID: nil)),
            envelope(3, 1, .text(delta: "b", conversationID: nil)),
            envelope(4, 1, .thinking(text: "t")),
            envelope(5, 1, .text(delta: "c", conversationID: nil)),
        ])
        #expect(
            screen.takeAll() == [
                envelope(1, 1, .text(delta: "ab", conversationID: "c")),
                envelope(2, 2, .text(delta: "x", conversationID: nil)),
                envelope(4, 1, .thinking(text: "t")),
                envelope(5, 1, .text(delta: "c", conversationID: nil)),
            ])
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
