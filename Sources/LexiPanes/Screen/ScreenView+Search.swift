import LexiScreen
import LexiSession
public import LexiState

/// Searching in the panes and in what lies over them.
extension ScreenView {
    /// What is searched: a pane of a tab, or what lies over the panes.
    private var searchPane: PaneID { focus == .message ? .conversation : focus }

    // MARK: Keys

    /// Whether a search's field takes the keys.
    public func isSearchEditing(_ state: AppState) -> Bool {
        search(state)?.isEditing ?? false
    }

    func search(_ state: AppState) -> PaneSearch? {
        if state.overlay != nil { return overlaySearch }
        return tabs[state.activeTab.id]?.searches[searchPane]
    }

    private mutating func change(_ state: AppState, _ body: (inout PaneSearch?) -> Void) {
        if state.overlay != nil {
            body(&overlaySearch)
        } else {
            let pane = searchPane
            var view = tabs.removeValue(forKey: state.activeTab.id) ?? TabView(look: look)
            body(&view.searches[pane])
            tabs[state.activeTab.id] = view
        }
    }

    /// Opens the field of the focused pane, or of what lies over the panes.
    public mutating func openSearch(_ state: AppState) {
        let start = searchStart(state)
        change(state) { $0 = PaneSearch(start: start, after: $0) }
    }

    private mutating func searchStart(_ state: AppState) -> PaneSearch.Start {
        if state.overlay != nil {
            let top = state.overlay == .help ? helpTop : detailTop
            return PaneSearch.Start(anchor: Anchor(section: 0, block: 0, offset: top))
        }
        let view = tabs[state.activeTab.id]
        let viewport = view?.viewports[searchPane]
        let rows = contentRect(searchPane, layout(state, size: lastSize))?.rows ?? 0
        func top(_ source: some LineSource) -> Anchor {
            source.anchor(ofLine: (viewport ?? Viewport()).topLine(in: source, rows: rows))
        }
        guard let view else { return PaneSearch.Start(anchor: Anchor.start, viewport: viewport) }
        let anchor =
            view.sidePanes[searchPane].map { top($0) }
            ?? top(view.conversation.reading(state.activeTab))
        return PaneSearch.Start(anchor: anchor, viewport: viewport)
    }

    public mutating func editSearch(_ edit: Composer.Edit, _ state: AppState) {
        change(state) { $0?.edit(edit) }
    }

    /// Keeps the search and gives the keys back to the pane.
    public mutating func acceptSearch(_ state: AppState) {
        change(state) { search in
            if search?.accept() == false { search = nil }
        }
    }

    /// Gives the search up and returns to where it began.
    public mutating func cancelSearch(_ state: AppState) {
        guard let search = search(state) else { return }
        change(state) { $0 = nil }
        if state.overlay == nil {
            let pane = searchPane
            tabs[state.activeTab.id]?.viewports[pane] = search.start.viewport
        } else if state.overlay == .help {
            helpTop = search.start.anchor.offset
        } else {
            detailTop = search.start.anchor.offset
        }
    }

    /// Lets go of a search that was kept; the reader stays.
    ///
    /// - Returns: Whether there was one.
    public mutating func clearSearch(_ state: AppState) -> Bool {
        guard search(state) != nil else { return false }
        change(state) { $0 = nil }
        return true
    }

    /// Goes to the next match, or to the one before.
    ///
    /// - Returns: Whether there is a search to step in.
    public mutating func stepSearch(forward: Bool, _ state: AppState) -> Bool {
        guard search(state)?.pattern != nil else { return false }
        change(state) { $0?.step(forward ? .next : .previous) }
        return true
    }

    /// Whether a search has more to go through than one frame may.
    public func isSearching(_ state: AppState) -> Bool {
        tabs[state.activeTab.id]?.searchingPanes.isEmpty == false
    }

    // MARK: Matches

    /// Brings a pane's matches up to date and takes the reader to the one that was asked for.
    func updateSearch(
        _ pane: PaneID, _ view: inout TabView, _ source: some LineSource,
        stamps: @autoclosure () -> [SearchStamp], _ rect: Rect, _ viewport: inout Viewport?
    ) {
        guard view.searches[pane] != nil else { return }
        let top = (viewport ?? Viewport()).topLine(in: source, rows: rect.rows)
        let move = view.searches[pane]?.update(
            source, stamps: stamps(), width: rect.columns, visible: top..<top + rect.rows)
        if view.searches[pane]?.isSearching == true { view.searchingPanes.insert(pane) }
        switch move {
        case nil: return
        case .back: viewport = view.searches[pane]?.start.viewport
        case .show(let lines):
            var moved = viewport ?? Viewport()
            moved.show(lines, in: source, rows: rect.rows)
            viewport = moved
        }
        view.selection.didScroll(pane)
    }

