public import LexiAPI
public import LexiScreen
import LexiSession
public import LexiState

/// What lies where, on the screen as it was drawn last.
extension ScreenView {
    /// What lies at a cell.
    public mutating func hit(_ point: Point, _ state: AppState, now: Instant) -> ScreenHit {
        guard let drawn, drawn.kind != .tooSmall, Rect(drawn.size).contains(point) else {
            return .nothing
        }
        if state.overlay != nil {
            // Of the leader's list there is nothing to click.
            guard let area = drawnOverlay, area.frame.contains(point) else { return .outside }
            return .overlay(
                line: area.inner.contains(point) ? area.top + point.row - area.inner.row : nil)
        }
        let columns = drawn.size.columns
        if point.row == drawn.tabBar.row {
            return TabBar.tab(
                at: point.column, state, columns: columns, now: now, look: look
            ).map(ScreenHit.tab) ?? .nothing
        }
        if point.row == drawn.statusBar.row {
            let subject = subject(state.activeTab, tabs[state.activeTab.id])
            return StatusBar.item(
                at: point.column, state, subject, columns: columns, now: now, look: look
            ).map(ScreenHit.status) ?? .nothing
        }
        if drawn.notice.contains(point) { return .notice }
        if let more = drawnMore.first(where: { $0.value.contains(point) }) {
            return .more(more.key)
        }
        if let line = drawn.splitLine(at: point) { return .line(line) }
        guard let pane = pane(at: point) else { return .nothing }
        guard let content = drawn.contents[pane], content.touches(point) else { return .pane(pane) }
        return hit(point, pane, content, drawn, state)
    }

    /// The pane at a cell; at a border the one whose title stands in it.
    public func pane(at point: Point) -> PaneID? {
        guard let drawn else { return nil }
        let panes = PaneID.allCases.filter { pane in
            let row = drawn.titleRows[pane]
            return row == point.row || drawn.contents[pane]?.touches(point) ?? false
                || drawn.frames[pane]?.contains(point) ?? false
        }
        return panes.first { drawn.contents[$0]?.touches(point) ?? false }
            ?? panes.last { drawn.frames[$0]?.row == point.row } ?? panes.first
    }

    private mutating func hit(
        _ point: Point, _ pane: PaneID, _ content: Rect, _ drawn: ScreenLayout, _ state: AppState
    ) -> ScreenHit {
        let tab = state.activeTab
        if pane == .message {
            guard state.historySearch == nil else { return .pane(.message) }
            return .message(byteOffset: messageOffset(at: point, in: content, tab))
        }
        guard let view = tabs[tab.id], let rect = contentRect(pane, drawn) else {
            return .pane(pane)
        }
        if pane == .conversation, point.row == content.row { return .context }
        var lines = linesRect(pane, rect, view)
        let viewport = view.viewports[pane] ?? Viewport()
        guard let side = view.sidePanes[pane] else {
            guard !tab.turns.isEmpty else { return .pane(pane) }
            let source = view.conversation.reading(tab)
            guard let line = line(at: point, lines, source, viewport) else { return .pane(pane) }
            return conversationHit(line, point, lines, source, tab)
        }
        if side.footer != nil, lines.rows > 1 { lines.rows -= 1 }
        guard let line = line(at: point, lines, side, viewport),
            let turn = subject(tab, view).turn?.id, let item = side.item(atLine: line)
        else { return .pane(pane) }
        return switch item {
        case .step(let index): .item(pane, .step(turn: turn, index: index))
        case .thought(let index): .item(pane, .thought(turn: turn, index: index))
        case .foldedThoughts: .foldedThoughts(turn)
        }
    }

    /// The number of the line at a cell; `nil` where there is none.
    private func line(
        at point: Point, _ rect: Rect, _ source: some LineSource, _ viewport: Viewport
    ) -> Int? {
        let number = viewport.topLine(in: source, rows: rect.rows) + point.row - rect.row
        let isInside = (rect.row..<rect.endRow).contains(point.row) && number < source.lineCount
        return isInside ? number : nil
    }

    // MARK: The conversation

    private func conversationHit(
        _ line: Int, _ point: Point, _ rect: Rect, _ source: some LineSource, _ tab: Tab
    ) -> ScreenHit {
        let anchor = source.anchor(ofLine: line)
        guard tab.turns.indices.contains(anchor.section), anchor.block >= 0, anchor.block < .max
        else { return .pane(.conversation) }
        let turn = tab.turns[anchor.section]
        let start = firstLine(ofBlock: anchor.block, section: anchor.section, in: source)
        guard start <= line else { return .pane(.conversation) }
        let block = blockLines(anchor.block, section: anchor.section, from: start, in: source)
            .map { source.line(at: $0) }
        guard block.indices.contains(line - start) else { return .pane(.conversation) }
        let places = AnswerPlaces(turn.answer.text)
        let column = max(0, point.column - rect.column)
        let link = LinkPlace(block, line: line - start, column: column).url(
            among: MarkdownParser.links(in: places.source(ofBlock: anchor.block)[...]))
        if let link { return .link(link) }
        let offsets = places.offsets(in: block, ofBlock: anchor.block)
        guard
            let byte = Self.nearest(column, block[line - start], offsets[line - start]),
            let sentence = Sentences.ranges(in: turn.answer.text).last(where: {
                $0.lowerBound <= byte
            })
        else { return .pane(.conversation) }
        return .item(.conversation, .text(turn: turn.id, range: sentence))
    }

    /// The place in the text of the word at a column, else of the one before it, else after it.
    private static func nearest(_ column: Int, _ line: StyledLine, _ offsets: [Int?]) -> Int? {
        var end = 0
        var index = 0
        for span in line.spans {
            for character in span.text {
                end += TextWidth.columns(of: String(character))
                if column < end { break }
                index += 1
            }
            if column < end { break }
        }
        let before = offsets.prefix(index + 1).last { $0 != nil }
        return (before ?? offsets.first { $0 != nil }) ?? nil
    }
}

extension Rect {
    func contains(_ point: Point) -> Bool {
        (column..<endColumn).contains(point.column) && (row..<endRow).contains(point.row)
    }

    /// Whether a point lies in it or in the column left of it, which has the marks of its lines.
    fileprivate func touches(_ point: Point) -> Bool {
        (row..<endRow).contains(point.row) && (column - 1..<endColumn + 1).contains(point.column)
    }
}
