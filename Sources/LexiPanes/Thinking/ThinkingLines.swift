import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The thinking trace of one turn: each thought with its time, or one line when folded.
///
/// Thoughts never change once they are there, so only new ones are laid out.
struct ThinkingLines: SidePane {
    /// What of a turn is shown here; text of the answer is not.
    private struct TurnKey: Equatable {
        var turn: TurnID?
        var attempt = 0
        var thoughtCount = 0
        var isRunning = false
    }

    private struct Key: Equatable {
        var turn: TurnKey
        var selected: Int?
        var isFolded: Bool
        var mode: ThinkingMode
        var isFocused: Bool
        var width: Int
        var look: Look
    }

    /// What the lines of the thoughts depend on; more thoughts only add lines.
    private struct ThoughtsKey: Equatable {
        var turn: TurnID?
        var attempt: Int
        /// Columns of the latest time: earlier ones are written as wide.
        var timeColumns: Int
        var width: Int
    }

    private var key: Key?
    private var thoughtsKey = ThoughtsKey(attempt: 0, timeColumns: 0, width: 0)
    /// For tests: how often lines were laid out, and how often the turn was copied.
    private(set) var work = (layouts: 0, copies: 0)
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

    func item(atLine line: Int) -> SideItem? {
        guard (0..<lineCount).contains(line) else { return nil }
        guard stand == nil else {
            return subject.turn?.thoughts.isEmpty == false ? .foldedThoughts : nil
        }
        return .thought(starts.item(ofLine: line))
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
        mode = state.thinkingMode
        let turnKey =
            subject.turn.map {
                TurnKey(
                    turn: $0.id, attempt: $0.earlierAttempts.count,
                    thoughtCount: $0.thoughts.count, isRunning: $0.isRunning)
            } ?? TurnKey()
        let renewsTurn = turnKey != key?.turn
        if renewsTurn { work.copies += 1 }
        self.subject.take(subject, renewsTurn: renewsTurn)
        let isFolded =
            !subject.unfoldsThoughts
            && self.subject.turn.map { ThinkingFold.isFolded($0, tab, mode: mode) } ?? false
        let key = Key(
            turn: turnKey, selected: subject.cursor?.thought, isFolded: isFolded, mode: mode,
            isFocused: subject.focus == .thinking, width: width, look: look)
        guard key != self.key else { return }
        self.key = key
        self.look = look
        work.layouts += 1
        stand = ThinkingFold.stand(
            self.subject, isFolded: isFolded, mode: mode, width: width, look: look)
        guard stand == nil, let turn = self.subject.turn else { return }
        let timeColumns = turn.thoughts.last.map { Self.time($0, of: turn).utf8.count } ?? 0
        let thoughtsKey = ThoughtsKey(
            turn: turn.id, attempt: turn.earlierAttempts.count, timeColumns: timeColumns,
            width: width)
        if thoughtsKey != self.thoughtsKey {
            self.thoughtsKey = thoughtsKey
            thoughts = []
            starts = LineStarts()
        }
        for (index, thought) in turn.thoughts.enumerated().dropFirst(starts.itemCount) {
            let lines = Self.lines(
                thought, of: turn, timeColumns: timeColumns, width: width
            ).numbered(block: index)
            thoughts += lines
            starts.append(lines: lines.count)
        }
    }

    private static func time(_ thought: Turn.Thought, of turn: Turn) -> String {
        Wording.fixed(thought.instant.seconds(since: turn.sentAt), digits: 2)
    }

    private static func lines(
        _ thought: Turn.Thought, of turn: Turn, timeColumns: Int, width: Int
    ) -> [StyledLine] {
        let number = time(thought, of: turn)
        let blank = String(repeating: " ", count: max(0, timeColumns - number.utf8.count))
        let time = "\(blank)\(number)  "
        return LineWrap.lines(
            [Span(text: thought.text, role: .thinkingText)], width: width,
            firstPrefix: [Span(text: time, role: .thinkingTime)],
            otherPrefix: [
                Span(text: String(repeating: " ", count: time.count), role: .thinkingTime)
            ])
    }
}
