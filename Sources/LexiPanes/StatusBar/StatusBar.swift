import LexiAPI
import LexiScreen
import LexiState

/// The bottom row: state, credits, rate limit, request, help.
///
/// Each part has forms from long to short. All begin with the shortest, and the room that is
/// left goes to the most important first; state, credits and rate are always there.
enum StatusBar {
    /// A part of the bar, its longest form first; measured once.
    private struct Part {
        var forms: [(spans: [Span], columns: Int)]
        var form = 0

        init(_ role: Role, _ texts: [String]) {
            forms = texts.map { text in
                (
                    text.isEmpty ? [] : [Span(text: text, role: role)],
                    TextWidth.columns(of: text)
                )
            }
        }

        var spans: [Span] { forms[form].spans }
        var columns: Int { forms[form].columns }
        var isEmpty: Bool { columns == 0 }
    }

    static func draw(
        _ state: AppState, in rect: Rect, now: Instant, look: Look, into grid: inout Grid
    ) {
        grid.fill(rect, style: look.theme[.status])
        var parts = [
            statePart(state, now: now, look: look), creditsPart(state, look: look),
            ratePart(state, now: now, look: look), requestPart(state, look: look), helpPart,
        ]
        // While there is something to say, everything but the state gives way to it.
        if let notice = noticePart(state, room: rect.columns - 24, look: look) {
            for index in 1..<parts.count { parts[index].forms.append(([], 0)) }
            parts.insert(notice, at: 1)
        }
        for index in parts.indices { parts[index].form = parts[index].forms.count - 1 }
        for index in order(isRunning: state.activeTab.isRunning, isNoticed: parts.count > 5)
        where parts[index].form > 0 {
            parts[index].form -= 1
            if total(parts) > rect.columns { parts[index].form += 1 }
        }
        var line = StyledLine([Span(text: " ", role: .status)])
        for part in parts where !part.isEmpty {
            if line.spans.count > 1 {
                line.spans.append(Span(text: " \(look.glyphs.separator) ", role: .border))
            }
            line.spans += part.spans
        }
        grid.draw(line, row: rect.row, in: rect, theme: look.theme)
    }

    /// Which part grows next: while something runs its time counts more than its request.
    private static func order(isRunning: Bool, isNoticed: Bool) -> [Int] {
        let order =
            isRunning
            ? [0, 2, 1, 0, 1, 2, 3, 4, 2, 0] : [2, 1, 1, 2, 3, 0, 4, 0]
        guard isNoticed else { return order }
        // The parts behind the notice have one form more, and stand one place later.
        return [0, 1, 3, 2] + order.map { $0 == 0 ? 0 : $0 + 1 }
    }

    private static func total(_ parts: [Part]) -> Int {
        var columns = 1
        var count = 0
        for part in parts where !part.isEmpty {
            columns += part.columns
            count += 1
        }
        return columns + 3 * max(0, count - 1)
    }

