import LexiScreen
import LexiSession
import LexiState

/// What lies over the panes.
extension ScreenView {
    mutating func scrollHelp(_ scroll: Scroll) {
        switch scroll {
        case .lines(let lines): helpTop += lines
        case .pages(let pages): helpTop += Int(Double(lastSize.rows - 2) * pages)
        case .top: helpTop = 0
        case .end: helpTop = .max / 2
        }
    }

    mutating func draw(_ overlay: Overlay, into grid: inout Grid) -> Point? {
        switch overlay {
        case .step, .palette: return nil
        case .signIn(let signIn): return drawSignIn(signIn, into: &grid)
        case .leader:
            drawLeader(into: &grid)
            return nil
        case .help:
            let width = OverlayBox.columns(grid.size, most: 76)
            let lines = HelpOverlay.lines(help, width: width)
            helpTop = searchOverlay(lines, width: width, top: helpTop, rows: grid.size.rows - 2)
            helpTop = max(0, min(helpTop, lines.count - (grid.size.rows - 2)))
            let below = lines.count - (grid.size.rows - 2) - helpTop
            let inner = OverlayBox.draw(
                "Help (\(look.keys[.helpClose]) closes)", lines: lines, top: helpTop, width: width,
                look: look,
                into: &grid)
            drawnOverlay = OverlayArea(inner: inner, top: helpTop)
            if below > 0 || helpTop > 0 {
                let more = below > 0 ? " \(below) more \(look.glyphs.down) " : ""
                let text = "\(more) j, k, PgDn, PgUp "
                grid.write(
                    text, column: inner.endColumn - TextWidth.columns(of: text), row: inner.endRow,
                    style: look.theme[.badge], clip: grid.bounds)
            }
            return drawOverlaySearch(lines, top: helpTop, inner, into: &grid)
        case .themes(let picker):
            let width = OverlayBox.columns(grid.size, most: 40)
            let lines = ThemeOverlay.lines(
                picker, problem: themeProblem, width: width, look: look)
            let top = listTop(showing: picker.selectedIndex, of: lines.count, in: grid)
            let inner = OverlayBox.draw(
                ThemeOverlay.title(look.keys), lines: lines, top: top, width: width, look: look,
                into: &grid)
            drawMore(lines.count, top: top, inner, into: &grid)
            drawnOverlay = OverlayArea(inner: inner, top: top)
            return nil
        case .context(let editor):
            let width = OverlayBox.columns(grid.size, most: 60)
            let (lines, caret) = ContextOverlay.lines(editor, width: width, look: look)
            let top = listTop(showing: caret.row, of: lines.count, in: grid)
            let inner = OverlayBox.draw(
                "Context of the next message", lines: lines, top: top, width: width, look: look,
                into: &grid)
            drawnOverlay = OverlayArea(inner: inner, top: top)
            drawMore(lines.count, top: top, inner, into: &grid)
            guard editor.selectedRow != .tools else { return nil }
            return Point(
                column: min(inner.column + caret.column, inner.endColumn - 1),
                row: inner.row + caret.row - top)
        case .copy(let menu):
            let width = OverlayBox.columns(grid.size, most: 60)
            let lines = CopyOverlay.lines(menu, width: width, look: look)
            let top = listTop(showing: menu.selectedIndex, of: lines.count, in: grid)
            let inner = OverlayBox.draw(
                "Copy (\(look.keys[.copyAccept]) copies, \(look.keys[.copyClose]) closes)",
                lines: lines, top: top, width: width,
                look: look, into: &grid)
            drawnOverlay = OverlayArea(inner: inner, top: top)
            drawMore(lines.count, top: top, inner, into: &grid)
            return nil
        }
    }

    /// The first line of a list to show: the list stays where it is while the selected line is in
    /// view, so that a second click finds the line of the first.
    mutating func listTop(showing line: Int, of count: Int, in grid: Grid) -> Int {
        let rows = max(1, grid.size.rows - 2)
        listTop = max(0, min(listTop, count - rows))
        if !(listTop..<listTop + rows).contains(line) {
            listTop =
                line < listTop ? line : OverlayBox.top(showing: line, of: count, in: grid)
        }
        return listTop
    }

    /// Says how many lines there are below the ones that fit.
    func drawMore(_ count: Int, top: Int, _ inner: Rect, into grid: inout Grid) {
        let below = count - top - inner.rows
        guard below > 0 else { return }
        let text = " \(below) more \(look.glyphs.down) "
        grid.write(
            text, column: inner.endColumn - TextWidth.columns(of: text), row: inner.endRow,
            style: look.theme[.badge], clip: grid.bounds)
    }
}
