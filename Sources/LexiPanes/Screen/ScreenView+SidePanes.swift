import LexiAPI
import LexiScreen
import LexiState

/// The panes beside the conversation, and what all panes of lines share.
extension ScreenView {
    mutating func drawSidePanes(
        _ layout: ScreenLayout, _ state: AppState, now: Instant, into grid: inout Grid
    ) -> Point? {
        let tab = state.activeTab
        var view = tabs.removeValue(forKey: tab.id) ?? TabView(look: look)
        defer { tabs[tab.id] = view }
        var subject = subject(tab, view)
        subject.unfoldsThoughts = view.searches[.thinking]?.isInThoughts(of: subject.turn) ?? false
        var caret: Point?
        for pane in PaneID.allCases {
            guard let rect = layout.contents[pane],
                var side = view.sidePanes.removeValue(forKey: pane)
            else { continue }
            let lines = linesRect(pane, rect, view)
            side.update(subject, tab, state, width: rect.columns, now: now, look: look)
            let point = draw(
                side, of: pane, &view, tab.selection, subject, lines, into: &grid)
            caret = caret ?? point
            let columns = titleColumns(pane, layout)
            drawTitle(side.title(columns: columns), of: pane, layout, into: &grid)
            view.sidePanes[pane] = side
        }
        return caret
    }

    func drawLines(
        _ source: some LineSource, _ viewport: Viewport?, _ rect: Rect, into grid: inout Grid
    ) {
        let viewport = viewport ?? Viewport()
        let top = viewport.topLine(in: source, rows: rect.rows)
        for row in 0..<max(0, min(rect.rows, source.lineCount - top)) {
            grid.draw(source.line(at: top + row), row: rect.row + row, in: rect, theme: look.theme)
        }
        guard let text = moreBelow(source, viewport, rows: rect.rows) else { return }
        grid.write(
            text, column: rect.endColumn - TextWidth.columns(of: text), row: rect.endRow - 1,
            style: look.theme[.badge], clip: rect)
    }

    /// How much there is below what is seen; `nil` where the end is seen.
    func moreBelow(_ source: some LineSource, _ viewport: Viewport, rows: Int) -> String? {
        let below = source.lineCount - viewport.topLine(in: source, rows: rows) - rows
        guard !viewport.isFollowing, rows > 0, below > 0 else { return nil }
        let new = viewport.newLineCount(in: source, rows: rows)
        return new > 0
            ? " \(new) new \(look.glyphs.down) " : " \(below) more \(look.glyphs.down) "
    }
}
