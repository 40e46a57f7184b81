import LexiScreen
import LexiSession
public import LexiState

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
        var view = tabs.removeValue(forKey: tab.id) ?? TabView(look: look)
        view.conversation.update(tab, width: rect.columns, look: look)
        let lines = linesRect(.conversation, rect, view)
        view.conversation.settleSome(tab, byteBudget: Self.settledBytesPerFrame)
        view.conversation.prepare(
            tab, view.viewports[.conversation] ?? Viewport(), rows: lines.rows)
        drawConversation(&view, tab, lines, into: &grid)
        tabs[tab.id] = view
    }

    /// How much text is laid out in a frame that the reader does not see, only to count its
    /// lines: a few milliseconds' worth.
    static let settledBytesPerFrame = 32_768

    /// Whether lines of the active conversation are still to be counted, a slice a frame.
    public func isSettling(_ state: AppState) -> Bool {
        tabs[state.activeTab.id]?.conversation.isSettled == false
    }

    /// Lays out what the conversation is to be scrolled to.
    mutating func prepareConversation(_ state: AppState, _ scroll: Scroll, rows: Int) {
        let tab = state.activeTab
        guard let lineCount = tabs[tab.id]?.conversation.lineCount else { return }
        let viewport = tabs[tab.id]?.viewports[.conversation] ?? Viewport()
        let lines: Int =
            switch scroll {
            case .lines(let lines): lines
            case .pages(let pages): Int((Double(rows) * pages).rounded(.awayFromZero))
            case .top: -lineCount
            case .end: 0
            }
        tabs[tab.id]?.conversation.prepare(tab, viewport, rows: rows, movedBy: lines)
    }
}
