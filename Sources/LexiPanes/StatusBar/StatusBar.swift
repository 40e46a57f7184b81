import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The parts of the bottom row, from left to right.
enum StatusPart: Hashable {
    case replay, state, elapsed, answered, firstText, moment, credits, rate, request, help

    /// Which part gives way when there is too little room, the least important first. The state
    /// is always there, and the balance and the rate as long as they fit beside it; while
    /// something runs its time counts more than its request, and afterwards less.
    static let order: [StatusPart] = [
        .request,  // The whole name of the request; then it is shortened in the middle.
        .help,  // Gone.
        .rate,  // The countdown.
        .answered,  // How long it took.
        .firstText,
        .request,  // Gone.
        .rate,  // At what time it resets.
        .rate,  // On which day.
        .moment,
        .state,  // What came last before a stall.
        .elapsed,
        .credits,  // What the turn cost.
        .credits,  // The word.
        .state,  // The word before a tool's name, or the reason of a wait.
        .rate,  // The word.
        .state,  // The name.
        .rate,  // Gone.
        .credits,  // Gone.
    ]
}

/// A part of the bottom row that a click means something for.
public enum StatusItem: Sendable, Hashable {
    case help
    /// By its ID.
    case request(String)
}

/// The bottom row: state, credits, rate limit, request, help. What there is to say besides has rows
/// of its own; see ``NoticeBanner``.
enum StatusBar {
    static func draw(
        _ state: AppState, _ subject: PaneSubject, in rect: Rect, now: Instant, look: Look,
        into grid: inout Grid
    ) {
        grid.fill(rect, style: look.theme[.status])
        let spans = line(state, subject, now: now, look: look).spans(
            columns: rect.columns - 1, givingWay: StatusPart.order)
        grid.draw(
            StyledLine([Span(text: " ", role: .status)] + spans), row: rect.row, in: rect,
            theme: look.theme)
    }

    /// What a click in a column of the bar is about.
    static func item(
        at column: Int, _ state: AppState, _ subject: PaneSubject, columns: Int, now: Instant,
        look: Look
    ) -> StatusItem? {
        let part = line(state, subject, now: now, look: look).part(
            at: column - 1, columns: columns - 1, givingWay: StatusPart.order)
        switch part {
        case .help: return .help
        case .request: return subject.turn?.requestID.map(StatusItem.request)
        default: return nil
        }
    }

    /// State, balance and limit are always those of now; times and request are those of the turn
    /// that the panes show, and say so where that is an earlier one.
    private static func line(
        _ state: AppState, _ subject: PaneSubject, now: Instant, look: Look
    ) -> FittedLine<StatusPart> {
        let tab = state.activeTab
        let words = StatusWords(tab.lastTurn, now: now, look: look)
        let account = AccountWords(state, now: now, unknown: look.glyphs.unknown)
        let bar = Span(text: " \(look.glyphs.separator) ", role: .border)
        let dot = Span(text: " \(look.glyphs.dot) ", role: words.role)
        let space = Span(text: " ", role: words.role)
        var line = FittedLine<StatusPart>()
        if let replay = state.replay {
            line.add(.replay, .statusState, joint: bar, [replay.words])
        }
        line.add(.state, words.role, joint: bar, stateForms(state, words))
        line.add(.elapsed, words.role, joint: space, [words.elapsed, ""])
        let earlier = subject.isLast ? nil : "turn \(subject.number)"
        if let earlier {
            let times = StatusWords(subject.turn, now: now, look: look)
            let isKnown = subject.turn?.isEarlier == false && !times.answered.isEmpty
            line.add(
                .answered, .status, joint: bar, [isKnown ? "\(earlier) \(times.answered)" : "", ""])
        } else {
            line.add(
                .answered, words.role, joint: words.isAnswer ? dot : space, [words.answered, ""])
            line.add(.firstText, words.role, joint: dot, [words.firstText, ""])
        }
        if let cursor = tab.timeCursor {
            let moment = "at \(Wording.fixed(cursor.seconds, digits: 2)) s"
            line.add(.moment, .linked, joint: bar, [moment, ""])
        }
        line.add(.credits, .status, joint: bar, account.credits)
        line.add(.rate, .status, joint: bar, account.rate)
        if let id = subject.turn?.requestID {
            let short = NoticeText.shortenedInTheMiddle(id, ellipsis: look.glyphs.ellipsis)
            let whose = earlier.map { "\($0) " } ?? ""
            line.add(.request, .status, joint: bar, [whose + id, whose + short, ""])
        }
        line.add(.help, .status, joint: bar, ["\(look.keys.all(.help).last!) help", ""])
        return line
    }

    /// Where a key is missing or was refused, the keys that lead to another stand beside it.
    private static func stateForms(_ state: AppState, _ words: StatusWords) -> [String] {
        var forms = words.forms
        let turn = state.activeTab.lastTurn
        if state.service.lacksKey, turn == nil { forms = forms.map { _ in "no key" } }
        let isRefused = turn?.outcome == .failed && turn?.failure?.concernsKey == true
        if isRefused && !state.service.isDemo || state.service.lacksKey {
            forms[0] += ": \(state.keys[.signIn])"
        }
        return forms
    }
}
