import LexiAPI
import LexiScreen
import LexiState

/// The thinking trace of one turn: each thought with its time, or one line when folded.
///
/// Thoughts never change once they are there, so only new ones are laid out.
struct ThinkingLines: SidePane {
    private struct Key: Equatable {
        var turn: TurnID?
        var attempt: Int
        var width: Int
    }

    private var key = Key(attempt: 0, width: 0)
    private var thoughts: [StyledLine] = []
    private var thoughtCount = 0
    /// What is shown in place of the thoughts, when something is.
    private var stand: [StyledLine]?

    var lineCount: Int { stand?.count ?? thoughts.count }

    func line(at index: Int) -> StyledLine { stand?[index] ?? thoughts[index] }

    func anchor(ofLine index: Int) -> Anchor { Anchor(ofLine: index, in: stand ?? thoughts) }

    func line(of anchor: Anchor) -> Int { anchor.line(in: stand ?? thoughts) }

    static func isFolded(_ turn: Turn, mode: ThinkingMode) -> Bool {
        switch mode {
        case .open: false
        case .hidden: true
        case .live: !turn.isRunning
        }
    }

    func title(_ tab: Tab, now: Instant, look: Look) -> String { PaneID.thinking.title }

    mutating func update(
        _ tab: Tab, _ state: AppState, width: Int, now: Instant, look: Look
    ) {
        let turn = tab.lastTurn
        let mode = state.thinkingMode
        stand = Self.stand(turn, mode: mode, width: width, look: look)
        guard stand == nil, let turn else { return }
        let key = Key(turn: turn.id, attempt: turn.earlierAttempts.count, width: width)
        if key != self.key {
            self.key = key
            thoughts = []
            thoughtCount = 0
        }
        for (index, thought) in turn.thoughts.enumerated().dropFirst(thoughtCount) {
            thoughts += Self.lines(thought, of: turn, width: width).numbered(block: index)
        }
        thoughtCount = turn.thoughts.count
    }

    private static func lines(_ thought: Turn.Thought, of turn: Turn, width: Int) -> [StyledLine] {
        let time = Wording.fixed(thought.instant.seconds(since: turn.sentAt), digits: 2) + "  "
        return LineWrap.lines(
            [Span(text: thought.text, role: .thinkingText)], width: width,
            firstPrefix: [Span(text: time, role: .thinkingTime)],
            otherPrefix: [
                Span(text: String(repeating: " ", count: time.count), role: .thinkingTime)
            ])
    }

    private static func stand(
        _ turn: Turn?, mode: ThinkingMode, width: Int, look: Look
    ) -> [StyledLine]? {
        func hint(_ text: String) -> [StyledLine] {
            LineWrap.lines([Span(text: text, role: .muted)], width: width)
        }
        guard let turn else { return hint("Thoughts appear here.") }
        guard !turn.thoughts.isEmpty else {
            return hint(turn.isRunning ? "No thoughts yet." : "No thoughts were sent.")
        }
        guard isFolded(turn, mode: mode) else { return nil }
        let count = Wording.count(turn.thoughts.count, "thought")
        let last = turn.thoughts.last.map { $0.instant.seconds(since: turn.sentAt) } ?? 0
        let text = "\(look.glyphs.folded) \(count) in \(Wording.fixed(last, digits: 2)) s"
        return [
            StyledLine([
                Span(text: text, role: .thinkingText),
                Span(text: mode == .hidden ? "  hidden (Ctrl+T)" : "  Ctrl+T opens", role: .muted),
            ])
        ]
    }
}