    private static func statePart(_ state: AppState, now: Instant, look: Look) -> Part {
        let turn = state.activeTab.lastTurn
        let status = TurnStatus(turn, now: now)
        let glyphs = look.glyphs
        let spinner = glyphs.spinner(atNanoseconds: now.nanoseconds)
        let seconds = turn.map { Wording.short(seconds: $0.elapsedSeconds(now: now)) } ?? ""
        let firstText = turn?.firstTextSeconds.map {
            " \(glyphs.dot) first text \(Wording.short(seconds: $0))"
        }
        func running(_ word: String) -> Part {
            Part(
                .statusRunning,
                [
                    "\(spinner) \(word) \(seconds)\(firstText ?? "")",
                    "\(spinner) \(word) \(seconds)",
                    "\(spinner) \(word)",
                    spinner + " "
                        + TextWidth.truncated(word, columns: 12, ellipsis: glyphs.ellipsis),
                ])
        }
        switch status {
        case .idle: return Part(.statusState, ["idle"])
        case .connecting: return running("connecting")
        case .retrying(let failure, let left):
            let reason =
                switch failure.code {
                case .rateLimited: "rate limited"
                case .network, .timeout: "offline"
                default: "failed \(failure.code.rawValue)"
                }
            let countdown = "retry in \(Wording.countdown(seconds: left))"
            return Part(
                .statusError,
                [
                    "\(spinner) \(reason), \(countdown) \(glyphs.dot) Esc stops",
                    "\(spinner) \(reason), \(countdown)", "\(spinner) \(countdown)",
                ])
        case .waiting: return running("waiting")
        case .thinking: return running("thinking")
        case .tool(let name): return running("tool \(name)")
        case .streaming: return running("streaming")
        case .stalled(let silence):
            let last = turn?.runningStep.map { " (last: tool \($0.tool) started)" } ?? ""
            return Part(
                .statusError,
                ["\(spinner) stalled \(silence)s\(last)", "\(spinner) stalled \(silence)s"])
        case .completed:
            return Part(
                .statusState,
                [
                    "\(glyphs.done) idle \(glyphs.dot) answered in \(seconds)\(firstText ?? "")",
                    "\(glyphs.done) idle \(glyphs.dot) answered in \(seconds)",
                    "\(glyphs.done) idle",
                ])
        case .incomplete: return Part(.statusError, ["\(glyphs.failed) incomplete"])
        case .cancelled: return Part(.statusError, ["\(glyphs.failed) cancelled"])
        case .failed(let code):
            return Part(.statusError, ["\(glyphs.failed) failed \(code.rawValue)"])
        case .offline: return Part(.statusError, ["\(glyphs.failed) offline"])
        }
    }

    private static func noticePart(_ state: AppState, room: Int, look: Look) -> Part? {
        guard let notice = state.notice else { return nil }
        let text = TextWidth.truncated(
            notice.text, columns: max(8, room), ellipsis: look.glyphs.ellipsis)
        return Part(notice.kind == .warning ? .warning : .notice, [text])
    }

    private static func creditsPart(_ state: AppState, look: Look) -> Part {
        guard let credits = state.account.creditsRemaining else {
            return Part(
                .status, ["credits \(look.glyphs.unknown)", "cr \(look.glyphs.unknown)"])
        }
        // The balance is the workspace's; what it changed by is this conversation's.
        let delta = state.activeTab.lastTurn?.creditsDelta.map { " (\(Wording.signed($0)))" } ?? ""
        return Part(.status, ["credits \(credits)\(delta)", "credits \(credits)", "cr \(credits)"])
    }

    private static func ratePart(_ state: AppState, now: Instant, look: Look) -> Part {
        let rate = state.account.rateLimit
        let unknown = look.glyphs.unknown
        guard !rate.isEmpty else { return Part(.status, ["rate \(unknown)"]) }
        let remaining = rate.remaining.map(String.init) ?? unknown
        let limit = rate.limit.map(String.init) ?? unknown
        let bare = "\(remaining)/\(limit)"
        let short = "rate \(bare)"
        // Beyond the year 9999 it is no time that anybody could wait for.
        guard let reset = rate.reset, (0..<253_402_300_800).contains(reset) else {
            return Part(.status, [short, bare])
        }
        let left = reset - Int64(now.unixSeconds)
        if left <= 0 { return Part(.status, ["\(short) (old: has reset)", "\(short) (old)"]) }
        let time = Wording.clock(unixSeconds: Double(reset), utcOffsetSeconds: 0)
        let clock = "\(short) resets \(time) UTC"
        // The countdown is true only while something runs and the bar is drawn again and again.
        guard state.isRunning else { return Part(.status, [clock, short, bare]) }
        return Part(
            .status, ["\(clock) (\(Wording.left(seconds: Int(left))))", clock, short, bare])
    }

    private static func requestPart(_ state: AppState, look: Look) -> Part {
        guard let id = state.activeTab.lastTurn?.head?.requestID else {
            return Part(.status, [""])
        }
        let short =
            id.count > 18 ? "\(id.prefix(12))\(look.glyphs.ellipsis)\(id.suffix(4))" : id
        return Part(.status, [short, ""])
    }

    private static var helpPart: Part { Part(.status, ["? help", ""]) }
}
