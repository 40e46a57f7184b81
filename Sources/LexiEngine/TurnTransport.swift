public import LexiAPI
public import LexiClient
public import LexiWire

/// Runs single turns: the live client, or a recording or a script in its place.
public protocol TurnTransport: Sendable {
    /// Runs one turn to its end and never fails: every ending is an event, `ended` the last.
    ///
    /// - Parameter firstAttempt: The number of the first attempt; the others count on.
    func run(
        _ request: ChatRequest, idempotencyKey: String, firstAttempt: Int,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void) async

    /// The request as it may be shown and kept: without the key that this goes with, should it
    /// hold that.
    func withoutKey(_ request: ChatRequest) -> ChatRequest

    /// Ends what is open.
    func shutdown() async
}

extension TurnTransport {
    /// The request as it is, of a transport that has no key.
    public func withoutKey(_ request: ChatRequest) -> ChatRequest { request }
}

extension LexiClient: TurnTransport {}
