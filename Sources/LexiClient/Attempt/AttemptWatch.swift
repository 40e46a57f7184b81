internal import LexiAPI
internal import LexiWire
internal import Synchronization

/// What a connection tells about one attempt while it carries it: the request as it left, when the
/// head came, and the bytes of the body, each piece with the moment at which it was taken from the
/// connection.
///
/// The connection's thread puts in, one task takes out. Up to ``limit`` bytes are kept that nobody
/// has taken yet; with more the connection is not read.
final class AttemptWatch: Sendable {
    struct Piece: Sendable, Equatable {
        let instant: LexiAPI.Instant
        let bytes: [UInt8]
    }

    /// Names the watch in a request's headers, from which ``AttemptTap`` takes it out again.
    static let headerName = "Lexi-Attempt"

    static let limit = 256 << 10
    /// What a piece costs besides its bytes.
    private static let overhead = 64

    private struct State {
        var sent: (request: SentRequest, instant: LexiAPI.Instant)?
        var headInstant: LexiAPI.Instant?
        var pieces: [Piece] = []
        var weight = 0
        /// Whether the request was sent, or will not be.
        var isSendingOver = false
        var isBodyOver = false
        var sendingWaiter: CheckedContinuation<Void, Never>?
        var bodyWaiter: CheckedContinuation<Void, Never>?
        var isReadingHeld = false
        /// Whether the task that takes the bytes rests.
        var isResting = false
        /// Whether the connection is to be read in a moment, or when the rest is over.
        var isReadingPaused = false
        var readOn: (@Sendable () -> Void)?
    }

    let number: Int
    private let state = Mutex(State())

    init(number: Int) { self.number = number }

    // MARK: The connection's side

    /// May come again, as long as nothing was answered.
    ///
    /// - Parameter readOn: Has the connection read again after ``holdsReading()``.
    func noteSent(
        _ request: SentRequest, at instant: LexiAPI.Instant, readOn: @escaping @Sendable () -> Void
    ) {
        let waiter = state.withLock { state in
            state.sent = (request, instant)
            state.readOn = readOn
            state.isSendingOver = true
            // A request that met the end of an idle connection goes over another one as well.
            state.isBodyOver = false
            return state.sendingWaiter.take()
        }
        waiter?.resume()
    }

    func noteHead(at instant: LexiAPI.Instant) { state.withLock { $0.headInstant = instant } }

    func append(_ bytes: [UInt8], at instant: LexiAPI.Instant) {
        let waiter = state.withLock { state in
            state.pieces.append(Piece(instant: instant, bytes: bytes))
            state.weight += bytes.count + Self.overhead
            return state.bodyWaiter.take()
        }
        waiter?.resume()
    }

    /// Whether the connection is not to be read now. If so, it is told when it may be.
    func holdsReading() -> Bool {
        state.withLock { state in
            if state.weight >= Self.limit { state.isReadingHeld = true }
            return state.isReadingHeld
        }
    }

    /// Whether the connection is to be read in a moment only, since nobody looks before that.
    func pausesReading() -> Bool {
        state.withLock { state in
            state.isReadingPaused = state.isResting
            return state.isResting
        }
    }

    /// The moment is over.
    ///
    /// - Returns: Whether the connection is still to be read for it.
    func endPause() -> Bool {
        state.withLock { state in
            defer { state.isReadingPaused = false }
            return state.isReadingPaused
        }
    }

    /// Nothing more comes from the connection.
    func finish() {
        let waiter = state.withLock { state in
            state.isBodyOver = true
            state.readOn = nil
            return state.bodyWaiter.take()
        }
        waiter?.resume()
    }

    // MARK: The attempt's side

    /// The request that is being made has got an answer, or never will.
    func finishSending() {
        let waiter = state.withLock { state in
            state.isSendingOver = true
            return state.sendingWaiter.take()
        }
        waiter?.resume()
    }

    /// Suspends until the request has left.
    ///
    /// - Returns: `nil` when it never does.
    func sent() async -> (request: SentRequest, instant: LexiAPI.Instant)? {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isSendingOver { state.sendingWaiter = continuation }
                return state.isSendingOver
            }
            if isOver { continuation.resume() }
        }
        return state.withLock { $0.sent }
    }

    /// When the head of the response came.
    var headInstant: LexiAPI.Instant? { state.withLock { $0.headInstant } }

    /// Nobody looks at what comes while something is done.
    func resting(_ rest: () async -> Void) async {
        state.withLock { $0.isResting = true }
        await rest()
        let readOn = state.withLock { state in
            defer {
                state.isResting = false
                state.isReadingPaused = false
            }
            return state.isReadingPaused ? state.readOn : nil
        }
        readOn?()
    }

    /// Suspends until there is more of the body, and takes all there is.
    ///
    /// - Returns: `nil` when nothing more comes, or when the task is cancelled.
    func next() async -> [Piece]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    let isReady = !state.pieces.isEmpty || state.isBodyOver || Task.isCancelled
                    if !isReady { state.bodyWaiter = continuation }
                    return isReady
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.bodyWaiter.take() }?.resume()
        }
        if Task.isCancelled { return nil }
        let (pieces, readOn) = state.withLock { state in
            defer {
                state.pieces = []
                state.weight = 0
                state.isReadingHeld = false
            }
            return (state.pieces, state.isReadingHeld ? state.readOn : nil)
        }
        readOn?()
        return pieces.isEmpty ? nil : pieces
    }
}

/// The attempts under way, by the numbers that their requests carry to their connections.
final class AttemptWatches: Sendable {
    private struct State {
        var last = 0
        var watches: [Int: AttemptWatch] = [:]
    }

    private let state = Mutex(State())

    func add() -> AttemptWatch {
        state.withLock { state in
            state.last += 1
            let watch = AttemptWatch(number: state.last)
            state.watches[state.last] = watch
            return watch
        }
    }

    func remove(_ watch: AttemptWatch) {
        state.withLock { $0.watches[watch.number] = nil }
    }

    subscript(number: Int) -> AttemptWatch? { state.withLock { $0.watches[number] } }
}
