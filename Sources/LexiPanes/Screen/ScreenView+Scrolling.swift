import LexiScreen
import LexiSession
public import LexiState

/// Where the panes are looked at.
extension ScreenView {
    /// A move of the focused pane's viewport.
    public enum Scroll: Sendable, Hashable {
        case lines(Int)
        /// Parts of the pane's height, down when positive: 0.5 is half a page.
        case pages(Double)
        case top
        /// Follows again.
        case end
    }

    /// Scrolls the focused pane; the message's keys scroll the conversation.
    public mutating func scroll(_ scroll: Scroll, _ state: AppState) {
        if state.overlay == .help || state.overlay == .leader {
            scrollHelp(scroll)
            return
        }
        if state.overlay == .step {
            scrollDetail(scroll)
            return
        }
        self.scroll(focus, scroll, state)
    }

    /// Scrolls a pane, whatever has the focus; for the message it is the conversation.
    public mutating func scroll(_ pane: PaneID, _ scroll: Scroll, _ state: AppState) {
        let pane = pane == .message ? .conversation : pane
        let layout = layout(state, size: lastSize)
        guard let rect = contentRect(pane, layout) else { return }
        let id = state.activeTab.id
        if pane == .conversation { prepareConversation(state, scroll, rows: rect.rows) }
        let tab = tabs[id] ?? TabView(look: look)
        var viewport = tab.viewports[pane] ?? Viewport()
        func move(_ source: some LineSource) {
            switch scroll {
            case .lines(let lines): viewport.scroll(by: lines, in: source, rows: rect.rows)
            case .pages(let pages):
                let lines = Int((Double(rect.rows) * pages).rounded(.awayFromZero))
                viewport.scroll(by: lines, in: source, rows: rect.rows)
            case .top: viewport.scroll(by: -source.lineCount, in: source, rows: rect.rows)
            case .end: viewport.follow()
            }
        }
        if let side = tab.sidePanes[pane] {
            move(side)
        } else {
            move(tab.conversation.reading(state.activeTab))
        }
        tabs[id, default: TabView(look: look)].viewports[pane] = viewport
        tabs[id]?.selection.didScroll(pane)
    }

    /// The active tab's panes show their ends again.
    public mutating func follow(_ state: AppState) {
        tabs[state.activeTab.id]?.viewports = [:]
        tabs[state.activeTab.id]?.selection.reset()
    }
}
