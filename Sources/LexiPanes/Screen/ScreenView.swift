public import LexiAPI
public import LexiScreen
public import LexiState

/// Turns the state into frames, keeping layouts from one frame to the next.
///
/// Given the same calls it draws the same cells: it reads no clock and no environment.
public struct ScreenView {
    public var look: Look
    public private(set) var focus = PaneID.message
    public private(set) var isZoomed = false
    /// What the help shows; made from the key table.
    public var help: [HelpEntry] = []
    private var helpTop = 0
    private var tabs: [TabID: TabView] = [:]
    private var backdrop = Backdrop()
    private var lastSize = ScreenLayout.smallest

    /// What is kept of one tab: its conversation's layout and where its panes are looked at.
    private struct TabView {
        var conversation = ConversationLines()
        var sidePanes: [PaneID: any SidePane] = [:]
        var viewports: [PaneID: Viewport] = [:]

        init(look: Look) {
            for pane in PaneID.allCases { sidePanes[pane] = pane.makeSidePane(look: look) }
        }
    }

    public init(look: Look) { self.look = look }

    // MARK: Focus

    public mutating func focusNext() { moveFocus(1) }
    public mutating func focusPrevious() { moveFocus(-1) }

    private mutating func moveFocus(_ step: Int) {
        let all = PaneID.allCases
        let index = all.firstIndex(of: focus)! + step
        focus = all[(index + all.count) % all.count]
    }

    public mutating func focus(_ pane: PaneID) { focus = pane }
    public mutating func toggleZoom() { isZoomed.toggle() }

