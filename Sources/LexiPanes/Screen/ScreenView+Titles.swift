import LexiScreen

/// How much there is below what is seen of a pane.
struct MoreBelow: Hashable {
    var lineCount: Int
    /// Whether these lines came since the reader left the end.
    var isNew: Bool

    /// From the longest form to the shortest.
    func forms(down: String) -> [String] {
        [" \(lineCount) \(isNew ? "new" : "more") \(down) ", " \(lineCount) \(down) "]
    }
}

/// The row above each pane's lines: its title, and how much more there is below.
extension ScreenView {
    /// Columns in which every pane's name fits with blanks around it.
    private static let nameColumns = 14

    /// Draws a pane's title and what there is below, into its border or a line of its own.
    ///
    /// - Parameter title: Makes the title for so many columns, told whether it has the row for
    ///   itself.
    mutating func drawTitle(
        of pane: PaneID, _ layout: ScreenLayout, more: MoreBelow? = nil, into grid: inout Grid,
        _ title: (_ columns: Int, _ isAlone: Bool) -> String
    ) {
        guard let row = titleRect(pane, layout) else { return }
        let isFramed = layout.frames[pane] != nil
        var room = row
        if !isFramed {
            let line = String(repeating: look.glyphs.lines[10], count: layout.size.columns)
            grid.write(line, column: 0, row: row.row, style: look.theme[.border])
        }
        if let more {
            let forms = more.forms(down: look.glyphs.down)
            let text =
                forms.first {
                    TextWidth.columns(of: $0) + 1 + Self.nameColumns <= row.columns
                } ?? forms[forms.count - 1]
            let columns = TextWidth.columns(of: text)
            let rect = Rect(
                column: row.endColumn - columns, row: row.row, columns: columns, rows: 1)
            grid.write(
                text, column: rect.column, row: rect.row, style: look.theme[.badge], clip: row)
            drawnMore[pane] = rect
            // A piece of the line stands between.
            room = Rect(
                column: row.column, row: row.row, columns: row.columns - columns - 1, rows: 1)
        }
        let end = grid.write(
            " \(title(max(0, room.columns - 2), isFramed && more == nil)) ", column: room.column,
            row: room.row, style: look.theme[pane == focus ? .titleFocused : .title], clip: room)
        if let frame = layout.frames[pane] {
            if isZoomed { tellZoom(frame, into: &grid) }
            return
        }
        drawOtherPanes(
            beside: pane, row: row.row, titleEnd: end, columns: room.endColumn + 1, into: &grid)
    }

    /// Says in the lower border that the other panes are there, only not in sight: a zoom may be
    /// one of days ago.
    private func tellZoom(_ frame: Rect, into grid: inout Grid) {
        let text = " zoomed "
        let column = frame.endColumn - 2 - TextWidth.columns(of: text)
        grid.write(
            text, column: column, row: frame.endRow - 1, style: look.theme[.title], clip: frame)
    }

    /// The columns in which a pane's title stands; `nil` where it is not seen.
    private func titleRect(_ pane: PaneID, _ layout: ScreenLayout) -> Rect? {
        if let frame = layout.frames[pane] {
            var rect = frame.inset(columns: 2, rows: 0)
            rect.rows = 1
            return rect
        }
        return layout.titleRows[pane].map {
            Rect(column: 1, row: $0, columns: layout.size.columns - 2, rows: 1)
        }
    }
}
