/// One character cell.
public struct Cell: Sendable, Hashable {
    public var glyph: Glyph
    public var style: Style
    public init(glyph: Glyph, style: Style) {
        self.glyph = glyph
        self.style = style
    }

    public static let blank = Cell(glyph: .space, style: .plain)
}

/// A screenful of cells, row by row: what panes draw and a backend shows.
///
/// Writing outside the grid or the clip is left out, never an error. A wide character takes its
/// cell and a continuation to the right; one that would be cut by an edge becomes a blank.
public struct Grid: Sendable, Equatable {
    public private(set) var size: Size
    public private(set) var cells: [Cell]

    public init(size: Size) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
    }

    public var bounds: Rect { Rect(size) }

    public subscript(column: Int, row: Int) -> Cell {
        get { cells[row * size.columns + column] }
        set { cells[row * size.columns + column] = newValue }
    }

    /// The cells of one row.
    public func row(_ row: Int) -> ArraySlice<Cell> {
        cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Blanks a rectangle in one style.
    public mutating func fill(_ rect: Rect, style: Style) {
        let cell = Cell(glyph: .space, style: style)
        for row in max(0, rect.row)..<max(0, min(rect.endRow, size.rows), rect.row) {
            breakWideCharacter(before: rect.column, row: row)
            breakWideCharacter(before: rect.endColumn, row: row)
            let start = max(0, rect.column)
            let end = min(rect.endColumn, size.columns)
            if start < end {
                cells.withUnsafeMutableBufferPointer { cells in
                    cells[row * size.columns + start..<row * size.columns + end]
                        .update(repeating: cell)
                }
            }
        }
    }

    /// Writes text in one row from a column on, until the clip's right edge.
    ///
    /// - Parameters:
    ///   - text: Text without control characters; any that remain show as U+FFFD.
    ///   - clip: Where writing is allowed; the whole grid when `nil`.
    /// - Returns: The column after the last character written or left out.
    @discardableResult
    public mutating func write(
        _ text: some StringProtocol, column: Int, row: Int, style: Style, clip: Rect? = nil
    ) -> Int {
        let clip = clip ?? bounds
        let left = max(0, clip.column)
        let right = min(clip.endColumn, size.columns)
        let isVisibleRow =
            row >= max(0, clip.row) && row < min(clip.endRow, size.rows) && left < right
        guard isVisibleRow else { return column + TextWidth.columns(of: text) }
        var column = column
        var text = String(text)
        let base = row * size.columns
        let isPlain = text.withUTF8 { bytes -> Bool in
            guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return false }
            let start = max(left, column)
            let end = min(right, column + bytes.count)
            if start < end {
                breakWideCharacter(before: start, row: row)
                breakWideCharacter(before: end, row: row)
            }
            for byte in bytes {
                if column >= right { break }
                if column >= left {
                    cells[base + column] = Cell(
                        glyph: Glyph(Unicode.Scalar(byte)), style: style)
                }
                column += 1
            }
            return true
        }
        if isPlain { return column }
        TextWidth.forEachCell(in: text) { glyph, width in
            put(glyph, width: width, column: column, row: row, style: style, left..<right)
            column += width
            return column < right
        }
        return column
    }

    private mutating func put(
        _ glyph: Glyph, width: Int, column: Int, row: Int, style: Style, _ range: Range<Int>
    ) {
        let fits = column >= range.lowerBound && column + width <= range.upperBound
        breakWideCharacter(before: max(column, range.lowerBound), row: row)
        breakWideCharacter(before: min(column + width, range.upperBound), row: row)
        for offset in 0..<width where range.contains(column + offset) {
            let shown: Glyph = fits ? (offset == 0 ? glyph : .continuation) : .space
            cells[row * size.columns + column + offset] = Cell(glyph: shown, style: style)
        }
    }

    /// Whoever overwrites half of a wide character blanks the other half.
    private mutating func breakWideCharacter(before column: Int, row: Int) {
        guard column > 0, column < size.columns, row >= 0, row < size.rows,
            self[column, row].glyph.isContinuation
        else { return }
        self[column, row].glyph = .space
        self[column - 1, row].glyph = .space
    }

    /// The text of one row without trailing blanks, for tests and copying.
    public func text(row: Int) -> String {
        var line = ""
        for cell in self.row(row) where !cell.glyph.isContinuation { line += cell.glyph.text }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Every row's text, joined by line feeds.
    public var text: String {
        (0..<size.rows).map { text(row: $0) }.joined(separator: "\n")
    }
}
