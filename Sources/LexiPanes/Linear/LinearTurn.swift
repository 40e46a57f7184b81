import LexiAPI
import LexiSession
import LexiState

/// What has been said of one turn in lines, so that the next look says what is new.
///
/// A line that was said is never said again otherwise: an answer's line is held until it is
/// complete.
struct LinearTurn: Sendable {
    private var attempts = 0
    private var retries = 0
    private var thoughts = 0
    private var steps: [SaidStep] = []
    /// Steps before this one have ended, and stay as they are.
    private var finalSteps = 0
    private var uses: [String: Int] = [:]
    private var toolRevision = 0
    /// Bytes of the answer that were said, and that were searched for a line's end.
    private var saidBytes = 0
    private var searchedBytes = 0
    private var oddEvents = 0
    private var hasSaidFailure = false
    private var hasSaidEnd = false
    /// The silence that was said is the one since then.
    private var saidSilence: Instant?
    /// Why the turn was last said to wait in line; `nil` when it does not.
    private var saidQueueing: Queueing?
    /// The last number of seconds that was said of a countdown.
    private var countdown: Int?

    private struct SaidStep: Sendable {
        var name: String
        var state: ToolStep.State
        var status: String?
        var summary: String?
    }

    /// Lines for all that is new in a turn.
    mutating func take(
        _ turn: Turn, account: Account, thinking: ThinkingMode, words: LinearWords
    ) -> [String] {
        var lines: [String] = []
        if turn.earlierAttempts.count != attempts {
            self = LinearTurn()
            attempts = turn.earlierAttempts.count
        }
        for retry in turn.retries.dropFirst(retries) {
            lines.append("retry: \(retry.sentence)")
            countdown = nil
        }
        retries = turn.retries.count
        if case .queued(let queueing) = turn.phase {
            if saidQueueing != queueing { lines.append("in line: \(queueing.sentence)") }
            saidQueueing = queueing
        } else if saidQueueing != nil {
            saidQueueing = nil
            if turn.isRunning { lines.append("sent") }
        }
        for thought in turn.thoughts.dropFirst(thoughts) where thinking != .hidden {
            lines.append("thinking: \(thought.text)")
        }
        thoughts = turn.thoughts.count
        // An answer goes on after a tool: what stood before it is said before it.
        if turn.toolRevision != toolRevision { takeSteps(turn, words, into: &lines) }
        takeAnswer(turn, into: &lines)
        for event in turn.oddEvents.dropFirst(oddEvents) { lines.append("note: \(event)") }
        oddEvents = turn.oddEvents.count
        if let failure = turn.failure, !hasSaidFailure {
            hasSaidFailure = true
            takeRest(of: turn, into: &lines)
            let advice = failure.advice(for: .chat, sameKey: ":retry")
            lines.append("error \(words.sentence(failure.sentence)) \(advice)")
        }
        if let outcome = turn.outcome, !hasSaidEnd {
            hasSaidEnd = true
            takeRest(of: turn, into: &lines)
            lines += words.end(of: turn, outcome, account)
        }
        return lines
    }

    // MARK: What time brings

    /// Seconds left at which a countdown is said.
    private static let countdownMarks = [
        3600, 1800, 1200, 900, 600, 300, 240, 180, 120, 60, 30, 10, 5,
    ]

    /// Lines for what nothing but time has brought: a silence that counts as a stall, said once,
    /// and the marks of a countdown.
    mutating func tick(_ turn: Turn, now: Instant, words: LinearWords) -> [String] {
        guard turn.isRunning else { return [] }
        switch TurnStatus(turn, now: now) {
        case .retrying(let failure, let seconds):
            guard let mark = mark(turn, now: now), seconds <= mark else { return [] }
            countdown = mark
            let reason = failure.code == .rateLimited ? "rate limited, " : ""
            return ["status: \(reason)retry in \(words.duration(seconds: seconds))"]
        case .stalled(let seconds) where saidSilence != turn.silentSince:
            saidSilence = turn.silentSince
            let request = turn.head?.requestID.map { ", request \($0)" } ?? ""
            return ["status: stalled, nothing for \(seconds) s\(request)"]
        default:
            return []
        }
    }

