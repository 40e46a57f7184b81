import LexiScreen
import LexiState

/// The conversation between its context line and the pane's end.
extension ScreenView {
    /// The conversation's first row stays the context line; what scrolls is below it.
    func contentRect(_ pane: PaneID, _ layout: ScreenLayout) -> Rect? {
        guard let rect = layout.contents[pane] else { return nil }
        guard pane == .conversation else { return rect }
        let head = rect.rows > 6 ? 2 : 1
        return Rect(
            column: rect.column, row: rect.row + head, columns: rect.columns, rows: rect.rows - head
        )
    }

    mutating func drawConversation(
        _ layout: ScreenLayout, _ state: AppState, into grid: inout Grid
    ) {
        let tab = state.activeTab
        guard let whole = layout.contents[.conversation],
            let rect = contentRect(.conversation, layout)
        else { return }
        let text = "context  " + Wording.contextLine(tab, dot: look.glyphs.dot)
        grid.write(
            TextWidth.truncated(text, columns: whole.columns, ellipsis: look.glyphs.ellipsis),
            column: whole.column, row: whole.row, style: look.theme[.context], clip: whole)
        if tab.turns.isEmpty {
            let lines = EmptyConversation.lines(state, width: rect.columns)
            for (row, line) in lines.prefix(rect.rows).enumerated() {
                grid.draw(line, row: rect.row + row, in: rect, theme: look.theme)
            }
            return
        }
        tabs[tab.id, default: TabView(look: look)].conversation.update(
            tab, width: rect.columns, look: look)
        guard var view = tabs.removeValue(forKey: tab.id) else { return }
        let lines = linesRect(.conversation, rect, view)
        drawConversation(&view, tab, lines, into: &grid)
        tabs[tab.id] = view
    }
}
