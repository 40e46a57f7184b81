import LexiScreen
import LexiState

/// The message being written, wrapped, with the caret's place.
struct MessageLayout {
    struct Row {
        var text: Substring
        /// Where the row begins in the text, in bytes.
        var byteOffset: Int

        /// What is drawn: a tab takes one column, as it is measured.
        var shown: String { String(text.map { $0 == "\t" ? " " : $0 }) }
    }

    private(set) var rows: [Row] = []
    private(set) var caret = Point(column: 0, row: 0)

    /// Wraps at characters rather than words, so that typing never moves what is before the
    /// caret.
    init(_ composer: Composer, width: Int) {
        let text = composer.text
        let width = max(1, width)
        var rowStart = text.startIndex
        var rowOffset = 0
        var column = 0
        var offset = 0
        var index = text.startIndex
        func isCaret(_ offset: Int) -> Bool { offset == composer.caretByteOffset }
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            let isBreak = character.isNewline
            let columns = isBreak ? 0 : TextWidth.columns(of: String(character))
            if !isBreak, column + columns > width {
                rows.append(Row(text: text[rowStart..<index], byteOffset: rowOffset))
                (rowStart, rowOffset, column) = (index, offset, 0)
            }
            if isCaret(offset) { caret = Point(column: column, row: rows.count) }
            column += columns
            offset += text[index..<next].utf8.count
            if isBreak {
                rows.append(Row(text: text[rowStart..<index], byteOffset: rowOffset))
                (rowStart, rowOffset, column) = (next, offset, 0)
            }
            index = next
        }
        rows.append(Row(text: text[rowStart...], byteOffset: rowOffset))
        if isCaret(offset) {
            caret = Point(column: column, row: rows.count - 1)
            if column >= width {
                rows.append(Row(text: text[text.endIndex...], byteOffset: offset))
                caret = Point(column: 0, row: rows.count - 1)
            }
        }
    }

    /// The byte offset of the place in the row above or below the caret; `nil` past the edge.
    func caretOffset(movedByRows delta: Int) -> Int? {
        let target = caret.row + delta
        guard rows.indices.contains(target) else { return nil }
        var column = 0
        var offset = rows[target].byteOffset
        for character in rows[target].text {
            let width = TextWidth.columns(of: String(character))
            if column + width > caret.column { break }
            column += width
            offset += String(character).utf8.count
        }
        return offset
    }
}
