import Synchronization

/// The way a server comes to its end: first nothing new is let in, then what still runs is told
/// to end.
final class ServerEnding: Sendable {
    /// Thrown out of a pause, or other work, when the server ends.
    struct Ended: Error {}

    private struct State {
        var isClosed = false
        var isEnding = false
        var open = 0
        var next = 0
        var cancellations: [Int: @Sendable () -> Void] = [:]
        var waiting: [AsyncStream<Never>.Continuation] = []
    }

    private let state = Mutex(State())

    /// Whether new requests are turned away.
    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Turns new requests away from now on.
    func close() { state.withLock { $0.isClosed = true } }

    /// Ends all pauses and other work, present and future, by throwing `Ended` out of them, and
    /// every wait for idleness that has begun.
    ///
    /// A write to a client that does not read is not ended by that: whoever waits for all
    /// responses has to stop waiting in time.
    func end() {
        let (cancellations, waiting) = state.withLock { state in
            // Told again, it leaves alone what waits for streams to take their leave.
            let waiting = state.isEnding ? [] : state.waiting
            state.waiting.removeFirst(waiting.count)
            state.isClosed = true
            state.isEnding = true
            return (state.cancellations.values, waiting)
        }
        for cancel in cancellations { cancel() }
        for waiter in waiting { waiter.finish() }
    }

    /// Counts a response that is being streamed, until the returned closure is called.
    func open() -> @Sendable () -> Void {
        state.withLock { $0.open += 1 }
        return { [self] in
            let waiting = state.withLock { state in
                state.open -= 1
                guard state.open == 0 else { return [AsyncStream<Never>.Continuation]() }
                defer { state.waiting = [] }
                return state.waiting
            }
            for waiter in waiting { waiter.finish() }
        }
    }

    /// Returns when no response is being streamed any more, after so long, or when the server is
    /// told to end meanwhile.
    func idle(atMost limit: Duration) async {
        let (stream, continuation) = AsyncStream<Never>.makeStream()
        let isIdle = state.withLock { state in
            if state.open > 0 { state.waiting.append(continuation) }
            return state.open == 0
        }
        if isIdle { return }
        let alarm = Task {
            do {
                try await ContinuousClock().sleep(for: limit)
                continuation.finish()
            } catch {
                // Cancelled: everything ended in time.
            }
        }
        for await _ in stream {}
        alarm.cancel()
    }

    /// Sleeps.
    /// - Throws: `Ended` when the server ends meanwhile, `CancellationError` when the task is
    ///   cancelled, and what the clock throws.
    func pause(_ duration: Duration, _ clock: any Clock<Duration>) async throws {
        try await run { try await clock.sleep(for: duration) }
    }

    /// Does work that is cancelled when the server ends.
    /// - Throws: `Ended` when the server ends meanwhile, `CancellationError` when the task is
    ///   cancelled, and what the work throws.
    func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        let number = state.withLock { state -> Int? in
            guard !state.isEnding else { return nil }
            state.next += 1
            state.cancellations[state.next] = { task.cancel() }
            return state.next
        }
        guard let number else {
            task.cancel()
            throw Ended()
        }
        defer { state.withLock { _ = $0.cancellations.removeValue(forKey: number) } }
        do {
            try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch let error as CancellationError {
            if state.withLock(\.isEnding) { throw Ended() }
            throw error
        }
    }
}
