public import LexiAPI
public import LexiBus
public import LexiClient
public import LexiState
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
        /// The latest run of each turn. A turn that is tried again has another one.
        var running: [TurnID: (number: Int, task: Task<Void, Never>)] = [:]
        var started = 0
        var isShutDown = false
    }

    private let connect: @Sendable () async throws(Failure) -> any TurnTransport
    private let transport = Mutex<Task<Result<any TurnTransport, Failure>, Never>?>(nil)
    private let turns = Mutex(Turns())
    private let sequence = EnvelopeSequence()
    private let now: @Sendable () -> Instant
    private let makeKey: @Sendable () -> String
    private let logger: Logger?

    /// Creates an engine; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - now: The clock for what fails before there is a transport.
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
        self.connect = connect
    }

    /// Opens the transport ahead of the first turn, without waiting for it.
    public func prepare() { _ = openTransport() }

    /// Starts or stops a turn and returns at once.
    public func perform(_ effect: Effect) {
        switch effect {
        case .startTurn(let tab, let turn, let request, let key): start(tab, turn, request, key)
        case .cancelTurn(let turn): turns.withLock { $0.running[turn]?.task }?.cancel()
        }
    }

    /// Stops every turn, publishes their ends, closes the transport and finishes the bus.
    public func shutdown() async {
        let running = turns.withLock { turns in
            turns.isShutDown = true
            return turns.running.values.map(\.task)
        }
        for task in running { task.cancel() }
        for task in running { await task.value }
        let opened = transport.withLock { $0.take() }
        if case .success(let transport)? = await opened?.value { await transport.shutdown() }
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
            let task = Task {
                await former?.value
                await self.run(tab, turn, request, key ?? self.makeKey())
                self.turns.withLock { turns in
                    if turns.running[turn]?.number == number { turns.running[turn] = nil }
                }
            }
            turns.running[turn] = (number, task)
        }
    }

    private func run(
        _ tab: TabID, _ turn: TurnID, _ request: ChatRequest, _ key: String
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
        switch await openTransport().value {
        case .success(let transport):
            await transport.run(request, idempotencyKey: key, emit: publish)
        case .failure(let failure):
            let events: [RunEvent] = [
                .requested(request, idempotencyKey: key), .failed(failure),
                .ended(.failed, terminator: false),
            ]
            await publish(events.map { StampedEvent(instant: now(), event: $0) })
        }
    }

    /// The transport, for what is no turn; it is opened if it is not yet.
    func openedTransport() async -> Result<any TurnTransport, Failure> {
        await openTransport().value
    }

    private func openTransport() -> Task<Result<any TurnTransport, Failure>, Never> {
        transport.withLock { task in
            if let task { return task }
            let opening = Task { () -> Result<any TurnTransport, Failure> in
                do throws(Failure) {
                    return .success(try await self.connect())
                } catch {
                    self.transport.withLock { $0 = nil }
                    return .failure(error)
                }
            }
            task = opening
            return opening
        }
    }
}
