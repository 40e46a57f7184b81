internal import NIOCore
internal import Synchronization

/// Watches over one request's time-outs: one limit at a time for the step it is in, and one for
/// the whole. When a limit passes, it notes which and cancels the reading.
final class TurnTimer: Sendable {
    enum Limit: Sendable {
        case firstByte, idle, errorBody, terminator
        /// What comes behind the terminator.
        case tail
        case overall
    }

    /// A server that lets its connection stand open behind the answer holds up its end this long.
    private static let longestTail = Duration.milliseconds(100)

    private struct State {
        var step: Countdown?
        var overall: Countdown?
        var expired: Limit?
        var cancel: (@Sendable () -> Void)?
    }

    private let eventLoop: any EventLoop
    private let timeouts: ClientConfiguration.Timeouts
    private let overall: Duration?
    private let state = Mutex(State())

    /// - Parameter overall: What is left of `timeouts.overall`.
    init(
        _ timeouts: ClientConfiguration.Timeouts, overall: Duration?, on eventLoop: any EventLoop
    ) {
        self.timeouts = timeouts
        self.overall = overall
        self.eventLoop = eventLoop
    }

    /// The limit that passed, if one did.
    var expired: Limit? { state.withLock { $0.expired } }

    /// Sets what to do when a limit passes, and starts the limit for the whole.
    func start(cancel: @escaping @Sendable () -> Void) {
        let countdown = overall.map { makeCountdown(.overall, $0) }
        let isLate = state.withLock { state in
            state.overall = countdown
            state.cancel = cancel
            return state.expired != nil
        }
        if isLate { cancel() }
    }

    /// Begins a step, which ends the one before.
    func enter(_ limit: Limit) {
        let duration =
            switch limit {
            case .firstByte: timeouts.firstByte
            case .idle: timeouts.idle
            case .errorBody: timeouts.errorBody
            case .terminator, .overall: timeouts.terminator
            case .tail: min(Self.longestTail, timeouts.terminator)
            }
        let countdown = makeCountdown(limit, duration)
        let former = state.withLock { state in
            defer { state.step = countdown }
            return state.step
        }
        former?.cancel()
    }

    /// Something arrived and was taken.
    func renew() { state.withLock { $0.step }?.renew() }

    /// It is the receiver who is slow now, not the server.
    func pause() { state.withLock { $0.step }?.pause() }

    func stop() {
        let countdowns = state.withLock { state in
            defer {
                state.step = nil
                state.overall = nil
                state.cancel = nil
            }
            return [state.step, state.overall]
        }
        for countdown in countdowns { countdown?.cancel() }
    }

    private func makeCountdown(_ limit: Limit, _ duration: Duration) -> Countdown {
        Countdown(duration, on: eventLoop) {
            let cancel = self.state.withLock { state in
                if state.expired == nil { state.expired = limit }
                return state.cancel
            }
            cancel?()
        }
    }
}
