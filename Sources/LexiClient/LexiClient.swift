public import LexiAPI
internal import LexiWire
internal import Synchronization

/// Talks to Lexi: the streaming chat, `POST /v1/lexi/chat/stream`, and the endpoints beside it.
///
/// One client serves any number of turns and calls at once. Its thread and connections are made with the
/// first of them, not with the client, so that a program can start before it needs them.
public final class LexiClient: Sendable {
    private enum Lifecycle {
        case unused
        case open(HTTPTransport)
        case shutDown
    }

    let configuration: ClientConfiguration
    let surroundings: ClientSurroundings
    private let lifecycle = Mutex(Lifecycle.unused)

    /// Creates a client; nothing is connected yet.
    ///
    /// - Parameters:
    ///   - configuration: Where the API is and how long to wait for it.
    ///   - surroundings: The clock that events are stamped with, and what passes time.
    public init(
        _ configuration: ClientConfiguration, surroundings: ClientSurroundings = .system
    ) {
        self.configuration = configuration
        self.surroundings = surroundings
    }

    /// Runs one turn to its end. It never throws: whatever happens is an event.
    ///
    /// The order is `requested`, any number of `retrying`, `responded` if a response came, the
    /// stream's events, and `ended`, which always comes and is always last. Failures on the way
    /// are `failed` events with the codes `network`, `timeout`, `protocol`, `http_STATUS` or the
    /// server's own. The API key is in none of them.
    ///
    /// As long as nothing of an answer came, the request is sent again by itself, within the
    /// bounds of ``ClientConfiguration/RetryPolicy``: when there was no connection, when it broke
    /// before a response, and after the statuses 429, 502, 503 and 504. Each attempt carries the
    /// same key, so that the server does the work once.
    ///
    /// An answer that breaks off by itself is `incomplete`; if the transport reported why, a
    /// `failed` event says so first. If not even one event had come, the turn `failed`.
    ///
    /// Cancelling the task closes the connection, or ends the wait for the next attempt, at once;
    /// the turn's last event is then `ended(.cancelled)`, which is delivered like any other.
    ///
    /// - Parameters:
    ///   - request: What to ask.
    ///   - idempotencyKey: A UUID that is used again only to retry this very turn.
    ///   - emit: Takes the events, one batch for each received chunk. Nothing more is read until
    ///     it returns, so a slow receiver holds back the server instead of filling memory.
    public func run(
        _ request: ChatRequest, idempotencyKey: String,
        emit: @escaping @Sendable ([StampedEvent]) async -> Void
    ) async {
        let now = surroundings.now
        let emitter = TurnEmitter(key: configuration.apiKey, now: now, emit: emit)
        let start = now()
        await emitter([.requested(request, idempotencyKey: idempotencyKey)])
        let ending: [RunEvent]
        if let transport = openTransport() {
            ending = await finish(
                TurnAttempt(
                    configuration: configuration, transport: transport, request: request,
                    idempotencyKey: idempotencyKey, now: now, rest: surroundings.rest,
                    emit: emitter),
                since: start)
        } else {
            let failure = Failure(code: .network, message: "The client has been shut down.")
            ending = [.failed(failure), .ended(.failed, terminator: false)]
        }
        // A task of its own does not inherit the cancellation: the end is delivered even by a
        // receiver that gives up in a cancelled task.
        await Task { await emitter(ending) }.value
    }

    /// Attempts the turn until it is over, and returns its last events.
    private func finish(_ attempt: TurnAttempt, since start: LexiAPI.Instant) async -> [RunEvent] {
        var planner = RetryPlanner(configuration.retries)
        func remaining() -> Duration? {
            configuration.timeouts.overall.map {
                $0 - .seconds(surroundings.now().seconds(since: start))
            }
        }
        while true {
            let failed: FailedAttempt
            switch await attempt.run(within: remaining()) {
            case .final(let events): return events
            case .repeatable(let attempt): failed = attempt
            }
            if Task.isCancelled { return [.ended(.cancelled, terminator: false)] }
            let decision = planner.decide(
                about: failed, unixNow: surroundings.now().unixSeconds, remaining: remaining(),
                chance: surroundings.chance())
            switch decision {
            case .giveUp(let failure):
                let head = failed.head.map { [RunEvent.responded($0)] } ?? []
                return head + [.failed(failure), .ended(.failed, terminator: false)]
            case .retry(let retry):
                await attempt.emit([.retrying(retry)])
                do {
                    try await surroundings.sleep(retry.wait)
                } catch {
                    // Sleeping ends early for one reason only.
                    return [.ended(.cancelled, terminator: false)]
                }
            }
        }
    }

    /// Closes all connections and ends the client's thread. Turns that still run fail.
    public func shutdown() async {
        let former = lifecycle.withLock { lifecycle in
            defer { lifecycle = .shutDown }
            return lifecycle
        }
        if case .open(let transport) = former { await transport.shutdown() }
    }

    /// The transport, made with the first call; `nil` once the client is shut down.
    func openTransport() -> HTTPTransport? {
        lifecycle.withLock { lifecycle in
            switch lifecycle {
            case .open(let transport): return transport
            case .shutDown: return nil
            case .unused:
                let transport = HTTPTransport(configuration)
                lifecycle = .open(transport)
                return transport
            }
        }
    }
}
