import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// When thoughts are folded to one line, and what that line says.
enum ThinkingFold {
    /// Space decides for one turn, else the mode does; who looks at a moment of a turn sees its
    /// thoughts unless they are hidden.
    static func isFolded(_ turn: Turn, _ tab: Tab, mode: ThinkingMode) -> Bool {
        if let fold = tab.thinkingFolds[turn.id] { return fold }
        return switch mode {
        case .open: false
        case .hidden: true
        case .live: !turn.isRunning && tab.selection?.turn != turn.id
        }
    }

    /// What stands in place of the thoughts; `nil` when they are shown.
    static func stand(
        _ subject: PaneSubject, isFolded: Bool, mode: ThinkingMode, width: Int, look: Look
    ) -> [StyledLine]? {
        func hint(_ text: String) -> [StyledLine] {
            LineWrap.lines([Span(text: text, role: .muted)], width: width)
        }
        guard let turn = subject.turn else { return hint("Thoughts appear here.") }
        guard !turn.thoughts.isEmpty else {
            if turn.isEarlier { return hint("The server's record has no thoughts.") }
            return hint(turn.isRunning ? "No thoughts yet." : "No thoughts were sent.")
        }
        guard isFolded else { return nil }
        if let cursor = subject.cursor, let thought = cursor.thought {
            return [moment(turn.thoughts[thought], of: turn, width: width, look: look)]
        }
        let count = Wording.count(turn.thoughts.count, "thought")
        let last = turn.thoughts.last.map { $0.instant.seconds(since: turn.sentAt) } ?? 0
        let text = "\(look.glyphs.folded) \(count) in \(Wording.fixed(last, digits: 2)) s"
        let key = look.keys[subject.focus == .thinking ? .fold : .thinking]
        // From hidden, the next mode shows the thoughts of what runs alone.
        let isNear = subject.focus == .thinking || mode != .hidden || turn.isRunning
        let opens = isNear ? "\(key) opens" : "\(key) twice opens"
        let room = width - TextWidth.columns(of: text) - 2
        var spans = [Span(text: text, role: .thinkingText)]
        // Hints are whole or not there.
        let hints = mode == .hidden ? ["hidden, \(opens)", opens] : [opens]
        if let hint = hints.first(where: { $0.utf8.count <= room }) {
            spans.append(Span(text: "  \(hint)", role: .muted))
        }
        return [StyledLine(spans)]
    }

    /// The one thought of the selection's moment, cut to a line.
    private static func moment(
        _ thought: Turn.Thought, of turn: Turn, width: Int, look: Look
    ) -> StyledLine {
        let time = Wording.fixed(thought.instant.seconds(since: turn.sentAt), digits: 2)
        let head = "\(look.glyphs.folded) \(time)  "
        let text = thought.text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let cut = TextWidth.truncated(
            text, columns: max(1, width - TextWidth.columns(of: head)),
            ellipsis: look.glyphs.ellipsis)
        return StyledLine([
            Span(text: head, role: .thinkingTime), Span(text: cut, role: .thinkingText),
        ])
    }
}
