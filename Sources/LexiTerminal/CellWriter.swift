import CNcurses
import LexiScreen

/// Hands changed cells to curses, row by row.
struct CellWriter {
    var styles: StyleTable
    private let isASCII: Bool
    /// One row's cells on their way; kept, so that drawing allocates nothing.
    private var buffer: [lexi_cell] = []

    /// - Parameter isASCII: Whether other characters are replaced by the nearest of ASCII.
    init(styles: StyleTable, isASCII: Bool = false) {
        self.styles = styles
        self.isASCII = isASCII
    }

    /// Writes what differs between two pictures of one size.
    ///
    /// - Returns: Whether anything did.
    mutating func write(_ grid: Grid, over shown: Grid) -> Bool {
        let columns = grid.size.columns
        var hasChanges = false
        for row in 0..<grid.size.rows {
            let range = grid.cells.withUnsafeBufferPointer { new in
                shown.cells.withUnsafeBufferPointer { old in
                    Self.difference(
                        new[row * columns..<(row + 1) * columns],
                        old[row * columns..<(row + 1) * columns])
                }
            }
            guard let range else { continue }
            hasChanges = true
            write(grid, row: row, range)
        }
        return hasChanges
    }

    /// The columns from the first to the last that differ, without halves of wide characters.
    private static func difference(
        _ new: Slice<UnsafeBufferPointer<Cell>>, _ old: Slice<UnsafeBufferPointer<Cell>>
    ) -> Range<Int>? {
        let base = new.startIndex
        guard var first = new.indices.first(where: { new[$0] != old[$0] }),
            var last = new.indices.last(where: { new[$0] != old[$0] })
        else { return nil }
        if first > base, new[first].glyph.isContinuation { first -= 1 }
        if last + 1 < new.endIndex, new[last + 1].glyph.isContinuation { last += 1 }
        return first - base..<last + 1 - base
    }

    private mutating func write(_ grid: Grid, row: Int, _ columns: Range<Int>) {
        buffer.removeAll(keepingCapacity: true)
        var column = columns.lowerBound
        while column < columns.upperBound {
            let cell = grid[column, row]
            let isWide =
                column + 1 < columns.upperBound && grid[column + 1, row].glyph.isContinuation
            append(cell, isWide: isWide)
            column += isWide ? 2 : 1
        }
        lexi_screen_put(Int32(row), Int32(columns.lowerBound), buffer, Int32(buffer.count))
    }

    /// Curses decides by `wcwidth` how many columns a character takes. Whatever the grid says, it
    /// must not take another number than the grid has for it, or the row shifts.
    private mutating func append(_ cell: Cell, isWide: Bool) {
        let look = styles.look(of: cell.style)
        let base = cell.glyph.baseValue
        if !isWide, base >= 0x20, base < 0x7F, cell.glyph.scalar(at: 1) == 0 {
            buffer.append(lexi_cell(base, look))
            return
        }
        let width = Unicode.Scalar(base).map(TextWidth.cursesColumns(of:)) ?? -1
        if base == 0 {
            buffer.append(lexi_cell(0x20, look))
        } else if isASCII, let scalar = Unicode.Scalar(base), width > 0 {
            buffer.append(lexi_cell(UInt32(ASCIIText.character(for: scalar)), look))
        } else if width < 1 {
            // A control, or what has no width to stand on: never sent.
            buffer.append(lexi_cell(isASCII ? 0x3F : 0xFFFD, look))
        } else if width == 2, !isWide {
            buffer.append(lexi_cell(0x20, look))
        } else if width == 1, isWide, Unicode.Scalar(base).map(TextWidth.columns(of:)) == 2 {
            // Curses would count one column where the terminal draws two.
            buffer.append(lexi_cell(0x3F, look))
        } else {
            var whole = lexi_cell(base, look)
            // Curses passes marks on as they are, so they have to be marks.
            func mark(_ index: Int) -> UInt32 {
                let value = cell.glyph.scalar(at: index)
                return value >= 0x300 ? value : 0
            }
            whole.scalars.1 = mark(1)
            whole.scalars.2 = mark(2)
            whole.scalars.3 = mark(3)
            whole.scalars.4 = mark(4)
            buffer.append(whole)
            if width == 2 { return }
        }
        if isWide { buffer.append(lexi_cell(0x20, look)) }
    }
}

extension lexi_cell {
    fileprivate init(_ base: UInt32, _ look: StyleTable.Look) {
        self.init(
            scalars: (base, 0, 0, 0, 0), attributes: look.attributes, pair: look.pair)
    }
}
