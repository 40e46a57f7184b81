public import LexiAPI

/// One use of a tool, from `started` to `completed`.
public struct ToolStep: Sendable, Hashable {
    public enum State: Sendable, Hashable {
        case running
        case completed
        /// The server gave a status that says so (`failed`, `error`).
        case failed
        /// The turn ended while the step was open.
        case unfinished
    }

    public var tool: String
    public var summary: String?
    public var state: State
    /// `nil` when the step was completed without ever being started.
    public var startedAt: Instant?
    public var endedAt: Instant?
    /// A status outside the documented two, as the server wrote it.
    public var undocumentedStatus: String?

    public init(
        tool: String, summary: String? = nil, state: State, startedAt: Instant? = nil,
        endedAt: Instant? = nil
    ) {
        self.tool = tool
        self.summary = summary
        self.state = state
        self.startedAt = startedAt
        self.endedAt = endedAt
    }

    /// Seconds from start to end, to `now` while it runs; `nil` when the start is unknown.
    public func seconds(now: Instant) -> Double? {
        startedAt.map { (endedAt ?? now).seconds(since: $0) }
    }
}

extension [ToolStep] {
    /// Takes in one `tool_step` event.
    ///
    /// The event carries no call identifier, so a completion belongs to the oldest open step of
    /// that name.
    ///
    /// - Parameter removed: Rises by the controls that were removed from its words.
    mutating func take(
        _ update: ToolStepUpdate, at instant: Instant, countingInto removed: inout Int
    ) {
        let tool = Sanitizer.line(update.tool, countingInto: &removed)
        let summary = update.summary.map { Sanitizer.line($0, countingInto: &removed) }
        let open = firstIndex { $0.tool == tool && $0.state == .running }
        switch update.status {
        case "started":
            append(ToolStep(tool: tool, summary: summary, state: .running, startedAt: instant))
        case "completed":
            close(open, tool: tool, summary: summary, as: .completed, at: instant)
        case "failed", "error":
            close(open, tool: tool, summary: summary, as: .failed, at: instant)
        default:
            let index = open ?? count
            if open == nil {
                append(ToolStep(tool: tool, summary: nil, state: .running, startedAt: instant))
            }
            self[index].undocumentedStatus = Sanitizer.line(
                update.status, countingInto: &removed)
            self[index].summary = summary ?? self[index].summary
        }
    }

    private mutating func close(
        _ index: Int?, tool: String, summary: String?, as state: ToolStep.State, at instant: Instant
    ) {
        if let index {
            self[index].state = state
            self[index].endedAt = instant
            self[index].summary = summary ?? self[index].summary
        } else {
            append(ToolStep(tool: tool, summary: summary, state: state, endedAt: instant))
        }
    }

    /// Closes what the end of the turn left open.
    mutating func endTurn(at instant: Instant) {
        for index in indices where self[index].state == .running {
            self[index].state = .unfinished
            self[index].endedAt = instant
        }
    }
}
