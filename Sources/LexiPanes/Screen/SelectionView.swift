import LexiAPI
import LexiSession
import LexiState

/// What a tab's panes have been moved to by its selection, and what they came from.
struct SelectionView {
    /// The selection that each pane was last moved to: it is moved once, and the reader may scroll
    /// away from it.
    private var shown: [PaneID: Selection] = [:]
    /// Where each pane was before a selection moved it.
    private var before: [PaneID: Viewport] = [:]
    /// The turn in the middle of the conversation while its end is not followed.
    var readTurn: TurnID?
    /// The end of the last turn that was seen.
    var seenEnding: Ending?
    /// The rows that the conversation was last shown in.
    var conversationRows: Int?
    /// The marks of the conversation, kept for as long as the selection.
    private var marks: (selection: Selection, marks: AnswerMarks)?

    /// Moves a pane to the marked lines once for each selection, and back when there is none.
    mutating func move(
        _ pane: PaneID, to selection: Selection?, _ lines: Range<Int>?, in source: some LineSource,
        rows: Int, _ viewport: inout Viewport?
    ) {
        guard let selection else {
            shown[pane] = nil
            if let old = before.removeValue(forKey: pane) { viewport = old }
            return
        }
        guard shown[pane] != selection else { return }
        shown[pane] = selection
        guard let lines, !lines.isEmpty else { return }
        if before[pane] == nil { before[pane] = viewport ?? Viewport() }
        var moved = viewport ?? Viewport()
        moved.reveal(lines, in: source, rows: rows)
        viewport = moved
    }

    /// The reader scrolled a pane: it stays there when the selection ends.
    mutating func didScroll(_ pane: PaneID) { before[pane] = nil }

    /// The reader wants to see the pane's end, and not what is selected.
    mutating func didFollow(_ pane: PaneID, _ selection: Selection?) {
        before[pane] = nil
        shown[pane] = selection
    }

    /// Forgets where panes were, since all follow again.
    mutating func reset() {
        before = [:]
        readTurn = nil
    }

    mutating func answerMarks(_ cursor: TimeCursor, in turn: Turn) -> AnswerMarks {
        if let marks, marks.selection == cursor.selection { return marks.marks }
        let new = AnswerMarks(cursor, in: turn)
        marks = (cursor.selection, new)
        return new
    }

    mutating func forgetMarks() { marks = nil }
}
