internal import LexiAPI
internal import LexiWire
internal import Synchronization

/// Hands on what happens to a turn's attempts, each event with what it means and without the key,
/// which a server may quote.
final class TurnEmitter: Sendable {
    private struct State {
        var attempt: Int
        var decoder = AttemptDecoder()
        /// Takes the key out of the body that is being read.
        var redaction: WireRedaction?
        /// How many bytes came behind the last that is looked at.
        var tailBytes = 0
        /// What goes on with the next event.
        var kept: [StampedAttemptEvent] = []

        mutating func read(_ event: AttemptEvent, at instant: LexiAPI.Instant) {
            kept.append(
                StampedAttemptEvent(
                    instant: instant, attempt: attempt, event: event,
                    runEvents: decoder.read(event, unixNow: instant.unixSeconds)))
        }

        mutating func read(_ pieces: [WireRedaction.Piece]) {
            for piece in pieces { read(.received(piece.received), at: piece.instant) }
        }

        mutating func take() -> [StampedAttemptEvent] {
            defer { kept = [] }
            return kept
        }
    }

    private let key: Secret?
    private let emit: @Sendable ([StampedAttemptEvent]) async -> Void
    private let state: Mutex<State>

    init(
        key: Secret?, firstAttempt: Int,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void
    ) {
        self.key = key
        self.emit = emit
        state = Mutex(State(attempt: firstAttempt))
    }

    /// Returns when the receiver has taken the event, which is what holds back the socket.
    func callAsFunction(_ event: AttemptEvent, at instant: LexiAPI.Instant) async {
        let event = key.map(event.redacted) ?? event
        await emit(
            state.withLock { state in
                if case .head(let head) = event {
                    state.redaction = key.flatMap { WireRedaction($0, behind: head) }
                }
                state.read(event, at: instant)
                if case .retryPlanned = event { state.attempt += 1 }
                return state.take()
            })
    }

    /// Hands on pieces of the body in the same manner. There may be nothing to hand on yet: pieces
    /// that begin a key wait for the rest of it.
    func callAsFunction(_ pieces: [AttemptWatch.Piece]) async {
        let events = state.withLock { state in
            for piece in pieces {
                if state.decoder.isFinished { state.tailBytes += piece.bytes.count }
                if state.redaction == nil {
                    state.read(.received(ReceivedBytes(piece.bytes)), at: piece.instant)
                } else {
                    state.read(state.redaction?.feed(piece.bytes, at: piece.instant) ?? [])
                }
            }
            return state.take()
        }
        if !events.isEmpty { await emit(events) }
    }

    /// Ends the body. What of it is still kept goes on with the next event.
    func closeBody() {
        state.withLock { state in
            state.read(state.redaction?.finish() ?? [])
            state.redaction = nil
        }
    }

    /// Whether nothing of the body that is still to come would be looked at.
    var isFinished: Bool { state.withLock { $0.decoder.isFinished } }

    /// How many bytes came since.
    var tailBytes: Int { state.withLock { $0.tailBytes } }

    /// Whether `done` or `error` was read, so that only the terminator is missing.
    var isSettled: Bool { state.withLock { $0.decoder.isSettled } }

    /// Why the request may be sent once more, as far as a response has said.
    var failedAttempt: FailedAttempt? { state.withLock { $0.decoder.failedAttempt } }
}
