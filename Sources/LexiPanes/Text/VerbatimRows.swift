import LexiScreen

/// Cuts a row of preformatted text at a width; tabs stand for spaces up to the next eighth
/// column.
enum VerbatimRows {
    static func rows(of text: Substring, width: Int) -> [String] {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        if isPlain, text.utf8.count <= width { return [String(text)] }
        var rows: [String] = []
        var row = ""
        var columns = 0
        for character in text {
            let piece =
                character == "\t"
                ? String(repeating: " ", count: min(width, TabStops.columns(from: columns)))
                : String(character)
            let pieceColumns = isPlain ? 1 : TextWidth.columns(of: piece)
            if columns + pieceColumns > width, columns > 0 {
                rows.append(row)
                (row, columns) = ("", 0)
            }
            row += piece
            columns += pieceColumns
        }
        rows.append(row)
        return rows
    }
}
