public import LexiAPI

/// What the status bar says about a turn.
public enum TurnStatus: Sendable, Hashable {
    case idle
    case connecting
    /// Nothing came of an attempt; the next one begins in this many seconds.
    case retrying(Failure, seconds: Int)
    /// In line behind others: nothing is awaited of the server yet.
    case queued(Queueing)
    case waiting
    case thinking
    case tool(String)
    case streaming
    /// Seconds since the last event, at least ``stallSeconds``.
    case stalled(seconds: Int)
    case completed
    case incomplete
    case cancelled
    case failed(Failure.Code)
    /// The service cannot be reached.
    case offline

    /// Silence longer than this while a turn runs is shown as a stall.
    public static let stallSeconds = 15.0

    public init(_ turn: Turn?, now: Instant) {
        guard let turn, !turn.isEarlier else {
            self = .idle
            return
        }
        switch turn.phase {
        case .ended(.completed): self = .completed
        case .ended(.incomplete): self = .incomplete
        case .ended(.cancelled): self = .cancelled
        case .ended(.failed):
            let isUnreachable = turn.failure?.code == .network && turn.head == nil
            self =
                isUnreachable ? .offline : .failed(turn.failure?.code ?? .init(rawValue: "unknown"))
        case .retrying(let retry, let until) where now < until:
            // A moment before it begins it is still `in 1 s`.
            let left = until.seconds(since: now).rounded()
            self = .retrying(retry.failure, seconds: max(1, Int(min(left, 1e9))))
        case .queued(let queueing): self = .queued(queueing)
        case .connecting, .retrying, .waiting, .running:
            let silence = now.seconds(since: turn.silentSince)
            if silence >= Self.stallSeconds {
                self = .stalled(seconds: Int(silence))
            } else if turn.phase == .connecting || turn.phase.isRetrying {
                self = .connecting
            } else if turn.phase == .waiting {
                self = .waiting
            } else if let step = turn.runningStep {
                self = .tool(step.tool)
            } else {
                switch turn.activity {
                case .none: self = .waiting
                case .thinking: self = .thinking
                case .streaming: self = .streaming
                }
            }
        }
    }
}

extension Turn {
    /// Since when nothing has been heard although something could have been.
    public var silentSince: Instant {
        if case .retrying(_, let until) = phase { until } else { lastEventAt }
    }
}

extension Turn.Phase {
    fileprivate var isRetrying: Bool {
        if case .retrying = self { true } else { false }
    }
}