    /// When time brings something next; `nil` when only an event can.
    func nextTick(_ turn: Turn, now: Instant) -> Instant? {
        guard turn.isRunning else { return nil }
        // Whoever waits in line is told when that is over, by an event.
        if case .queued = turn.phase { return nil }
        if case .retrying(_, let until) = turn.phase, now < until {
            guard let mark = mark(turn, now: now) else { return until }
            let left = until.seconds(since: now) - Double(mark)
            return now.advanced(by: .milliseconds(Int64(max(0, min(left, 1e9)) * 1000) + 1))
        }
        guard saidSilence != turn.silentSince else { return nil }
        return turn.silentSince.advanced(by: .seconds(TurnStatus.stallSeconds))
    }

    /// The next mark of the countdown: the largest that neither was said nor stands at its start.
    private func mark(_ turn: Turn, now: Instant) -> Int? {
        guard case .retrying(let retry, let until) = turn.phase else { return nil }
        let whole = Int(min(retry.waitMilliseconds / 1000, 1e9))
        let left = until.seconds(since: now)
        // Those that went by unseen are not made up for.
        let passed = Self.countdownMarks.last { Double($0) >= left.rounded() }
        return Self.countdownMarks.first {
            $0 < min(whole, countdown ?? .max) && $0 <= passed ?? .max
        }
    }

    // MARK: Tools

    private mutating func takeSteps(_ turn: Turn, _ words: LinearWords, into lines: inout [String])
    {
        toolRevision = turn.toolRevision
        let known = steps.count
        for index in finalSteps..<max(finalSteps, turn.steps.count) {
            let step = turn.steps[index]
            if index == finalSteps, step.state != .running { finalSteps += 1 }
            let name = index < steps.count ? steps[index].name : nextName(step.tool, words)
            let now = SaidStep(
                name: name, state: step.state, status: step.undocumentedStatus,
                summary: step.summary)
            if index == steps.count {
                steps.append(now)
                if step.startedAt != nil {
                    // What the first event says is said with it, unless it is no plain start.
                    let summary = step.isPlainlyRunning ? step.summary : nil
                    lines.append("tool \(name) started" + (summary.map { ": \($0)" } ?? ""))
                }
                if step.isPlainlyRunning { continue }
            } else if steps[index].state == step.state, steps[index].status == now.status,
                steps[index].summary == now.summary
            {
                continue
            }
            // What was said with its start is not said again.
            let summary = steps[index].summary == now.summary && index < known ? nil : now.summary
            steps[index] = now
            lines.append(words.progress(of: step, name: name, summary: summary))
        }
    }

    private mutating func nextName(_ tool: String, _ words: LinearWords) -> String {
        uses[tool, default: 0] += 1
        return words.name(of: tool, use: uses[tool] ?? 1)
    }

    // MARK: The answer

    private mutating func takeAnswer(_ turn: Turn, into lines: inout [String]) {
        let text = turn.answer.text.utf8
        guard searchedBytes < text.count else { return }
        var start = text.index(text.startIndex, offsetBy: saidBytes)
        var place = text.index(text.startIndex, offsetBy: searchedBytes)
        while let end = text[place...].firstIndex(of: 0x0A) {
            say(text[start..<end], into: &lines)
            start = text.index(after: end)
            place = start
        }
        saidBytes = text.distance(from: text.startIndex, to: start)
        searchedBytes = text.count
    }

    /// Says a line that nothing completes any more.
    private mutating func takeRest(of turn: Turn, into lines: inout [String]) {
        let text = turn.answer.text.utf8
        guard saidBytes < text.count else { return }
        say(text[text.index(text.startIndex, offsetBy: saidBytes)...], into: &lines)
        saidBytes = text.count
        searchedBytes = text.count
    }

    private func say(_ line: Substring.UTF8View, into lines: inout [String]) {
        let line = String(Substring(line))
        guard line.contains(where: { !$0.isWhitespace }) else { return }
        lines.append("lexi: \(line)")
    }
}

extension ToolStep {
    /// Whether it has begun, and no more is known of it.
    fileprivate var isPlainlyRunning: Bool { state == .running && undocumentedStatus == nil }
}
