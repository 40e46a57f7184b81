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
    /// The first line of each thought, and the count of lines.
    private var starts = LineStarts()
    private var subject = PaneSubject()
    private var mode = ThinkingMode.live
    private var look: Look
    /// What is shown in place of the thoughts, when something is.
    private var stand: [StyledLine]?

    init(look: Look) { self.look = look }

    var lineCount: Int { stand?.count ?? thoughts.count }

    func line(at index: Int) -> StyledLine { stand?[index] ?? thoughts[index] }

    func anchor(ofLine index: Int) -> Anchor { Anchor(ofLine: index, in: stand ?? thoughts) }

    func line(of anchor: Anchor) -> Int { anchor.line(in: stand ?? thoughts) }

    var marked: MarkedLines? {
        guard let cursor = subject.cursor, let thought = cursor.thought else { return nil }
        let isSelected = if case .thought = cursor.selection { true } else { false }
        if let stand { return MarkedLines(lines: 0..<stand.count, isSelected: isSelected) }
        guard thought < starts.itemCount else { return nil }
        return MarkedLines(lines: starts[thought]..<starts[thought + 1], isSelected: isSelected)
    }

    func title(columns: Int) -> String {
        var title = FittedLine<TitlePart>(.thinking, subject, look: look)
        title.add(.mode, mode.rawValue, "", look: look)
        if let turn = subject.turn, !turn.thoughts.isEmpty {
            title.add(
                .count, Wording.count(turn.thoughts.count, "thought"), "\(turn.thoughts.count)",
                "", look: look)
        }
        title.addMoment(subject, look: look)
        return title.text(columns: columns)
    }

    mutating func update(
        _ subject: PaneSubject, _ tab: Tab, _ state: AppState, width: Int, now: Instant, look: Look
    ) {
        self.subject = subject
        self.subject.turn = subject.turn?.withoutAnswer
        self.look = look
        mode = state.thinkingMode
        let turn = subject.turn
        let isFolded =
            !subject.unfoldsThoughts
            && turn.map { ThinkingFold.isFolded($0, tab, mode: mode) } ?? false
        stand = ThinkingFold.stand(
            subject, isFolded: isFolded, mode: mode, width: width, look: look)
        guard stand == nil, let turn else { return }
        let key = Key(turn: turn.id, attempt: turn.earlierAttempts.count, width: width)
        if key != self.key {
            self.key = key
            thoughts = []
            starts = LineStarts()
        }
        for (index, thought) in turn.thoughts.enumerated().dropFirst(starts.itemCount) {
            let lines = Self.lines(thought, of: turn, width: width).numbered(block: index)
            thoughts += lines
            starts.append(lines: lines.count)
        }
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
}
