public import LexiAPI

/// What the status bar says about a turn.
public enum TurnStatus: Sendable, Hashable {
    case idle
    case connecting
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
        guard let turn else {
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
        case .connecting, .waiting, .running:
            let silence = now.seconds(since: turn.lastEventAt)
            if silence >= Self.stallSeconds {
                self = .stalled(seconds: Int(silence))
            } else if turn.phase == .connecting {
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
