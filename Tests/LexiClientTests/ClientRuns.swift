import LexiAPI
import LexiClient
import LexiTesting
import LexiWire
import Synchronization
import Testing

/// Gathers what a client emits.
final class EventLog: Sendable {
    private let received = Mutex<[RunEvent]>([])

    var events: [RunEvent] { received.withLock { $0 } }

    @Sendable func take(_ batch: [StampedAttemptEvent]) async {
        received.withLock { $0 += batch.flatMap(\.runEvents) }
    }
}

/// A turn run against a scripted server, from the receiver's side.
final class Turn: Sendable {
    private let received = Mutex<[[StampedAttemptEvent]]>([])
    private let configuration: ClientConfiguration
    private let surroundings: ClientSurroundings
    private let onEvent: @Sendable (RunEvent) -> Void

    static let request = ChatRequest(message: "Who is this?")
    static let idempotencyKey = "0b4c1a52-7a7e-4b1f-9a55-2f1f6f0f7a10"

    /// - Parameters:
    ///   - retries: A single attempt, unless a test is about more.
    ///   - onEvent: Called for each event before the client may read on.
    init(
        _ baseURL: String, key: String? = "wbk_test",
        timeouts: ClientConfiguration.Timeouts = .init(),
        retries: ClientConfiguration.RetryPolicy = .init(maximumRetries: 0),
        surroundings: ClientSurroundings = .system,
        onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) throws {
        var configuration = try ClientConfiguration(
            baseURL: baseURL, apiKey: key.map { Secret($0) }, timeouts: timeouts,
            userAgent: "lexi/test")
        configuration.retries = retries
        self.configuration = configuration
        self.surroundings = surroundings
        self.onEvent = onEvent
    }

    var batches: [[StampedAttemptEvent]] { received.withLock { $0 } }
    var attemptEvents: [StampedAttemptEvent] { Array(batches.joined()) }
    var allEvents: [RunEvent] { attemptEvents.flatMap(\.runEvents) }

    /// What the events of the attempts say when they are read again, which has to be the same.
    var eventsReadAgain: [RunEvent] {
        var decoder = AttemptDecoder()
        return attemptEvents.flatMap {
            decoder.read($0.event, unixNow: $0.instant.unixSeconds)
        }
    }

    @discardableResult
    func run(_ request: ChatRequest = Turn.request) async -> [RunEvent] {
        let client = LexiClient(configuration, surroundings: surroundings)
        await client.run(request, idempotencyKey: Self.idempotencyKey) { batch in
            self.received.withLock { $0.append(batch) }
            for event in batch.flatMap(\.runEvents) { self.onEvent(event) }
        }
        await client.shutdown()
        #expect(eventsReadAgain == allEvents)
        return allEvents
    }
}

/// Plays a script to one turn.
func run(
    _ script: [ScriptedServer.Step], timeouts: ClientConfiguration.Timeouts = .init()
) async throws -> [RunEvent] {
    let server = try ScriptedServer([[.readRequest] + script])
    defer { server.stop() }
    return await (try Turn(server.url, timeouts: timeouts)).run()
}
