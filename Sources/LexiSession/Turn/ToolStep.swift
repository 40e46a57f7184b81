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

    /// What the stream told of a step, in one of its events.
    public struct Event: Sendable, Hashable {
        /// Its number among the events of the answer, from 1.
        public var number: Int
        /// As the server wrote it.
        public var status: String
        public var summary: String?

        public init(number: Int, status: String, summary: String? = nil) {
            self.number = number
            self.status = status
            self.summary = summary
        }
    }

    public var tool: String
    /// What its last event with a summary said, or the server's record.
    public var summary: String?
    /// What it was called with, as JSON; the stream does not tell that, the server's record may.
    public var arguments: String?
    public var state: State
    /// `nil` when the step was completed without ever being started.
    public var startedAt: Instant?
    public var endedAt: Instant?
    /// What the stream told of it, in order; empty for a step of the server's record.
    public var events: [Event] = []

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

    /// The status of its last event, as the server wrote it.
    public var status: String? { events.last?.status }

    /// The last status outside the documented ones, as the server wrote it.
    public var undocumentedStatus: String? {
        events.last { !Self.documentedStatuses.contains($0.status) }?.status
    }

    private static let documentedStatuses = ["started", "completed", "failed", "error"]

    /// What events before that with ``summary`` said, and it does not, the oldest first.
    public var earlierSummaries: [String] {
        var earlier: [String] = []
        var last = ""
        for summary in events.lazy.compactMap(\.summary) {
            if !last.isEmpty, last != summary { earlier.append(last) }
            last = summary
        }
        return earlier
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
    ///   - removed: Rises by the controls that were removed from its words.
    mutating func take(
        _ update: ToolStepUpdate, at instant: Instant, number: Int,
        countingInto removed: inout Int
    ) {
        let tool = Sanitizer.line(update.tool, countingInto: &removed)
        let summary = update.summary.map { Sanitizer.line($0, countingInto: &removed) }
        let open = firstIndex { $0.tool == tool && $0.state == .running }
        let index = update.status == "started" ? count : open ?? count
        if index == count { append(ToolStep(tool: tool, state: .running)) }
        let status = Sanitizer.line(update.status, countingInto: &removed)
        self[index].events.append(.init(number: number, status: status, summary: summary))
        if let summary { self[index].summary = summary }
        switch update.status {
        case "completed", "failed", "error":
            self[index].state = update.status == "completed" ? .completed : .failed
            self[index].endedAt = instant
        default:
            if index != open { self[index].startedAt = instant }
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
