import LexiScreen
import LexiSession
import LexiState

/// One tab's message as it is looked at: its rows, and the column that moves up and down keep to.
struct MessageView: Sendable {
    private var rows = MessageRows()
    /// The column that the last move up or down aimed for, and the caret that it led to.
    private var goal: (column: Int, byteOffset: Int, revision: Int)?

    /// How many bytes of messages have been looked at; what tests count.
    var scannedBytes: Int { rows.scannedBytes }

    /// How many rows the message takes, at most `most`.
    mutating func rowCount(of composer: Composer, columns: Int, most: Int) -> Int {
        _ = rows.update(composer, columns: columns, rowsBelow: most)
        return min(rows.count, most)
    }

    /// Where the caret goes when it moves up or down; `nil` at the edge.
    mutating func caretOffset(movedByRows delta: Int, in composer: Composer, columns: Int) -> Int? {
        let caret = rows.update(composer, columns: columns, rowsBelow: abs(delta))
        var column = caret.column
        if let goal, goal.byteOffset == composer.caretByteOffset,
            goal.revision == composer.revision
        {
            column = goal.column
        }
        guard
            let offset = rows.byteOffset(row: caret.row + delta, column: column, in: composer)
        else { return nil }
        goal = (column, offset, composer.revision)
        return offset
    }

    /// The place of the text that is nearest to a cell of the pane.
    mutating func byteOffset(at point: Point, in rect: Rect, of composer: Composer) -> Int {
        let top = place(composer, in: rect).top
        let row = min(max(0, top + point.row - rect.row), rows.count - 1)
        return rows.byteOffset(row: row, column: point.column - rect.column, in: composer) ?? 0
    }

    /// The caret's place, and the first row that is shown with it.
    private mutating func place(
        _ composer: Composer, in rect: Rect
    ) -> (caret: MessageRows.Caret, top: Int) {
        let caret = rows.update(composer, columns: rect.columns, rowsBelow: rect.rows)
        return (caret, max(0, min(caret.row - rect.rows / 2, rows.count - rect.rows)))
    }

    /// Draws the part of the message around the caret.
    ///
    /// - Returns: Where the caret is.
    mutating func draw(
        _ composer: Composer, in rect: Rect, theme: Theme, into grid: inout Grid
    ) -> Point {
        let (caret, top) = place(composer, in: rect)
        for row in 0..<min(rect.rows, rows.count - top) {
            let line = StyledLine(rows.spans(top + row, of: composer))
            grid.draw(line, row: rect.row + row, in: rect, theme: theme)
        }
        return Point(
            column: min(rect.column + caret.column, rect.endColumn - 1),
            row: rect.row + caret.row - top)
    }
}
