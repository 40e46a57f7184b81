import LexiAPI
import LexiSession
import LexiState

/// The wording of lines: labels first, whole words, no glyph that a screen reader would spell.
struct LinearWords: Sendable {
    /// A text that ends like a sentence.
    func sentence(_ text: String) -> String {
        text.last.map { ".!?".contains($0) } == true ? text : text + "."
    }

    /// `45 s`, `2 min`, `1 h 30 min`.
    func duration(seconds: Int) -> String {
        switch seconds {
        case ..<120: "\(max(0, seconds)) s"
        case ..<3600: "\(seconds / 60) min"
        default: "\(seconds / 3600) h" + (seconds % 3600 >= 60 ? " \(seconds / 60 % 60) min" : "")
        }
    }

    /// The tool's name, from its second use on with the number of the use.
    func name(of tool: String, use number: Int) -> String {
        number == 1 ? tool : "\(tool) (\(number))"
    }

    /// What became of a step: `tool contacts.get completed 0.21s: Read Mara Vogt`.
    func progress(of step: ToolStep, name: String, summary: String?) -> String {
        let state =
            switch step.state {
            case .running: step.undocumentedStatus ?? "running"
            case .completed: "completed"
            case .failed: "failed"
            case .unfinished: "unfinished"
            }
        var line = "tool \(name) \(state)"
        if step.state != .running, let end = step.endedAt, let seconds = step.seconds(now: end) {
            line += " \(Wording.fixed(seconds, digits: 2))s"
        }
        return line + (summary.map { ": \($0)" } ?? "")
    }

    /// How a turn ended, with all that someone may need then; last what was odd about it.
    func end(of turn: Turn, _ outcome: Outcome, _ account: Account) -> [String] {
        let received =
            turn.answer.isEmpty ? "nothing of the answer arrived" : "what arrived is above"
        let what: String
        switch outcome {
        case .completed: what = "done: "
        case .failed: what = "failed: \(received), "
        case .incomplete:
            what =
                "incomplete: the stream ended before it was done; \(received), :retry tries "
                + "again, "
        case .cancelled: what = "cancelled: \(received), "
        }
        let request = "request \(turn.head?.requestID ?? "unknown")"
        var lines = [what + "\(credits(turn, account)), \(rate(account)), \(request)"]
        if outcome == .completed, !turn.hasTerminator {
            lines.append("note: the stream ended without its last mark, [DONE]")
        }
        let removed = turn.removedControlCount
        if removed > 0 {
            lines.append("note: \(Wording.count(removed, "control sequence")) removed")
        }
        return lines
    }

    /// `2 credits, 4838 left`.
    func credits(_ turn: Turn, _ account: Account) -> String {
        guard let left = turn.creditsRemaining ?? account.creditsRemaining else {
            return "credits unknown"
        }
        guard let delta = turn.creditsDelta else { return "\(left) credits left" }
        let cost = delta > 0 ? "+\(delta)" : "\(-delta)"
        return "\(cost) \(delta == -1 || delta == 1 ? "credit" : "credits"), \(left) left"
    }

    /// `rate 871/1000`.
    func rate(_ account: Account) -> String {
        let limit = account.rateLimit
        guard let remaining = limit.remaining else { return "rate unknown" }
        return "rate \(remaining)" + (limit.limit.map { "/\($0)" } ?? "")
    }

    /// `rate 871/1000, resets Thu 00:00 UTC`, or that it has reset since.
    func rate(_ account: Account, now: Instant) -> String {
        guard let reset = LimitReset(account.rateLimit.reset, now: now.unixSeconds) else {
            return rate(account)
        }
        return rate(account) + (reset.isOver ? " before the reset" : ", resets \(reset.time)")
    }

    /// `context: contact contact-001, tools on`.
    func context(_ tab: Tab) -> String {
        let context = Wording.context(tab.context, allowTools: tab.allowTools, dot: ",")
            .replacing(" , ", with: ", ")
        return "context: \(tab.context.isEmpty ? "none, " : "")\(context)"
    }
}
