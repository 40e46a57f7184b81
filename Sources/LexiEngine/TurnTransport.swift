public import LexiAPI
public import LexiClient

/// Runs single turns: the live client, or a recording or a script in its place.
public protocol TurnTransport: Sendable {
    /// Runs one turn to its end and never fails: every ending is an event, `ended` the last.
    func run(
        _ request: ChatRequest, idempotencyKey: String,
        emit: @escaping @Sendable ([StampedEvent]) async -> Void) async

    /// Ends what is open.
    func shutdown() async
}

extension LexiClient: TurnTransport {}
