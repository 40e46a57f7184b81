import LexiScreen

/// Searching in the lines of what lies over the panes.
extension ScreenView {
    /// Brings the search up to date.
    ///
    /// - Returns: The first line to show.
    mutating func searchOverlay(
        _ lines: [StyledLine], width: Int, top: Int, rows: Int
    ) -> Int {
        let source = ListedLines(lines: lines)
        let top = max(0, min(top, lines.count - rows))
        let move = overlaySearch?.update(
            source, stamps: [SearchStamp(base: [lines.hashValue], tail: 0)], width: width,
            visible: top..<top + max(0, rows))
        switch move {
        case nil: return top
        case .back: return overlaySearch?.start.anchor.offset ?? top
        case .show(let found):
            let isSeen = found.lowerBound >= top && found.upperBound < top + rows
            return isSeen ? top : max(0, found.lowerBound - rows / 3)
        }
    }

    /// Marks the matches in the lines that are seen and draws the field into the lower border.
    ///
    /// - Returns: The caret's place, when the field takes the keys.
    func drawOverlaySearch(
        _ lines: [StyledLine], top: Int, _ inner: Rect, into grid: inout Grid
    ) -> Point? {
        drawMatches(overlaySearch, ListedLines(lines: lines), top: top, in: inner, into: &grid)
        return drawSearchField(
            overlaySearch, row: inner.endRow, column: inner.column, columns: inner.columns,
            into: &grid)
    }
}

/// A list of lines that stand where they are in the list.
struct ListedLines: LineSource {
    let lines: [StyledLine]

    var lineCount: Int { lines.count }
    func line(at index: Int) -> StyledLine { lines[index] }
    func anchor(ofLine index: Int) -> Anchor { Anchor(section: 0, block: 0, offset: index) }
    func line(of anchor: Anchor) -> Int { max(0, min(anchor.offset, lines.count - 1)) }
}
