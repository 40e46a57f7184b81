import CNcurses
import LexiScreen

/// Hands changed cells to curses, row by row.
struct CellWriter {
    var styles: StyleTable
    /// What of the cells written is to be sent once curses has drawn.
    var placed = PlacedGlyphs()
    private let isASCII: Bool
    private let canPlace: Bool
    /// One row's cells on their way; kept, so that drawing allocates nothing.
    private var buffer: [lexi_cell] = []

    /// - Parameter isASCII: Whether other characters are replaced by the nearest of ASCII.
    /// - Parameter canPlace: Whether ``PlacedGlyphs`` are possible.
    init(styles: StyleTable, isASCII: Bool = false, canPlace: Bool = false) {
        self.styles = styles
        self.isASCII = isASCII
        self.canPlace = canPlace
    }

    /// Writes what differs between two pictures of one size.
    ///
    /// - Returns: Whether anything did.
    mutating func write(_ grid: Grid, over shown: Grid) -> Bool {
        var hasChanges = false
        grid.cells.withUnsafeBufferPointer { new in
            shown.cells.withUnsafeBufferPointer { old in
                for row in 0..<grid.size.rows {
                    guard let range = Self.difference(new, old, row: row, grid.size.columns)
                    else { continue }
                    hasChanges = true
                    write(new, row: row, width: grid.size.columns, range)
                }
            }
        }
        return hasChanges
    }

    /// The columns of a row from the first to the last that differ, without halves of wide
    /// characters.
    private static func difference(
        _ new: UnsafeBufferPointer<Cell>, _ old: UnsafeBufferPointer<Cell>, row: Int, _ columns: Int
    ) -> Range<Int>? {
        let base = row * columns
        let end = base + columns
        var first = base
        while first < end, new[first] == old[first] { first += 1 }
        guard first < end else { return nil }
        var last = end - 1
        while new[last] == old[last] { last -= 1 }
        if first > base, new[first].glyph.isContinuation { first -= 1 }
        if last + 1 < end, new[last + 1].glyph.isContinuation { last += 1 }
        return first - base..<last + 1 - base
    }

    /// - Parameter width: How many cells a row has.
    private mutating func write(
        _ cells: UnsafeBufferPointer<Cell>, row: Int, width: Int, _ columns: Range<Int>
    ) {
        let start = row * width
        buffer.removeAll(keepingCapacity: true)
        var column = columns.lowerBound
        while column < columns.upperBound {
            let cell = cells[start + column]
            let isWide =
                column + 1 < columns.upperBound
                && cells[start + column + 1].glyph.isContinuation
            let isPlaced = append(cell, isWide: isWide, Point(column: column, row: row))
            column += isWide ? 2 : 1
            if isPlaced, column < width {
                placeNeighbor(cells, start: start, Point(column: column, row: row), width)
            }
        }
        lexi_screen_put(Int32(row), Int32(columns.lowerBound), buffer, Int32(buffer.count))
    }

    /// Curses decides by the C library's `wcwidth` how many columns a character takes. Whatever the
    /// grid says, it must not take another number than the grid has for it, or the row shifts.
    ///
    /// - Returns: Whether the cell's glyph is drawn beside curses.
    private mutating func append(_ cell: Cell, isWide: Bool, _ place: Point) -> Bool {
        let look = styles.look(of: cell.style)
        let base = cell.glyph.baseValue
        if !isWide, base >= 0x20, base < 0x7F, cell.glyph.scalar(at: 1) == 0 {
            buffer.append(lexi_cell(base, look))
            return false
        }
        let columns = Unicode.Scalar(base).map(TextWidth.columns(of:)) ?? -1
        if base == 0 {
            buffer.append(lexi_cell(0x20, look))
        } else if isASCII, let scalar = Unicode.Scalar(base), columns > 0 {
            buffer.append(lexi_cell(UInt32(ASCIIText.character(for: scalar)), look))
        } else if columns < 1 {
            // A control, or what has no width to stand on: never sent.
            buffer.append(lexi_cell(isASCII ? 0x3F : 0xFFFD, look))
        } else if columns == 2, !isWide {
            buffer.append(lexi_cell(0x20, look))
        } else if Self.isCountedAlike(cell.glyph) {
            var whole = lexi_cell(base, look)
            whole.scalars.1 = Self.mark(cell.glyph, 1)
            whole.scalars.2 = Self.mark(cell.glyph, 2)
            whole.scalars.3 = Self.mark(cell.glyph, 3)
            whole.scalars.4 = Self.mark(cell.glyph, 4)
            buffer.append(whole)
            if columns == 2 { return false }
        } else if canPlace {
            placed.add(cell.glyph, at: place, styles.sent(cell.style))
            buffer.append(lexi_cell(PlacedGlyphs.placeholder, look))
            if isWide { buffer.append(lexi_cell(PlacedGlyphs.placeholder, look)) }
            return true
        } else {
            buffer.append(lexi_cell(0xFFFD, look))
        }
        if isWide { buffer.append(lexi_cell(0x20, look)) }
        return false
    }

    /// Draws once more what is right of a placed glyph: a terminal that gives that one more columns
    /// has drawn over it.
    private mutating func placeNeighbor(
        _ cells: UnsafeBufferPointer<Cell>, start: Int, _ place: Point, _ width: Int
    ) {
        let cell = cells[start + place.column]
        let next = place.column + 1 < width ? cells[start + place.column + 1] : .blank
        guard let base = Unicode.Scalar(cell.glyph.baseValue), Self.isCountedAlike(cell.glyph)
        else { return }
        // Neither a control nor half of something.
        let columns = next.glyph.isContinuation ? 2 : 1
        guard !cell.glyph.isContinuation, TextWidth.columns(of: base) == columns else { return }
        placed.add(cell.glyph, at: place, styles.sent(cell.style))
    }

    /// Curses passes marks on as they are, so they have to be marks.
    private static func mark(_ glyph: Glyph, _ index: Int) -> UInt32 {
        let value = glyph.scalar(at: index)
        return value >= 0x300 ? value : 0
    }

    /// Whether curses gives a glyph the columns that it has in the grid.
    private static func isCountedAlike(_ glyph: Glyph) -> Bool {
        for index in 0..<5 {
            guard let scalar = Unicode.Scalar(glyph.scalar(at: index)), scalar.value != 0 else {
                return true
            }
            if TextWidth.cursesColumns(of: scalar) != TextWidth.columns(of: scalar) { return false }
        }
        return true
    }
}

extension lexi_cell {
    fileprivate init(_ base: UInt32, _ look: StyleTable.Look) {
        self.init(
            scalars: (base, 0, 0, 0, 0), attributes: look.attributes, pair: look.pair)
    }
}
