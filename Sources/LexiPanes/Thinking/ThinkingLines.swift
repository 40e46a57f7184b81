import LexiAPI
import LexiScreen
import LexiState

/// The thinking trace: each thought with its time, or one line when folded.
enum ThinkingLines {
    static func isFolded(_ turn: Turn, mode: ThinkingMode) -> Bool {
        switch mode {
        case .open: false
        case .hidden: true
        case .live: !turn.isRunning
        }
    }

    static func lines(_ turn: Turn?, mode: ThinkingMode, width: Int, look: Look) -> [StyledLine] {
        guard let turn else {
            return LineWrap.lines([Span(text: "Thoughts appear here.", role: .muted)], width: width)
        }
        guard !turn.thoughts.isEmpty else {
            let text = turn.isRunning ? "No thoughts yet." : "No thoughts were sent."
            return LineWrap.lines([Span(text: text, role: .muted)], width: width)
        }
        guard !isFolded(turn, mode: mode) else { return [folded(turn, mode: mode, look: look)] }
        var lines: [StyledLine] = []
        for (index, thought) in turn.thoughts.enumerated() {
            let time = Wording.fixed(thought.instant.seconds(since: turn.sentAt), digits: 2)
            let prefix = time + "  "
            let wrapped = LineWrap.lines(
                [Span(text: thought.text, role: .thinkingText)], width: width,
                firstPrefix: [Span(text: prefix, role: .thinkingTime)],
                otherPrefix: [
                    Span(text: String(repeating: " ", count: prefix.count), role: .thinkingTime)
                ])
            lines += wrapped.numbered(block: index)
        }
        return lines
    }

    private static func folded(_ turn: Turn, mode: ThinkingMode, look: Look) -> StyledLine {
        let count = Wording.count(turn.thoughts.count, "thought")
        let last = turn.thoughts.last.map { $0.instant.seconds(since: turn.sentAt) } ?? 0
        let text = "\(look.glyphs.folded) \(count) in \(Wording.fixed(last, digits: 2)) s"
        return StyledLine([
            Span(text: text, role: .thinkingText), Span(text: "  Ctrl+T opens", role: .muted),
        ])
    }
}
