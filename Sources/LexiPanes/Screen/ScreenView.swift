public import LexiAPI
public import LexiScreen
import LexiSession
public import LexiState

/// Turns the state into frames, keeping layouts from one frame to the next.
///
/// Given the same calls it draws the same cells: it reads no clock and no environment.
public struct ScreenView {
    /// What is drawn with other glyphs, or names other keys, is laid out anew.
    public var look: Look {
        didSet {
            guard look.glyphs != oldValue.glyphs || look.keys != oldValue.keys else { return }
            for id in tabs.keys { tabs[id]?.forgetLayouts(look: look) }
        }
    }
    /// Why the theme that the list of themes has selected cannot be shown.
    public var themeProblem: String?
    public internal(set) var focus = PaneID.message {
        didSet { if focus == .message, !takesMessages { focus = .conversation } }
    }
    /// Whether messages can be written; else the message never has the focus.
    let takesMessages: Bool
    public internal(set) var isZoomed = false
    public internal(set) var arrangement = PaneArrangement()
    /// What the help shows; made from the key table.
    public var help: [HelpEntry] = [] { didSet { helpTop = 0 } }
    /// What can follow the leader, and its title.
    public var leaderHelp = LeaderHelp() { didSet { helpTop = 0 } }
    var helpTop = 0
    var tabs: [ConversationID: TabView] = [:]
    var backdrop = Backdrop()
    var detailTop = 0
    /// The first line shown of a list that lies over the panes.
    var listTop = 0
    var signInTop = 0
    /// The search in what lies over the panes.
    var overlaySearch: PaneSearch?
    /// The screen's size when it was drawn last.
    public internal(set) var lastSize = ScreenLayout.smallest
    /// Where everything was drawn last, for the mouse.
    var drawn: ScreenLayout?
    /// Where it was said last how much more there is below a pane.
    var drawnMore: [PaneID: Rect] = [:]
    /// Where the lines of what lies over the panes were drawn last.
    var drawnOverlay: OverlayArea?

    /// What is kept of one tab: its conversation's layout and where its panes are looked at.
    struct TabView {
        var conversation = ConversationLines()
        var sidePanes: [PaneID: any SidePane] = [:]
        var viewports: [PaneID: Viewport] = [:]
        var message = MessageView()
        var selection = SelectionView()
        var searches: [PaneID: PaneSearch] = [:]
        /// How much more there is below what is seen.
        var more: [PaneID: MoreBelow] = [:]
        /// Panes with lines that the next frames are to search.
        var searchingPanes: Set<PaneID> = []

        init(look: Look) {
            for pane in PaneID.allCases { sidePanes[pane] = pane.makeSidePane(look: look) }
        }

        /// Keeps where the panes are looked at.
        mutating func forgetLayouts(look: Look) {
            let viewports = viewports
            self = TabView(look: look)
            self.viewports = viewports
        }
    }

    public init(look: Look, takesMessages: Bool = true) {
        self.look = look
        self.takesMessages = takesMessages
        if !takesMessages { focus = .conversation }
    }

    // MARK: Focus

    public mutating func focusNext() { moveFocus(1) }
    public mutating func focusPrevious() { moveFocus(-1) }

    private mutating func moveFocus(_ step: Int) {
        let all = reachablePanes
        let index = (all.firstIndex(of: focus) ?? 0) + step
        focus = all[(index + all.count) % all.count]
    }

    public mutating func focus(_ pane: PaneID) { focus = pane }
    public mutating func toggleZoom() { isZoomed.toggle() }

    mutating func layout(_ state: AppState, size: Size) -> ScreenLayout {
        ScreenLayout(
            size: size, focus: focus, zoomed: isZoomed,
            messageRows: messageRows(state, size: size), arrangement: arrangement,
            noticeRows: banner(state, size)?.rowCount ?? 0)
    }

    private func banner(_ state: AppState, _ size: Size) -> NoticeBanner? {
        state.notice.map { NoticeBanner($0, columns: size.columns, look: look) }
    }

    // MARK: Drawing

    /// Draws the whole screen.
    ///
    /// - Parameter now: The time that elapsed times, spinners and countdowns are shown for.
    public mutating func render(_ state: AppState, size: Size, now: Instant) -> Frame {
        lastSize = size
        showFocused()
        forgetClosedTabs(state)
        findKeptPlace(state)
        tabs[state.activeTab.id]?.searchingPanes = []
        if state.overlay == nil {
            overlaySearch = nil
            helpTop = 0
            listTop = 0
        }
        let layout = layout(state, size: size)
        drawn = layout
        drawnOverlay = nil
        drawnMore = [:]
        var grid = backdrop.grid(layout, focus: focus, look: look)
        guard layout.kind != .tooSmall else {
            let smallest = ScreenLayout.smallest
            grid.write(
                "needs \(smallest.columns)x\(smallest.rows), has \(size.columns)x\(size.rows)",
                column: 0, row: 0, style: look.theme[.warning])
            return Frame(grid: grid, cursor: nil)
        }
        TabBar.draw(state, in: layout.tabBar, now: now, look: look, into: &grid)
        drawConversation(layout, state, into: &grid)
        let title = conversationTitle(state)
        let more = tabs[state.activeTab.id]?.more[.conversation]
        drawTitle(of: .conversation, layout, more: more, into: &grid) { columns, _ in
            title.text(columns: columns)
        }
        let fieldCaret = drawSidePanes(layout, state, now: now, into: &grid)
        let messageCaret = drawMessage(layout, state, into: &grid)
        let searchCaret = drawSearchFields(layout, state, into: &grid)
        var cursor = searchCaret ?? fieldCaret ?? messageCaret
        let subject = subject(state.activeTab, tabs[state.activeTab.id])
        StatusBar.draw(state, subject, in: layout.statusBar, now: now, look: look, into: &grid)
        if state.overlay == .step {
            cursor = drawDetail(state, now: now, into: &grid)
        } else if case .palette(let palette) = state.overlay {
            cursor = draw(palette, state.conversationList, into: &grid)
        } else if let overlay = state.overlay {
            cursor = draw(overlay, into: &grid)
        }
        // What lies over the panes leaves a notice in sight as long as it does the bar.
        if drawnOverlay.map({ $0.frame.endRow <= layout.statusBar.row }) ?? true {
            banner(state, size)?.draw(above: layout.statusBar, look: look, into: &grid)
        }
        return Frame(grid: grid, cursor: cursor)
    }

    private mutating func forgetClosedTabs(_ state: AppState) {
        guard tabs.count > state.tabs.count else { return }
        let open = Set(state.tabs.map(\.id))
        tabs = tabs.filter { open.contains($0.key) }
    }
}
