import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// What the bar says of the last turn: its state in words, and its times.
struct StatusWords {
    let role: Role
    /// The state from its longest to its shortest form: in full, without what came last, without
    /// its explanation, and in one word.
    let forms: [String]
    /// How long it has been running; empty when it does not run.
    private(set) var elapsed = ""
    /// How long it took; empty while it runs.
    private(set) var answered = ""
    private(set) var firstText = ""
    /// Whether the turn has an answer that is complete.
    private(set) var isAnswer = false

    /// The longest name that the bar shows of what a server or a tool calls itself.
    private static let nameColumns = 40

    init(_ turn: Turn?, now: Instant, look: Look) {
        let glyphs = look.glyphs
        let status = TurnStatus(turn, now: now)
        let spinner = look.spinner(at: now)
        let time = turn.map { Wording.short(seconds: $0.elapsedSeconds(now: now)) } ?? ""
        func name(_ text: String) -> String {
            TextWidth.truncated(text, columns: Self.nameColumns, ellipsis: glyphs.ellipsis)
        }
        var elapsed = ""
        var answered = ""
        var isAnswer = false
        let found: (role: Role, sign: String, words: [String])
        switch status {
        case .idle: found = (.statusState, "", ["idle"])
        case .connecting: found = (.statusRunning, spinner, ["connecting"])
        case .queued(let queueing):
            let long = "in line, \(queueing.limit) at a time"
            found = (.statusRunning, spinner, [long, long, "in line"])
        case .waiting: found = (.statusRunning, spinner, ["waiting"])
        case .thinking: found = (.statusRunning, spinner, ["thinking"])
        case .streaming: found = (.statusRunning, spinner, ["streaming"])
        case .tool(let tool):
            let tool = name(tool)
            found = (.statusRunning, spinner, ["tool \(tool)", "tool \(tool)", tool, "tool"])
        case .retrying(let failure, let left):
            let countdown = "retry in \(Wording.countdown(seconds: left))"
            let long = "\(Self.reason(failure, name)), \(countdown)"
            elapsed = "\(glyphs.dot) \(look.keys[.stop]) stops"
            found = (.statusError, spinner, [long, long, countdown])
        case .stalled(let silence):
            let stalled = "stalled \(silence)s"
            let last = turn?.runningStep.map { " (last: tool \(name($0.tool)) started)" } ?? ""
            found = (.statusError, spinner, [stalled + last, stalled])
        case .completed:
            answered = "answered in \(time)"
            isAnswer = true
            found = (.statusState, glyphs.done, ["idle"])
        case .incomplete, .cancelled:
            answered = "after \(time)"
            let word = status == .incomplete ? "incomplete" : "cancelled"
            found = (.statusError, glyphs.failed, [word])
        case .failed(let code):
            let long = "failed \(name(code.rawValue))"
            found = (.statusError, glyphs.failed, [long, long, long, "failed"])
        case .offline: found = (.statusError, glyphs.failed, ["offline"])
        }
        switch status {
        case .connecting, .queued, .waiting, .thinking, .tool, .streaming: elapsed = time
        default: break
        }
        role = found.role
        let (sign, words) = (found.sign, found.words)
        // Four forms each, so that one table says which goes when.
        forms = (0..<4).map { index in
            let word = words[min(index, words.count - 1)]
            return sign.isEmpty ? word : "\(sign) \(word)"
        }
        self.elapsed = elapsed
        self.answered = answered
        self.isAnswer = isAnswer
        switch status {
        case .connecting, .waiting, .thinking, .tool, .streaming, .completed, .incomplete,
            .cancelled:
            firstText =
                turn?.firstTextSeconds.map { "first text \(Wording.short(seconds: $0))" } ?? ""
        default: break
        }
    }

    private static func reason(_ failure: Failure, _ name: (String) -> String) -> String {
        switch failure.code {
        case .rateLimited: "rate limited"
        case .network, .timeout: "offline"
        default: "failed \(name(failure.code.rawValue))"
        }
    }
}
