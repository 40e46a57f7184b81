import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// All that is known of one step.
enum StepOverlay {
    private static let labelColumns = 10

    static func title(_ cursor: TimeCursor, in turn: Turn) -> String {
        guard let index = cursor.step else { return "Step" }
        return "Step \(index + 1) of \(turn.steps.count)"
    }

    /// The lines of the selected step's details.
    static func lines(
        _ cursor: TimeCursor, _ subject: PaneSubject, now: Instant, width: Int, look: Look
    ) -> [StyledLine] {
        guard let turn = subject.turn, let index = cursor.step else { return [] }
        let step = turn.steps[index]
        let name = NumberedName.names(of: turn.steps)[index]
        let (mark, role) = StepRowLayout.mark(step.state, now: now, look: look)
        var lines = LineWrap.lines(
            [Span(text: name.tool + name.number, role: .toolName)], width: width,
            firstPrefix: [Span(text: mark + " ", role: role)],
            otherPrefix: [Span(text: "  ", role: role)])
        func add(_ label: String, _ value: String, _ role: Role = .overlay) {
            let blank = String(repeating: " ", count: max(1, labelColumns - label.count))
            lines += LineWrap.lines(
                [Span(text: value, role: role)], width: width,
                firstPrefix: [Span(text: label + blank, role: .muted)],
                otherPrefix: [
                    Span(text: String(repeating: " ", count: labelColumns), role: .muted)
                ])
        }
        let facts = StepFacts(step, in: turn, now: now, unknown: look.glyphs.unknown)
        add("state", facts.state)
        add("status", facts.status)
        for summary in step.earlierSummaries { add("earlier", summary) }
        add("summary", step.summary ?? look.glyphs.unknown)
        if let arguments = step.arguments { add("called", "with \(arguments)") }
        add("started", facts.started)
        add("ended", facts.ended)
        add("took", facts.took)
        add("before", facts.gapBefore)
        add("after", facts.gapAfter)
        add("events", facts.events)
        add("thought", facts.thought)
        add("turn", subject.isLast ? "\(subject.number)" : "\(subject.number) of \(subject.count)")
        add("request", turn.requestID ?? look.glyphs.unknown)
        let total = turn.steps.totals(now: now).first { $0.tool == step.tool }
        if let total { add("uses", facts.totals(total)) }
        return lines
    }
}

/// A step's facts in words.
struct StepFacts {
    let state: String
    let status: String
    let started: String
    let ended: String
    let took: String
    let gapBefore: String
    let gapAfter: String
    let events: String
    let thought: String
    private let unknown: String

    init(_ step: ToolStep, in turn: Turn, now: Instant, unknown: String) {
        self.unknown = unknown
        func offset(_ instant: Instant?) -> String? {
            instant.map { "\(Wording.fixed($0.seconds(since: turn.sentAt), digits: 2)) s" }
        }
        func gap(_ end: Instant?, since start: Instant?) -> String? {
            guard let end, let start else { return nil }
            return "\(Wording.fixed(end.seconds(since: start), digits: 2)) s"
        }
        state =
            step.startedAt == nil && !turn.isEarlier
            ? "\(step.state.word), without a start" : step.state.word
        status = step.status.map { "\"\($0)\"" } ?? unknown
        started = offset(step.startedAt).map { "\($0) after the request" } ?? unknown
        let isOpen = step.state == .running
        ended =
            step.state == .unfinished
            ? "never; the turn ended at \(offset(step.endedAt) ?? unknown)"
            : offset(step.endedAt).map { "\($0) after the request" }
                ?? (isOpen ? "still running" : unknown)
        took =
            step.seconds(now: now).map {
                "\(Wording.fixed($0, digits: 2)) s\(isOpen ? " so far" : "")"
            } ?? unknown
        let begin = step.startedAt ?? step.endedAt
        let numbers = step.events.map(\.number)
        let before = numbers.first.flatMap { turn.instant(before: $0) }
        gapBefore = gap(begin, since: before).map { "\($0) after the event before" } ?? unknown
        let hasEnded = step.state == .completed || step.state == .failed
        let after = hasEnded ? numbers.last.flatMap { turn.instant(after: $0) } : nil
        gapAfter = gap(after, since: step.endedAt).map { "\($0) to the next event" } ?? unknown
        events = Self.places(numbers, of: turn.eventTimes.count) ?? unknown
        let thoughtBefore = begin.flatMap { begin in turn.thoughts.last { $0.instant <= begin } }
        thought =
            thoughtBefore.map { thought in
                "\(offset(thought.instant) ?? unknown)  \(thought.text)"
            } ?? (turn.isEarlier ? unknown : "none before it")
    }

    /// `2 and 3 of 9`; of more than two events, the first and the last and how many there are.
    private static func places(_ numbers: [Int], of total: Int) -> String? {
        guard let first = numbers.first, let last = numbers.last else { return nil }
        return switch numbers.count {
        case 1: "\(first) of \(total)"
        case 2: "\(first) and \(last) of \(total)"
        default: "\(numbers.count) from \(first) to \(last) of \(total)"
        }
    }

    /// `3 in this turn, 1.20 s together, longest 0.60 s, 1 failed`.
    func totals(_ total: StepTotals) -> String {
        var parts = ["\(total.count) in this turn"]
        if let seconds = total.totalSeconds {
            parts.append("\(Wording.fixed(seconds, digits: 2)) s together")
        }
        if let seconds = total.longestSeconds {
            parts.append("longest \(Wording.fixed(seconds, digits: 2)) s")
        }
        if total.failedCount > 0 { parts.append("\(total.failedCount) failed") }
        if total.unfinishedCount > 0 { parts.append("\(total.unfinishedCount) unfinished") }
        return parts.joined(separator: ", ")
    }
}
