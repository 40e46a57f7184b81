public import LexiAPI
public import LexiBus
public import LexiClient
public import LexiSession
public import LexiState
import LexiWire
public import Logging
import Synchronization

/// Does what the state asks for: asks and stops turns, and publishes what becomes of them.
///
/// Each turn is a task of its own that reads the stream, and waits for the bus before it reads
/// on. Turns of different conversations run at the same time.
public final class Engine: Sendable {
    /// Where every event goes.
    public let bus: SessionBus

    /// The latest run of a turn. One that is tried again has another one.
    private struct Run {
        var number: Int
        var conversation: ConversationID
        var task: Task<Void, Never>?
        /// Whether no other turn has run while it did.
        var isAlone: Bool
        var isCancelled = false
        /// Whether its end was told, so that it changes nothing more; it may still be a moment
        /// until it has gone.
        var isOver = false
    }

    private struct Turns {
        /// What new turns take.
        var way: ServiceWay
        /// Closes ways that were left while nobody used them.
        var closing: [Task<Void, Never>] = []
        var running: [TurnID: Run] = [:]
        var started = 0
        var isShutDown = false
    }

    private let turns: Mutex<Turns>
    private let now: @Sendable () -> Instant
    private let makeKey: @Sendable () -> String
    private let isWritten: @Sendable (SessionEvent) async -> Void
    private let logger: Logger?

    /// Creates an engine; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - now: The clock for what the user does, and for what fails before there is a transport.
    ///   - makeKey: Makes the idempotency key of a turn; a random UUID unless told otherwise.
    ///   - isWritten: Returns when a question is written down, where that is done: nothing is sent
    ///     before.
    ///   - logger: Is told what becomes of turns, from the warnings down to every tool step.
    ///   - connect: Opens the transport, once, when ``prepare()`` or the first turn asks for it.
    ///     Its failure is the failure of every turn that needed it; the next one tries again.
    public init(
        bus: SessionBus = .session(),
        now: @escaping @Sendable () -> Instant = SystemClock.now,
        makeKey: @escaping @Sendable () -> String = IdempotencyKey.random,
        isWritten: @escaping @Sendable (SessionEvent) async -> Void = { _ in },
        logger: Logger? = nil,
        connect: @escaping @Sendable () async throws(Failure) -> any TurnTransport
    ) {
        self.bus = bus
        self.now = now
        self.makeKey = makeKey
        self.isWritten = isWritten
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

    /// Starts or stops a turn, or tells what the user did, and returns at once.
    public func perform(_ effect: Effect) {
        switch effect {
        case .ask(let asking): ask(asking)
        case .cancelTurn(let turn): cancel(turn)
        case .tell(let body, let conversation): tell(body, of: conversation)
        }
    }

    /// Tells all who read that something has happened which is no turn's.
    public func tell(_ body: SessionEvent.Body, of conversation: ConversationID?) {
        bus.post([SessionEvent(instant: now(), conversation: conversation, body: body)])
    }

    private func cancel(_ turn: TurnID) {
        // Told once, however often it is asked for.
        let run = turns.withLock { turns -> Run? in
            guard let run = turns.running[turn], !run.isCancelled else { return nil }
            turns.running[turn]?.isCancelled = true
            return run
        }
        guard let run else { return }
        bus.post([
            SessionEvent(
                instant: now(), conversation: run.conversation, turn: turn, body: .cancelled)
        ])
        run.task?.cancel()
    }

    /// Stops every turn, publishes their ends, closes the transport and finishes the bus.
    public func shutdown() async {
        let (way, running, closing) = turns.withLock { turns in
            turns.isShutDown = true
            return (turns.way, turns.running.values.compactMap(\.task), turns.closing)
        }
        for task in running { task.cancel() }
        for task in running { await task.value }
        for task in closing { await task.value }
        await way.close()
        await bus.finish()
    }

    private func ask(_ asking: Asking) {
        guard let way = turns.withLock({ $0.isShutDown ? nil : $0.way }) else { return }
        let key = asking.idempotencyKey ?? makeKey()
        let events = asking.events(
            at: now(), idempotencyKey: key, request: way.withoutKey(asking.request))
        guard let asked = bus.post(events).last else { return }
        turns.withLock { turns in
            guard !turns.isShutDown else { return }
            turns.started += 1
            let number = turns.started
            // The screen may ask for another try as soon as it has the end of the last one, which
            // is a moment before that run is over.
            let former = turns.running[asking.turn]?.task
            let others = turns.running.filter { $0.key != asking.turn && !$0.value.isOver }
            let isAlone = others.isEmpty
            for turn in others.keys { turns.running[turn]?.isAlone = false }
            let way = turns.way
            way.beginUse()
            let task = Task {
                await former?.value
                await self.isWritten(asked)
                await self.run(asking, key, on: way)
                await way.endUse()
                self.turns.withLock { turns in
                    if turns.running[asking.turn]?.number == number {
                        turns.running[asking.turn] = nil
                    }
                }
            }
            turns.running[asking.turn] = Run(
                number: number, conversation: asking.conversation, task: task, isAlone: isAlone)
        }
    }

    private func run(_ asking: Asking, _ key: String, on way: ServiceWay) async {
        let log = logger.map { TurnLog($0, turn: asking.turn) }
        log?.note([.requested(asking.request, idempotencyKey: key)])
        let publish: @Sendable ([StampedAttemptEvent]) async -> Void = { [bus, log] events in
            for stamped in events { log?.note(stamped.runEvents) }
            await bus.publish(events.map { self.event($0, of: asking) })
        }
        switch await way.open().value {
        case .success(let transport):
            await transport.run(
                asking.request, idempotencyKey: key, firstAttempt: asking.attempt, emit: publish)
        case .failure(let failure):
            await publish([
                StampedAttemptEvent(
                    instant: now(), attempt: asking.attempt, event: .ended(.failure(failure)),
                    runEvents: [.failed(failure), .ended(.failed, terminator: false)])
            ])
        }
    }

    private func event(_ stamped: StampedAttemptEvent, of asking: Asking) -> SessionEvent {
        let body: SessionEvent.Body
        if case .ended(let cut) = stamped.event {
            let isAlone = turns.withLock { turns in
                turns.running[asking.turn]?.isOver = true
                return turns.running[asking.turn]?.isAlone ?? true
            }
            body = .ended(Ending(cut: cut, isAlone: isAlone), stamped.runEvents)
        } else {
            body = .attempt(stamped.event, stamped.runEvents)
        }
        return SessionEvent(
            instant: stamped.instant, conversation: asking.conversation, turn: asking.turn,
            attempt: stamped.attempt, body: body)
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
