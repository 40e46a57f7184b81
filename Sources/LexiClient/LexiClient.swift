public import LexiAPI
public import LexiWire
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
    /// The order is that of ``AttemptEvent``, for one attempt after the other; `ended` always comes
    /// and is always last. With each event come the run events that it means, as ``AttemptDecoder``
    /// reads them: any number of `retrying`, `responded` if a response came, the stream's events,
    /// and `ended`. Failures on the way are `failed` events with the codes `network`, `timeout`,
    /// `protocol`, `http_STATUS` or the server's own. The API key is in none of them.
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
    ///   - firstAttempt: The number of the first attempt, which is more than 1 when the turn was
    ///     tried before; the others count on.
    ///   - emit: Takes the events, one batch for what has been received since the last. Nothing
    ///     more is decoded until it returns, and no more than 256 KiB are read ahead, so a slow
    ///     receiver holds back the server instead of filling memory.
    public func run(
        _ request: ChatRequest, idempotencyKey: String, firstAttempt: Int = 1,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void
    ) async {
        let now = surroundings.now
        let emitter = TurnEmitter(
            key: configuration.apiKey, firstAttempt: firstAttempt, emit: emit)
        let start = now()
        let cut: Cut
        if let transport = openTransport() {
            cut = await finish(
                TurnAttempt(
                    configuration: configuration, transport: transport, request: request,
                    idempotencyKey: idempotencyKey, now: now, rest: surroundings.rest,
                    emit: emitter),
                firstAttempt, since: start)
        } else {
            cut = .failure(Failure(code: .network, message: "The client has been shut down."))
        }
        // A task of its own does not inherit the cancellation: the end is delivered even by a
        // receiver that gives up in a cancelled task.
        await Task { await emitter(.ended(cut), at: now()) }.value
    }

    /// The request as it may be shown and kept: without the API key, should it hold that.
    public func withoutKey(_ request: ChatRequest) -> ChatRequest {
        configuration.apiKey.map(request.redacted) ?? request
    }

    /// Attempts the turn until it is over, and returns what cut its answer off.
    private func finish(
        _ attempt: TurnAttempt, _ firstAttempt: Int, since start: LexiAPI.Instant
    ) async -> Cut {
        var planner = RetryPlanner(configuration.retries, firstAttempt: firstAttempt)
        func remaining() -> Duration? {
            configuration.timeouts.overall.map {
                $0 - .seconds(surroundings.now().seconds(since: start))
            }
        }
        while true {
            let failed: FailedAttempt
            switch await attempt.run(within: remaining()) {
            case .final(let cut): return cut
            case .repeatable(let attempt): failed = attempt
            }
            if Task.isCancelled { return .cancelled }
            let instant = surroundings.now()
            let decision = planner.decide(
                about: failed, unixNow: instant.unixSeconds, remaining: remaining(),
                chance: surroundings.chance())
            switch decision {
            case .giveUp(let failure):
                // A response tells its own failure.
                return failed.head == nil ? .failure(failure) : .none
            case .retry(let retry):
                await attempt.emit(.retryPlanned(retry), at: instant)
                do {
                    try await surroundings.sleep(retry.wait)
                } catch {
                    // Sleeping ends early for one reason only.
                    return .cancelled
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
                let transport = HTTPTransport(configuration, now: surroundings.now)
                lifecycle = .open(transport)
                return transport
            }
        }
    }
}
