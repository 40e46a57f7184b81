import Synchronization

/// A clock whose sleepers, after the first few, wait for the gate to open or for cancellation.
final class GateClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private struct State {
        var isOpen = false
        var passing = 0
        var waiting: [AsyncStream<Never>.Continuation] = []
    }

    private let state: Mutex<State>

    /// - Parameter passing: how many sleeps end at once before the gate is met.
    init(passing: Int = 0) { state = Mutex(State(passing: passing)) }

    var now: Instant { ContinuousClock.now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let gate = state.withLock { state -> AsyncStream<Never>? in
            guard !state.isOpen else { return nil }
            state.passing -= 1
            guard state.passing < 0 else { return nil }
            let (stream, continuation) = AsyncStream<Never>.makeStream()
            state.waiting.append(continuation)
            return stream
        }
        if let gate {
            for await _ in gate {}
        }
        try Task.checkCancellation()
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            return state.waiting
        }
        for waiter in waiting { waiter.finish() }
    }
}

/// A clock that works so many times and then fails.
final class FailingClock: Clock {
    typealias Instant = ContinuousClock.Instant
    struct Broken: Error {}

    private let left: Mutex<Int>

    init(after sleeps: Int) { left = Mutex(sleeps) }

    var now: Instant { ContinuousClock.now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let isLeft = left.withLock { left in
            left -= 1
            return left >= 0
        }
        if !isLeft { throw Broken() }
    }
}