    /// Marks the matches in the lines that are seen.
    func drawMatches(
        _ search: PaneSearch?, _ source: some LineSource, _ viewport: Viewport?, in rect: Rect,
        into grid: inout Grid
    ) {
        let top = (viewport ?? Viewport()).topLine(in: source, rows: rect.rows)
        drawMatches(search, source, top: top, in: rect, into: &grid)
    }

    func drawMatches(
        _ search: PaneSearch?, _ source: some LineSource, top: Int, in rect: Rect,
        into grid: inout Grid
    ) {
        guard let search, search.pattern != nil else { return }
        let visible = top..<max(top, min(source.lineCount, top + rect.rows))
        for index in search.matches.indices(touching: visible) {
            let match = search.matches.all[index]
            let role: Role = index == search.current ? .matchCurrent : .match
            for line in match.lines where visible.contains(line) {
                let start = line == match.line ? Int(match.offset) : 0
                let end = line == match.endLine ? Int(match.endOffset) : .max
                let columns = source.line(at: line).columns(ofBytes: start..<end)
                restyle(rect.row + line - top, columns, as: role, in: rect, &grid)
            }
        }
    }

    /// Draws a search into a row.
    ///
    /// - Returns: The caret's place, when the field takes the keys.
    func drawSearchField(
        _ search: PaneSearch?, row: Int, column: Int, columns: Int, into grid: inout Grid
    ) -> Point? {
        guard let search else { return nil }
        let field = SearchField(search, columns: columns, look: look)
        let clip = Rect(column: column, row: row, columns: columns, rows: 1)
        grid.draw(StyledLine(field.spans), row: row, in: clip, theme: look.theme)
        return field.caret.map {
            Point(column: min(column + $0, clip.endColumn - 1), row: row)
        }
    }

    /// Draws the searches of all panes that are seen.
    func drawSearchFields(
        _ layout: ScreenLayout, _ state: AppState, into grid: inout Grid
    ) -> Point? {
        guard let view = tabs[state.activeTab.id] else { return nil }
        var caret: Point?
        for pane in PaneID.allCases {
            guard let search = view.searches[pane], let content = layout.contents[pane] else {
                continue
            }
            // Not in the border: neighbours have their titles there.
            let point = drawSearchField(
                search, row: content.endRow - 1, column: content.column,
                columns: content.columns, into: &grid)
            if pane == focus { caret = point }
        }
        return caret
    }

    /// The rows of a pane's lines without the row that its search takes.
    func linesRect(_ pane: PaneID, _ rect: Rect, _ view: TabView) -> Rect {
        guard view.searches[pane] != nil, rect.rows > 1 else { return rect }
        var rect = rect
        rect.rows -= 1
        return rect
    }
}

extension StyledLine {
    /// The columns that some of the line's bytes take, leading spaces left out.
    func columns(ofBytes bytes: Range<Int>) -> Range<Int> {
        var offset = 0
        var column = 0
        var start: Int?
        var end = 0
        for span in spans {
            for character in span.text {
                let length = String(character).utf8.count
                let width = TextWidth.columns(of: String(character))
                if offset < bytes.upperBound, offset + length > bytes.lowerBound {
                    let isText = character != " " && !span.role.isDecoration
                    if start == nil, isText || bytes.lowerBound > 0 { start = column }
                    end = column + width
                }
                offset += length
                column += width
            }
        }
        guard let start else { return 0..<0 }
        return start..<max(start, end)
    }
}

extension Anchor {
    static let start = Anchor(section: 0, block: 0, offset: 0)
}

extension Viewport {
    /// Shows lines with some of what is before them, and stays there; lines that are seen already
    /// do not move.
    mutating func show(_ lines: ClosedRange<Int>, in source: some LineSource, rows: Int) {
        guard rows > 0, source.lineCount > 0 else { return }
        let top = topLine(in: source, rows: rows)
        let isSeen = lines.lowerBound >= top && lines.upperBound < top + rows
        let wanted = isSeen ? top : lines.lowerBound - rows / 3
        anchor(at: min(max(0, wanted), max(0, source.lineCount - rows)), in: source)
    }
}
