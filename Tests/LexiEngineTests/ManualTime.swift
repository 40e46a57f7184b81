import LexiAPI
import Synchronization

/// A clock that stands still until a test moves it, for one sleeper.
final class ManualTime: Sendable {
    private struct State {
        var seconds = 0.0
        var sleeps: [Duration] = []
        var due = 0.0
        var sleeper: CheckedContinuation<Void, any Error>?
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// How long each sleep was meant to be.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    @Sendable func now() -> Instant {
        Instant(nanoseconds: 0, unixSeconds: 0)
            .advanced(by: .seconds(state.withLock { $0.seconds }))
    }

    /// Sleeps until the clock is moved there.
    @Sendable func sleep(_ duration: Duration) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waiting = state.withLock { state in
                    state.sleeps.append(duration)
                    state.due =
                        state.seconds + Double(duration.components.seconds)
                        + Double(duration.components.attoseconds) / 1e18
                    state.sleeper = continuation
                    return state.waiting.take()
                }
                if Task.isCancelled { cancel() }
                waiting?.resume()
            }
        } onCancel: {
            cancel()
        }
    }

    private func cancel() {
        state.withLock { $0.sleeper.take() }?.resume(throwing: CancellationError())
    }

    /// Returns once somebody sleeps.
    func untilAsleep() async {
        await withCheckedContinuation { continuation in
            let isAsleep = state.withLock { state in
                if state.sleeper == nil { state.waiting = continuation }
                return state.sleeper != nil
            }
            if isAsleep { continuation.resume() }
        }
    }

    /// Moves the clock without waking anybody.
    func pass(_ seconds: Double) { state.withLock { $0.seconds += seconds } }

    /// Moves the clock, wakes the sleeper if it is time, and returns once it sleeps again.
    func advance(to seconds: Double) async {
        await untilAsleep()
        let sleeper = state.withLock { state in
            state.seconds = seconds
            return state.due <= seconds ? state.sleeper.take() : nil
        }
        sleeper?.resume()
        await untilAsleep()
    }
}
