public import LexiAPI

/// One use of a tool, from `started` to `completed`.
public struct ToolStep: Sendable, Hashable {
    public enum State: Sendable, Hashable, CaseIterable {
        case running
        case completed
        /// The server gave a status that says so (`failed`, `error`).
        case failed
        /// The turn ended while the step was open.
        case unfinished
    }

    public var tool: String
    /// What its last event with a summary said.
    public var summary: String?
    /// What events before that one said, and it does not, the oldest first.
    public var earlierSummaries: [String] = []
    /// What it was called with, as JSON; the stream does not tell that, the server's record may.
    public var arguments: String?
    public var state: State
    /// `nil` when the step was completed without ever being started.
    public var startedAt: Instant?
    public var endedAt: Instant?
    /// A status outside the documented two, as the server wrote it.
    public var undocumentedStatus: String?
    /// The status of its last event, as the server wrote it.
    public var status: String?
    /// The numbers of the events of the answer that began and ended it, from 1.
    public var startedEvent: Int?
    public var endedEvent: Int?
    /// When the event before its first one came; the request counts as one.
    public var precededAt: Instant?
    /// When the event after its last one came.
    public var followedAt: Instant?

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
    /// - Parameters:
    ///   - number: The event's number in the answer.
    ///   - before: When the event before it came.
    ///   - removed: Rises by the controls that were removed from its words.
    /// - Returns: The index of the step that the event ended, if it ended one.
    mutating func take(
        _ update: ToolStepUpdate, at instant: Instant, number: Int, before: Instant,
        countingInto removed: inout Int
    ) -> Int? {
        let tool = Sanitizer.line(update.tool, countingInto: &removed)
        let summary = update.summary.map { Sanitizer.line($0, countingInto: &removed) }
        let open = firstIndex { $0.tool == tool && $0.state == .running }
        let index = update.status == "started" ? count : open ?? count
        if index == count {
            append(ToolStep(tool: tool, state: .running))
            self[index].precededAt = before
        }
        self[index].status = Sanitizer.line(update.status, countingInto: &removed)
        if let summary { self[index].replaceSummary(by: summary) }
        switch update.status {
        case "started":
            self[index].start(at: instant, number: number)
        case "completed", "failed", "error":
            self[index].state = update.status == "completed" ? .completed : .failed
            self[index].endedAt = instant
            self[index].endedEvent = number
            return index
        default:
            if open == nil { self[index].start(at: instant, number: number) }
            self[index].undocumentedStatus = self[index].status
        }
        return nil
    }

    /// Closes what the end of the turn left open.
    mutating func endTurn(at instant: Instant) {
        for index in indices where self[index].state == .running {
            self[index].state = .unfinished
            self[index].endedAt = instant
        }
    }
}

extension ToolStep {
    fileprivate mutating func replaceSummary(by summary: String) {
        if let former = self.summary, !former.isEmpty, former != summary {
            earlierSummaries.append(former)
        }
        self.summary = summary
    }

    fileprivate mutating func start(at instant: Instant, number: Int) {
        startedAt = instant
        startedEvent = number
    }
}

extension ToolStep.State {
    /// The state in a word.
    public var word: String {
        switch self {
        case .running: "running"
        case .completed: "completed"
        case .failed: "failed"
        case .unfinished: "unfinished"
        }
    }
}
