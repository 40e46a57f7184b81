import LexiAPI
import LexiSession
import LexiState

/// The turn that the panes beside the conversation are about.
struct PaneSubject {
    /// `nil` before the first question.
    var turn: Turn?
    /// The turn's place in the conversation, from 1, and how many there are.
    var number = 0
    var count = 0
    /// The moment of what is selected in this turn.
    var cursor: TimeCursor?
    /// The pane that has the focus.
    var focus = PaneID.message
    /// What is searched in the thoughts is in one of them: they are shown.
    var unfoldsThoughts = false

    /// Whether it is the conversation's last turn, which needs no saying.
    var isLast: Bool { number == count }

    /// Takes over what another says, for a pane that keeps it from frame to frame.
    ///
    /// - Parameter renewsTurn: Whether the turn has changed in what the pane shows of it. It is
    ///   kept without its answer, and copied only then: it has many fields.
    mutating func take(_ other: PaneSubject, renewsTurn: Bool) {
        if renewsTurn { turn = other.turn?.withoutAnswer }
        number = other.number
        count = other.count
        cursor = other.cursor
        focus = other.focus
        unfoldsThoughts = other.unfoldsThoughts
    }
}

/// The parts of a side pane's title.
enum TitlePart: Hashable {
    case name, mode, turn, count, failed, running, moment, elapsed

    /// Which part gives way first when a title is too long; a failed step and a running one are
    /// told to the last.
    static let order: [TitlePart] = [
        .elapsed, .moment, .mode, .count, .turn, .failed, .running, .moment, .mode, .count, .turn,
    ]
}

extension FittedLine<TitlePart> {
    /// The start of every side pane's title: its name, and which turn it is about.
    init(_ pane: PaneID, _ subject: PaneSubject, look: Look) {
        self.init()
        add(.name, pane.title, look: look)
        guard !subject.isLast else { return }
        add(
            .turn, "turn \(subject.number) of \(subject.count)",
            "turn \(subject.number)/\(subject.count)", look: look)
    }

    /// Adds a part of a title; where there is no room a later form stands for it.
    mutating func add(_ part: TitlePart, _ forms: String..., look: Look) {
        let line = look.glyphs.lines[10]
        add(part, .title, joint: Span(text: " \(line) ", role: .title), forms)
    }

    mutating func addMoment(_ subject: PaneSubject, look: Look) {
        // In the server's record moments have no time.
        guard let cursor = subject.cursor, subject.turn?.isEarlier != true else { return }
        addMoment(cursor, look: look)
    }

    mutating func addMoment(_ cursor: TimeCursor, look: Look) {
        let seconds = Wording.fixed(cursor.seconds, digits: 2)
        add(.moment, "at \(seconds) s", "\(seconds)s", "", look: look)
    }

    /// The title at a width.
    func text(columns: Int) -> String {
        spans(columns: columns, givingWay: TitlePart.order).map(\.text).joined()
    }
}
