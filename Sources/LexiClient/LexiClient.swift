internal import AsyncHTTPClient
public import LexiAPI
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Talks to Lexi's streaming chat, `POST /v1/lexi/chat/stream`.
///
/// One client serves any number of turns at once. Its thread and connections are made with the
/// first turn, not with the client, so that a program can start before it needs them.
public final class LexiClient: Sendable {
    private enum Lifecycle {
        case unused
        case open(HTTPTransport)
        case shutDown
    }

    private let configuration: ClientConfiguration
    private let now: @Sendable () -> LexiAPI.Instant
    private let lifecycle = Mutex(Lifecycle.unused)

    /// Creates a client; nothing is connected yet.
    ///
    /// - Parameters:
    ///   - configuration: Where the API is and how long to wait for it.
    ///   - now: The clock that events are stamped with.
    public init(
        _ configuration: ClientConfiguration,
        now: @escaping @Sendable () -> LexiAPI.Instant = SystemClock.now
    ) {
        self.configuration = configuration
        self.now = now
    }

    /// Runs one turn to its end. It never throws: whatever happens is an event.
    ///
    /// The order is `requested`, `responded` if a response came, the stream's events, and `ended`,
    /// which always comes and is always last. Failures on the way are `failed` events with the
    /// codes `network`, `timeout`, `protocol`, `http_STATUS` or the server's own. The API key is
    /// in none of them.
    ///
    /// An answer that breaks off by itself is `incomplete`; if the transport reported why, a
    /// `failed` event says so first. If not even one event had come, the turn `failed`.
    ///
    /// Cancelling the task closes the connection at once; the turn's last event is then
    /// `ended(.cancelled)`, which is delivered like any other.
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
        let emitter = TurnEmitter(key: configuration.apiKey, now: now, emit: emit)
        await emitter([.requested(request, idempotencyKey: idempotencyKey)])
        let ending: [RunEvent]
        if let transport = openTransport() {
            let attempt = TurnAttempt(
                configuration: configuration, transport: transport, request: request,
                idempotencyKey: idempotencyKey, emit: emitter)
            ending = await attempt.run().events
        } else {
            let failure = Failure(code: .network, message: "The client has been shut down.")
            ending = [.failed(failure), .ended(.failed, terminator: false)]
        }
        // A task of its own does not inherit the cancellation: the end is delivered even by a
        // receiver that gives up in a cancelled task.
        await Task { await emitter(ending) }.value
    }

    /// Closes all connections and ends the client's thread. Turns that still run fail.
    public func shutdown() async {
        let former = lifecycle.withLock { lifecycle in
            defer { lifecycle = .shutDown }
            return lifecycle
        }
        if case .open(let transport) = former { await transport.shutdown() }
    }

    private func openTransport() -> HTTPTransport? {
        lifecycle.withLock { lifecycle in
            switch lifecycle {
            case .open(let transport): return transport
            case .shutDown: return nil
            case .unused:
                let transport = HTTPTransport(connectTimeout: configuration.timeouts.connect)
                lifecycle = .open(transport)
                return transport
            }
        }
    }
}

/// The HTTP client and the one thread it runs on.
struct HTTPTransport: Sendable {
    let http: HTTPClient
    let group: MultiThreadedEventLoopGroup
    let executor: EventLoopExecutor

    init(connectTimeout: Duration) {
        // One conversation is a trickle of small chunks; one thread carries many of them.
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        executor = EventLoopExecutor(group.next())
        // A request with a key and a question goes to the configured host and to no other.
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = TimeAmount(connectTimeout)
        // Left on, a refused connection is tried again until the time-out for connecting.
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    func shutdown() async {
        do {
            try await http.shutdown()
            try await group.shutdownGracefully()
        } catch {
            // Both only fail when asked twice, which `LexiClient` rules out.
            assertionFailure("shutting down: \(error)")
        }
    }
}
