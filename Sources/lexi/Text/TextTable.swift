import LexiScreen

/// Rows in columns, printed while they come: a column is as wide as its widest cell so far.
struct TextTable {
    struct Column {
        var heading: String
        var isNumber = false
    }

    /// A cell wider than this stands out instead of moving all the others.
    private static let widestCell = 40
    /// The last column is not cut shorter than this, however narrow the terminal.
    private static let shortestCut = 12

    private let columns: [Column]
    private let limit: Int?
    private var widths: [Int]
    private var hasHeading = false

    /// - Parameter limit: Columns of the terminal, to which the last cell of a row is cut; `nil`
    ///   cuts nothing.
    init(_ columns: [Column], limit: Int?) {
        self.columns = columns
        self.limit = limit
        widths = columns.map { TextWidth.columns(of: $0.heading) }
    }

    /// The lines of some more rows, below the headings if they are the first.
    mutating func lines(_ rows: [[String]]) -> String {
        for row in rows {
            for (index, cell) in row.enumerated() {
                let width = TextWidth.columns(of: cell)
                if width <= Self.widestCell { widths[index] = max(widths[index], width) }
            }
        }
        let headings = hasHeading ? [] : [columns.map(\.heading)]
        hasHeading = true
        return (headings + rows).map { line($0) + "\n" }.joined()
    }

    private func line(_ cells: [String]) -> String {
        var line = ""
        var used = 0
        for (index, cell) in cells.enumerated() {
            let width = TextWidth.columns(of: cell)
            let blank = String(repeating: " ", count: max(0, widths[index] - width))
            if index == cells.count - 1 {
                let room = limit.map { max(Self.shortestCut, $0 - used) }
                return line + (room.map { TextWidth.truncated(cell, columns: $0) } ?? cell)
            }
            line += columns[index].isNumber ? blank + cell : cell + blank
            line += "  "
            used += max(width, widths[index]) + 2
        }
        return line
    }
}