    // MARK: Scrolling

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
        if state.overlay == .help {
            scrollHelp(scroll)
            return
        }
        let pane = focus == .message ? .conversation : focus
        let layout = layout(state, size: lastSize)
        guard let rect = contentRect(pane, layout) else { return }
        let id = state.activeTab.id
        var viewport = tabs[id]?.viewports[pane] ?? Viewport()
        if pane == .conversation {
            prepare(state, viewport, rect, scroll)
        }
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
        let tab = tabs[id] ?? TabView(look: look)
        if let side = tab.sidePanes[pane] { move(side) } else { move(tab.conversation) }
        tabs[id, default: TabView(look: look)].viewports[pane] = viewport
    }

    /// Lays out what the conversation is scrolled to.
    private mutating func prepare(
        _ state: AppState, _ viewport: Viewport, _ rect: Rect, _ scroll: Scroll
    ) {
        let tab = state.activeTab
        guard let lineCount = tabs[tab.id]?.conversation.lineCount else { return }
        let lines: Int =
            switch scroll {
            case .lines(let lines): lines
            case .pages(let pages): Int((Double(rect.rows) * pages).rounded(.awayFromZero))
            case .top: -lineCount
            case .end: 0
            }
        tabs[tab.id]?.conversation.prepare(tab, viewport, rows: rect.rows, movedBy: lines)
    }

    /// Whether lines of the active conversation are still to be counted, a slice a frame.
    public func isSettling(_ state: AppState) -> Bool {
        tabs[state.activeTab.id]?.conversation.isSettled == false
    }

    /// The active tab's panes show their ends again.
    public mutating func follow(_ state: AppState) {
        tabs[state.activeTab.id]?.viewports = [:]
    }

    private mutating func scrollHelp(_ scroll: Scroll) {
        switch scroll {
        case .lines(let lines): helpTop += lines
        case .pages(let pages): helpTop += Int(Double(lastSize.rows) * pages)
        case .top: helpTop = 0
        case .end: helpTop = .max / 2
        }
    }

    /// Where the caret goes when it moves up or down a row of the message; `nil` at the edge.
    public func caretOffset(movedByRows rows: Int, in composer: Composer) -> Int? {
        MessageLayout(composer, width: messageColumns(lastSize)).caretOffset(movedByRows: rows)
    }

    private func messageColumns(_ size: Size) -> Int {
        ScreenLayout.messageColumns(size: size, focus: focus, zoomed: isZoomed)
    }

    private func layout(_ state: AppState, size: Size) -> ScreenLayout {
        let message = MessageLayout(state.activeTab.composer, width: messageColumns(size))
        return ScreenLayout(
            size: size, focus: focus, zoomed: isZoomed, messageRows: message.rows.count)
    }

    // MARK: Drawing

    /// Draws the whole screen.
    ///
    /// - Parameter now: The time that elapsed times, spinners and countdowns are shown for.
    public mutating func render(_ state: AppState, size: Size, now: Instant) -> Frame {
        lastSize = size
        forgetClosedTabs(state)
        let message = MessageLayout(state.activeTab.composer, width: messageColumns(size))
        let layout = ScreenLayout(
            size: size, focus: focus, zoomed: isZoomed, messageRows: message.rows.count)
        var grid = backdrop.grid(layout, focus: focus, look: look)
        guard layout.kind != .tooSmall else {
            let smallest = ScreenLayout.smallest
            grid.write(
                "needs \(smallest.columns)x\(smallest.rows), has \(size.columns)x\(size.rows)",
                column: 0, row: 0, style: look.theme[.warning])
            return Frame(grid: grid, cursor: nil)
        }
        TabBar.draw(state, in: layout.tabBar, now: now, look: look, into: &grid)
        drawTitle(PaneID.conversation.title, of: .conversation, layout, into: &grid)
        drawConversation(layout, state, into: &grid)
        drawSidePanes(layout, state, now: now, into: &grid)
        var cursor = drawMessage(layout, message, state, into: &grid)
        StatusBar.draw(state, in: layout.statusBar, now: now, look: look, into: &grid)
        if let overlay = state.overlay { cursor = draw(overlay, into: &grid) }
        return Frame(grid: grid, cursor: cursor)
    }

    private mutating func forgetClosedTabs(_ state: AppState) {
        guard tabs.count > state.tabs.count else { return }
        let open = Set(state.tabs.map(\.id))
        tabs = tabs.filter { open.contains($0.key) }
    }

    /// Writes a title into a pane's border, or into a line of its own where it has none.
    private func drawTitle(
        _ title: String, of pane: PaneID, _ layout: ScreenLayout, into grid: inout Grid
    ) {
        let style = look.theme[pane == focus ? .titleFocused : .title]
        if let frame = layout.frames[pane] {
            let clip = frame.inset(columns: 2, rows: 0)
            grid.write(" \(title) ", column: clip.column, row: frame.row, style: style, clip: clip)
        } else if let row = layout.titleRows[pane] {
            let line = String(repeating: look.glyphs.lines[10], count: layout.size.columns)
            grid.write(line, column: 0, row: row, style: look.theme[.border])
            grid.write(" \(title) ", column: 1, row: row, style: style)
        }
    }

    private func drawCounter(_ state: AppState, in frame: Rect, into grid: inout Grid) {
        let clip = frame.inset(columns: 2, rows: 0)
        let count = state.activeTab.composer.scalarCount
        let limit = ChatRequest.documentedMessageLimit
        let text = " \(count)/\(limit) "
        let role: Role = count > limit ? .error : count > limit * 9 / 10 ? .warning : .messageHint
        let column = clip.endColumn - text.count
        grid.write(text, column: column, row: clip.row, style: look.theme[role], clip: clip)
    }

    /// The conversation's first row stays the context line; what scrolls is below it.
    private func contentRect(_ pane: PaneID, _ layout: ScreenLayout) -> Rect? {
        guard let rect = layout.contents[pane] else { return nil }
        guard pane == .conversation else { return rect }
        let head = rect.rows > 6 ? 2 : 1
        return Rect(
            column: rect.column, row: rect.row + head, columns: rect.columns, rows: rect.rows - head
        )
    }

    private mutating func drawConversation(
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
        view.conversation.settleSome(tab, byteBudget: Self.settledBytesPerFrame)
        view.conversation.prepare(
            tab, view.viewports[.conversation] ?? Viewport(), rows: rect.rows)
        tabs[tab.id] = view
        drawLines(view.conversation, view.viewports[.conversation], rect, into: &grid)
    }

    /// How much text is laid out in a frame that the reader does not see, only to count its
    /// lines: a few milliseconds' worth.
    static let settledBytesPerFrame = 32_768

    private mutating func drawSidePanes(
        _ layout: ScreenLayout, _ state: AppState, now: Instant, into grid: inout Grid
    ) {
        let tab = state.activeTab
        var view = tabs.removeValue(forKey: tab.id) ?? TabView(look: look)
        defer { tabs[tab.id] = view }
        for pane in PaneID.allCases {
            guard let rect = layout.contents[pane],
                var side = view.sidePanes.removeValue(forKey: pane)
            else { continue }
            side.update(tab, state, width: rect.columns, now: now, look: look)
            drawLines(side, view.viewports[pane], rect, into: &grid)
            drawTitle(side.title(tab, now: now, look: look), of: pane, layout, into: &grid)
            view.sidePanes[pane] = side
        }
    }

    private func drawLines(
        _ source: some LineSource, _ viewport: Viewport?, _ rect: Rect, into grid: inout Grid
    ) {
        let viewport = viewport ?? Viewport()
        let top = viewport.topLine(in: source, rows: rect.rows)
        for row in 0..<max(0, min(rect.rows, source.lineCount - top)) {
            grid.draw(source.line(at: top + row), row: rect.row + row, in: rect, theme: look.theme)
        }
        let new = viewport.newLineCount(in: source, rows: rect.rows)
        let below = source.lineCount - top - rect.rows
        guard !viewport.isFollowing, rect.rows > 0, below > 0 else { return }
        let text =
            new > 0 ? " \(new) new \(look.glyphs.down) " : " \(below) more \(look.glyphs.down) "
        grid.write(
            text, column: rect.endColumn - TextWidth.columns(of: text), row: rect.endRow - 1,
            style: look.theme[.badge], clip: rect)
    }

    private func drawMessage(
        _ layout: ScreenLayout, _ message: MessageLayout, _ state: AppState, into grid: inout Grid
    ) -> Point? {
        guard let rect = layout.contents[.message], rect.rows > 0 else { return nil }
        if let frame = layout.frames[.message] {
            drawTitle(PaneID.message.title, of: .message, layout, into: &grid)
            drawCounter(state, in: frame, into: &grid)
        } else {
            grid.write(
                look.glyphs.folded, column: 0, row: rect.row,
                style: look.theme[focus == .message ? .titleFocused : .title])
        }
        let top = max(0, min(message.caret.row - rect.rows / 2, message.rows.count - rect.rows))
        for row in 0..<min(rect.rows, message.rows.count - top) {
            grid.write(
                message.rows[top + row].shown, column: rect.column, row: rect.row + row,
                style: look.theme[.messageText], clip: rect)
        }
        if state.activeTab.composer.isEmpty {
            let hint = state.activeTab.isRunning ? "Esc stops Lexi" : "Ask Lexi something"
            grid.write(
                hint, column: rect.column + (focus == .message ? 1 : 0), row: rect.row,
                style: look.theme[.messageHint], clip: rect)
        }
        guard focus == .message else { return nil }
        return Point(
            column: min(rect.column + message.caret.column, rect.endColumn - 1),
            row: rect.row + message.caret.row - top)
    }

    private mutating func draw(_ overlay: Overlay, into grid: inout Grid) -> Point? {
        switch overlay {
        case .help:
            let width = OverlayBox.columns(grid.size, most: 76)
            let lines = HelpOverlay.lines(help, width: width)
            helpTop = max(0, min(helpTop, lines.count - (grid.size.rows - 2)))
            let below = lines.count - (grid.size.rows - 2) - helpTop
            let inner = OverlayBox.draw(
                "Help (Esc closes)", lines: lines, top: helpTop, width: width, look: look,
                into: &grid)
            if below > 0 || helpTop > 0 {
                let more = below > 0 ? " \(below) more \(look.glyphs.down) " : ""
                let text = "\(more) j, k, PgDn, PgUp "
                grid.write(
                    text, column: inner.endColumn - TextWidth.columns(of: text), row: inner.endRow,
                    style: look.theme[.badge], clip: grid.bounds)
            }
            return nil
        case .context(let editor):
            let width = OverlayBox.columns(grid.size, most: 60)
            let (lines, caret) = ContextOverlay.lines(editor, width: width, look: look)
            let inner = OverlayBox.draw(
                "Context of the next message", lines: lines, top: 0, width: width, look: look,
                into: &grid)
            guard editor.selectedRow != .tools else { return nil }
            return Point(
                column: min(inner.column + caret.column, inner.endColumn - 1),
                row: inner.row + caret.row)
        }
    }
}
