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

@Suite(.timeLimit(.minutes(5))) struct ChangingServiceTests {
    private func start(_ number: Int, key: String? = nil) -> Effect {
        .startTurn(
            tab: ConversationID(number), turn: TurnID(number),
            request: ChatRequest(message: "Q\(number)"),
            idempotencyKey: key)
    }

    private func engine(_ transport: NamedTransport) -> Engine {
        Engine(makeKey: { "key" }, connect: { () throws(Failure) in transport })
    }

    private func untilEnd(
        _ iterator: inout LosslessSubscription<SessionEvent>.AsyncIterator
    ) async {
        while let batch = await iterator.next() {
            for case .ended in batch.map(\.body) { return }
        }
    }

    @Test func `turns that begin after a change are run by the new transport`() async {
        let (first, second) = (NamedTransport(), NamedTransport())
        let engine = engine(first)
        let events = engine.bus.subscribe(capacity: Capacity(100))
        var iterator = events.makeAsyncIterator()
        engine.perform(start(1))
        first.mayEnd.open()
        await untilEnd(&iterator)
        engine.change { () throws(Failure) in second }
        second.mayEnd.open()
        engine.perform(start(1, key: "again"))
        await untilEnd(&iterator)
        #expect(first.keys == ["key"])
        #expect(second.keys == ["again"])
        await first.isShutDown.wait()
        await engine.shutdown()
        await second.isShutDown.wait()
    }

    @Test func `a turn that runs goes on, and its transport is closed behind it`() async {
        let (first, second) = (NamedTransport(), NamedTransport())
        let engine = engine(first)
        let events = engine.bus.subscribe(capacity: Capacity(100))
        var iterator = events.makeAsyncIterator()
        engine.perform(start(1))
        await first.hasBegun.wait()
        #expect(await iterator.next()?.map(\.turn) == [TurnID(1)])
        engine.change { () throws(Failure) in second }
        second.mayEnd.open()
        engine.perform(start(2))
        var others: [SessionEvent] = []
        while others.last?.runEvents.last != .ended(.completed, terminator: true),
            let batch = await iterator.next()
        { others += batch }
        #expect(others.map(\.turn) == [TurnID(2), TurnID(2)])
        #expect(!first.wasShutDown)
        first.mayEnd.open()
        #expect(
            await iterator.next()?.flatMap(\.runEvents) == [.ended(.completed, terminator: true)])
        await first.isShutDown.wait()
        #expect(!second.wasShutDown)
        await engine.shutdown()
    }

    @Test func `what was never opened is not opened to be closed`() async {
        let opened = Atomic<Int>(0)
        let engine = Engine(
            makeKey: { "key" },
            connect: { () throws(Failure) in
                opened.add(1, ordering: .relaxed)
                throw Failure(code: .invalidKey, message: "There is no API key.")
            })
        engine.change { () throws(Failure) in NamedTransport() }
        await engine.shutdown()
        #expect(opened.load(ordering: .relaxed) == 0)
    }

    @Test func `a change after the end opens nothing`() async {
        let engine = engine(NamedTransport())
        await engine.shutdown()
        engine.change { () throws(Failure) in NamedTransport() }
        engine.perform(start(1))
        await engine.shutdown()
    }
}

/// Ends each turn when it may, and remembers what it was asked.
private final class NamedTransport: TurnTransport {
    let hasBegun = ScriptedServerGate()
    let mayEnd = ScriptedServerGate()
    let isShutDown = ScriptedServerGate()
    private let seen = Mutex((keys: [String](), isShutDown: false))

    var keys: [String] { seen.withLock { $0.keys } }
    var wasShutDown: Bool { seen.withLock { $0.isShutDown } }

    func run(
        _ request: ChatRequest, idempotencyKey: String, firstAttempt: Int,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void
    ) async {
        seen.withLock { $0.keys.append(idempotencyKey) }
        hasBegun.open()
        await mayEnd.wait()
        await emit([
            StampedAttemptEvent(
                instant: SystemClock.now(), attempt: firstAttempt, event: .ended(.none),
                runEvents: [.ended(.completed, terminator: true)])
        ])
    }

    func shutdown() async {
        seen.withLock { $0.isShutDown = true }
        isShutDown.open()
    }
}
