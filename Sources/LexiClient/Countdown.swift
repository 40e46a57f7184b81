internal import NIOCore
internal import Synchronization

/// Calls back once, when it has not been renewed for a given time.
///
/// Renewing only notes the moment. The timer looks at that note when it fires and, if it was
/// renewed meanwhile, sets itself again for the rest; so a chunk costs no timer.
final class Countdown: Sendable {
    private struct State {
        /// `nil` while paused.
        var lastRenewal: NIODeadline?
        var timer: Scheduled<Void>?
        var isOver = false
    }

    private let eventLoop: any EventLoop
    private let time: TimeAmount
    private let onExpiry: @Sendable () -> Void
    private let state: Mutex<State>

    /// Starts counting.
    init(
        _ duration: Duration, on eventLoop: any EventLoop, onExpiry: @escaping @Sendable () -> Void
    ) {
        self.eventLoop = eventLoop
        self.time = TimeAmount(duration)
        self.onExpiry = onExpiry
        state = Mutex(State(lastRenewal: .now()))
        schedule(at: .now() + time)
    }

    /// Counts from now, also after a pause.
    func renew() { state.withLock { $0.lastRenewal = .now() } }

    /// Stands still until renewed.
    func pause() { state.withLock { $0.lastRenewal = nil } }

    /// Ends it; the callback is not called any more, unless it is being called already.
    func cancel() {
        let timer = state.withLock { state in
            state.isOver = true
            defer { state.timer = nil }
            return state.timer
        }
        timer?.cancel()
    }

    private func schedule(at deadline: NIODeadline) {
        let timer = eventLoop.scheduleTask(deadline: deadline) { self.check() }
        let isOver = state.withLock { state in
            if !state.isOver { state.timer = timer }
            return state.isOver
        }
        if isOver { timer.cancel() }
    }

    private func check() {
        let now = NIODeadline.now()
        let next: NIODeadline? = state.withLock { state in
            guard !state.isOver else { return nil }
            let due = (state.lastRenewal ?? now) + time
            if due > now { return due }
            state.isOver = true
            state.timer = nil
            return now
        }
        guard let next else { return }
        if next > now { schedule(at: next) } else { onExpiry() }
    }
}
