public import LexiAPI
public import LexiBus
public import LexiClient
public import LexiState
import LexiWire
public import Logging
import Synchronization

/// Does what the state asks for: starts and stops turns and publishes what they bring.
///
/// Each turn is a task of its own that reads the stream, and waits for the bus before it reads
/// on. Turns of different tabs run at the same time.
public final class Engine: Sendable {
    /// Where every event goes.
    public let bus: EventBus<Envelope>

    private struct Turns {
        /// What new turns take.
        var way: ServiceWay
        /// Closes ways that were left while nobody used them.
        var closing: [Task<Void, Never>] = []
        /// The latest run of each turn. A turn that is tried again has another one.
        var running: [TurnID: (number: Int, task: Task<Void, Never>)] = [:]
        var started = 0
        var isShutDown = false
    }

    private let turns: Mutex<Turns>
    private let sequence = EnvelopeSequence()
    private let now: @Sendable () -> Instant
    private let makeKey: @Sendable () -> String
    private let logger: Logger?

    /// Creates an engine; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - now: The clock for requests, and for what fails before there is a transport.
    ///   - makeKey: Makes the idempotency key of a turn; a random UUID unless told otherwise.
    ///   - logger: Is told what becomes of turns, from the warnings down to every tool step.
    ///   - connect: Opens the transport, once, when ``prepare()`` or the first turn asks for it.
    ///     Its failure is the failure of every turn that needed it; the next one tries again.
    public init(
        bus: EventBus<Envelope> = EventBus(),
        now: @escaping @Sendable () -> Instant = SystemClock.now,
        makeKey: @escaping @Sendable () -> String = IdempotencyKey.random,
        logger: Logger? = nil,
        connect: @escaping @Sendable () async throws(Failure) -> any TurnTransport
    ) {
        self.bus = bus
        self.now = now
        self.makeKey = makeKey
        self.logger = logger
        turns = Mutex(Turns(way: ServiceWay(connect: connect)))
    }

    /// Opens the transport ahead of the first turn, without waiting for it.
    public func prepare() { turns.withLock { $0.way }.open() }

    /// Has the turns that begin from now on run by another transport.
    ///
    /// Those that run go on with theirs, which is closed when the last of them is over.
    ///
    /// - Parameter connect: As that of the initialiser.
    public func change(
        connect: @escaping @Sendable () async throws(Failure) -> any TurnTransport
    ) {
        turns.withLock { turns in
            guard !turns.isShutDown else { return }
            let former = turns.way
            turns.way = ServiceWay(connect: connect)
            if former.leave() { turns.closing.append(Task { await former.close() }) }
        }
    }

    /// Starts or stops a turn and returns at once.
    public func perform(_ effect: Effect) {
        switch effect {
        case .startTurn(let tab, let turn, let request, let key): start(tab, turn, request, key)
        case .cancelTurn(let turn): turns.withLock { $0.running[turn]?.task }?.cancel()
        }
    }

    /// Stops every turn, publishes their ends, closes the transport and finishes the bus.
    public func shutdown() async {
        let (way, running, closing) = turns.withLock { turns in
            turns.isShutDown = true
            return (turns.way, turns.running.values.map(\.task), turns.closing)
        }
        for task in running { task.cancel() }
        for task in running { await task.value }
        for task in closing { await task.value }
        await way.close()
        await bus.finish()
    }

    private func start(_ tab: TabID, _ turn: TurnID, _ request: ChatRequest, _ key: String?) {
        turns.withLock { turns in
            guard !turns.isShutDown else { return }
            turns.started += 1
            let number = turns.started
            // The screen may ask for another try as soon as it has the end of the last one, which
            // is a moment before that run is over.
            let former = turns.running[turn]?.task
            let way = turns.way
            way.beginUse()
            let task = Task {
                await former?.value
                await self.run(tab, turn, request, key ?? self.makeKey(), on: way)
                await way.endUse()
                self.turns.withLock { turns in
                    if turns.running[turn]?.number == number { turns.running[turn] = nil }
                }
            }
            turns.running[turn] = (number, task)
        }
    }

    private func run(
        _ tab: TabID, _ turn: TurnID, _ request: ChatRequest, _ key: String, on way: ServiceWay
    ) async {
        let log = logger.map { TurnLog($0, turn: turn) }
        let positions = AnswerPositions()
        let publish: @Sendable ([StampedEvent]) async -> Void = { [bus, sequence, log] events in
            log?.note(events)
            await bus.publish(
                events.map { stamped in
                    sequence.envelope(
                        stamped, tab: tab, turn: turn, position: positions.next(stamped.event))
                })
        }
        switch await way.open().value {
        case .success(let transport):
            await publish([
                StampedEvent(
                    instant: now(),
                    event: .requested(transport.withoutKey(request), idempotencyKey: key))
            ])
            await transport.run(request, idempotencyKey: key, firstAttempt: 1) { events in
                let runEvents = events.flatMap { stamped in
                    stamped.runEvents.map { StampedEvent(instant: stamped.instant, event: $0) }
                }
                if !runEvents.isEmpty { await publish(runEvents) }
            }
        case .failure(let failure):
            let events: [RunEvent] = [
                .requested(request, idempotencyKey: key), .failed(failure),
                .ended(.failed, terminator: false),
            ]
            await publish(events.map { StampedEvent(instant: now(), event: $0) })
        }
    }

    /// Lets what is no turn use the transport, which is opened if it is not yet, and stays open
    /// until the end.
    func withTransport<Value>(
        _ use: (Result<any TurnTransport, Failure>) async -> Value
    ) async -> Value {
        let way = turns.withLock { turns in
            turns.way.beginUse()
            return turns.way
        }
        let value = await use(await way.open().value)
        await way.endUse()
        return value
    }
}
