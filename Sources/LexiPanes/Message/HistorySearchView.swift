import LexiScreen
import LexiSession
import LexiState

/// The search through sent messages, in the place of the message: what is looked for, and below it
/// what was found.
enum HistorySearchView {
    static func rowCount(_ search: HistorySearch, columns: Int, most: Int) -> Int {
        1 + matchRows(search, columns: columns, most: most).count
    }

    private static func matchRows(
        _ search: HistorySearch, columns: Int, most: Int
    ) -> [StyledLine] {
        guard let match = search.match else { return [] }
        var composer = Composer(text: match)
        composer.apply(.moveToStart)
        var rows = MessageRows()
        _ = rows.update(composer, columns: columns, rowsBelow: most)
        return (0..<min(rows.count, most)).map { StyledLine(rows.spans($0, of: composer)) }
    }

    /// - Returns: Where the caret is: behind what is looked for.
    static func draw(
        _ search: HistorySearch, in rect: Rect, look: Look, into grid: inout Grid
    ) -> Point {
        let isMissing = search.match == nil && !search.isLoading
        let label = isMissing ? "not found: " : "search: "
        let style = look.theme[isMissing ? .warning : .messageHint]
        var column = grid.write(
            label, column: rect.column, row: rect.row, style: style, clip: rect)
        column = grid.write(
            search.query, column: column, row: rect.row, style: look.theme[.messageText],
            clip: rect)
        if let number = search.number {
            let text = " \(number)/\(search.count)"
            let start = rect.endColumn - text.count
            if start > column {
                grid.write(
                    text, column: start, row: rect.row, style: look.theme[.messageHint], clip: rect)
            }
        }
        let rows = matchRows(search, columns: rect.columns, most: rect.rows - 1)
        for (index, line) in rows.enumerated() {
            grid.draw(line, row: rect.row + 1 + index, in: rect, theme: look.theme)
        }
        return Point(column: min(column, rect.endColumn - 1), row: rect.row)
    }
}
