import LexiScreen

/// Where the lines of a box were drawn.
struct OverlayArea: Hashable {
    /// The rectangle of the lines.
    var inner: Rect
    /// The first line shown.
    var top: Int

    /// The box with its border.
    var frame: Rect { inner.inset(columns: -2, rows: -1) }
}

/// A bordered box in the middle of the screen.
enum OverlayBox {
    /// Draws lines from `top` on in a box as large as they need, at most the screen less a cell
    /// around.
    ///
    /// - Parameter mostRows: The box stands where one of so many lines would, so that it stays
    ///   there when there are fewer.
    /// - Returns: The rectangle of the lines.
    static func draw(
        _ title: String, lines: [StyledLine], top: Int, width: Int, look: Look,
        mostRows: Int? = nil, into grid: inout Grid
    ) -> Rect {
        let rows = min(lines.count + 2, grid.size.rows)
        let columns = min(width + 4, grid.size.columns)
        let frame = Rect(
            column: (grid.size.columns - columns) / 2,
            row: max(0, (grid.size.rows - max(rows, (mostRows ?? 0) + 2)) / 2),
            columns: columns, rows: rows)
        grid.fill(around(frame, in: grid), style: look.theme[.overlay])
        var canvas = BorderCanvas(size: grid.size)
        canvas.add(frame, role: .borderFocused)
        canvas.draw(into: &grid, look: look)
        grid.write(
            " \(title) ", column: frame.column + 2, row: frame.row,
            style: look.theme[.titleFocused],
            // The corner stays.
            clip: frame.inset(columns: 1, rows: 0))
        let inner = frame.inset(columns: 2, rows: 1)
        for row in 0..<inner.rows where top + row < lines.count {
            grid.draw(lines[top + row], row: inner.row + row, in: inner, theme: look.theme)
        }
        return inner
    }

    /// The box with what little is left of the screen beside it: scraps of the panes there would
    /// only confuse.
    private static func around(_ frame: Rect, in grid: Grid) -> Rect {
        var rect = frame
        if grid.size.columns - frame.columns <= 8 {
            rect.column = 0
            rect.columns = grid.size.columns
        }
        if grid.size.rows - frame.rows <= 3 {
            rect.row = 0
            rect.rows = grid.size.rows
        }
        return rect
    }

    /// The first line to draw so that one of them is seen, with the next one where there is one.
    static func top(showing line: Int, of count: Int, in grid: Grid) -> Int {
        let rows = max(1, grid.size.rows - 2)
        return max(0, min(line + 2 - rows, count - rows))
    }

    /// The columns that a box's lines may take on a screen.
    static func columns(_ size: Size, most: Int) -> Int { max(1, min(most, size.columns - 6)) }
}
