import LexiAPI
import LexiScreen
import LexiSession
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
            drawTitle(of: pane, layout, more: view.more[pane], into: &grid) {
                $1 ? side.header(columns: $0) : side.title(columns: $0)
            }
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
    }

    /// How much there is below what is seen; `nil` where the end is seen.
    func moreBelow(
        _ source: some LineSource, _ viewport: Viewport?, rows: Int
    ) -> MoreBelow? {
        let viewport = viewport ?? Viewport()
        let below = source.lineCount - viewport.topLine(in: source, rows: rows) - rows
        guard !viewport.isFollowing, rows > 0, below > 0 else { return nil }
        let new = viewport.newLineCount(in: source, rows: rows)
        return MoreBelow(lineCount: new > 0 ? new : below, isNew: new > 0)
    }
}
