import LexiAPI
import LexiScreen
public import LexiSession
public import LexiState

/// Where j, k, g and G lead in a list.
public enum SelectionMove: Sendable, Hashable { case next, previous, first, last }

extension ScreenView {
    // MARK: The turn that is looked at

    /// The turn that the panes are about: that of the selection, else the one the reader has
    /// scrolled to, else the last.
    public func lookedAtTurn(_ state: AppState) -> Turn? {
        subject(state.activeTab, tabs[state.activeTab.id]).turn
    }

    func subject(_ tab: Tab, _ view: TabView?) -> PaneSubject {
        let wanted = tab.selection?.turn ?? view?.selection.readTurn
        let index = wanted.flatMap { id in tab.turns.lastIndex { $0.id == id } }
        guard let number = index ?? tab.turns.indices.last else {
            return PaneSubject(focus: focus)
        }
        let turn = tab.turns[number]
        return PaneSubject(
            turn: turn, number: number + 1, count: tab.turns.count,
            cursor: tab.selection.flatMap { TimeCursor($0, in: turn) }, focus: focus)
    }

    // MARK: Moving the selection

    /// What a move in the focused list of steps or thoughts leads to; `nil` when there is nothing
    /// to select.
    public func selection(moved move: SelectionMove, _ state: AppState) -> Selection? {
        let tab = state.activeTab
        let subject = subject(tab, tabs[tab.id])
        guard let turn = subject.turn else { return nil }
        switch focus {
        case .tools:
            guard !tab.tools.showsTotals else { return nil }
            return Self.moved(
                move, among: tab.tools.shownIndices(of: turn.steps), from: subject.cursor?.step,
                startsAtEnd: turn.isRunning
            ).map { .step(turn: turn.id, index: $0) }
        case .thinking:
            return Self.moved(
                move, among: Array(turn.thoughts.indices), from: subject.cursor?.thought,
                startsAtEnd: turn.isRunning
            ).map { .thought(turn: turn.id, index: $0) }
        case .message, .conversation: return nil
        }
    }

    /// - Parameter startsAtEnd: Where nothing is selected yet, the newest is first, since it is
    ///   what is watched.
    static func moved(
        _ move: SelectionMove, among indices: [Int], from current: Int?, startsAtEnd: Bool
    ) -> Int? {
        switch move {
        case .first: indices.first
        case .last: indices.last
        case .next:
            if let current {
                indices.first { $0 > current } ?? indices.last
            } else {
                startsAtEnd ? indices.last : indices.first
            }
        case .previous:
            if let current { indices.last { $0 < current } ?? indices.first } else { indices.last }
        }
    }

    /// The focused pane shows its end again, whatever is selected.
    public mutating func followFocused(_ state: AppState) {
        let id = state.activeTab.id
        tabs[id]?.viewports[focus] = nil
        tabs[id]?.selection.didFollow(focus, state.activeTab.selection)
    }

    // MARK: Drawing

    /// Draws a side pane's lines, marks and footer.
    ///
    /// - Returns: The caret's place, when the footer has it.
    func draw(
        _ side: some SidePane, of pane: PaneID, _ view: inout TabView, _ selection: Selection?,
        _ subject: PaneSubject, _ rect: Rect, into grid: inout Grid
    ) -> Point? {
        var rect = rect
        var caret: Point?
        if let footer = side.footer, rect.rows > 1 {
            rect.rows -= 1
            grid.draw(footer.line, row: rect.endRow, in: footerRect(rect), theme: look.theme)
            caret = footer.caret.map {
                Point(column: min(rect.column + $0, rect.endColumn - 1), row: rect.endRow)
            }
        }
        let marked = side.marked
        var viewport = view.viewports[pane]
        view.selection.move(
            pane, to: selection, marked?.lines, in: side, rows: rect.rows, &viewport)
        updateSearch(
            pane, &view, side,
            stamps: SearchStamp.side(pane, subject, lineCount: side.lineCount), rect, &viewport)
        view.viewports[pane] = viewport
        drawLines(side, viewport, rect, into: &grid)
        view.more[pane] = moreBelow(side, viewport, rows: rect.rows)
        draw(marked, in: rect, source: side, viewport, into: &grid)
        drawMatches(view.searches[pane], side, viewport, in: rect, into: &grid)
        return caret
    }

    private func footerRect(_ rect: Rect) -> Rect {
        Rect(column: rect.column, row: rect.endRow, columns: rect.columns, rows: 1)
    }

    /// Draws the conversation's lines and what the selection marks in them, and takes note of
    /// which turn is read.
    func drawConversation(
        _ view: inout TabView, _ tab: Tab, _ rect: Rect, into grid: inout Grid
    ) {
        view.selection.conversationRows = rect.rows
        let source = view.conversation.reading(tab)
        let section = tab.selection.flatMap { selection in
            tab.turns.lastIndex { $0.id == selection.turn }
        }
        var marks: AnswerMarks?
        var lines: Range<Int>?
        if let section, let cursor = tab.timeCursor {
            let found = view.selection.answerMarks(cursor, in: tab.turns[section])
            marks = found
            lines = markedLines(found, section: section, in: source)
        } else {
            view.selection.forgetMarks()
        }
        revealFailure(tab, &view, in: source, rows: rect.rows)
        var viewport = view.viewports[.conversation]
        view.selection.move(
            .conversation, to: tab.selection, lines, in: source, rows: rect.rows, &viewport)
        updateSearch(
            .conversation, &view, source, stamps: SearchStamp.conversation(tab), rect, &viewport)
        view.viewports[.conversation] = viewport
        drawLines(source, viewport, rect, into: &grid)
        view.more[.conversation] = moreBelow(source, viewport, rows: rect.rows)
        if let section, let marks, let lines {
            drawMarks(
                marks, lines, section: section, in: rect, source: source, viewport, into: &grid)
        }
        drawMatches(view.searches[.conversation], source, viewport, in: rect, into: &grid)
        view.selection.readTurn = readTurn(tab, source, viewport, rows: rect.rows)
    }

    /// The turn in the middle of what is seen; `nil` while the end is followed.
    private func readTurn(
        _ tab: Tab, _ source: some LineSource, _ viewport: Viewport?, rows: Int
    ) -> TurnID? {
        guard let viewport, !viewport.isFollowing, source.lineCount > 0 else { return nil }
        let top = viewport.topLine(in: source, rows: rows)
        let section = source.anchor(ofLine: min(top + rows / 2, source.lineCount - 1)).section
        return tab.turns.indices.contains(section) ? tab.turns[section].id : nil
    }

    /// The conversation's title, with the moment that is looked at.
    func conversationTitle(_ state: AppState) -> FittedLine<TitlePart> {
        var title = FittedLine<TitlePart>()
        title.add(.name, PaneID.conversation.title, look: look)
        if let cursor = state.activeTab.timeCursor { title.addMoment(cursor, look: look) }
        return title
    }

    // MARK: Marks

    /// Marks the lines of a side pane that belong to the moment of the selection.
    func draw(
        _ marked: MarkedLines?, in rect: Rect, source: some LineSource, _ viewport: Viewport?,
        into grid: inout Grid
    ) {
        guard let marked else { return }
        let top = (viewport ?? Viewport()).topLine(in: source, rows: rect.rows)
        let role: Role = marked.isSelected ? .selection : .linked
        for line in marked.lines where (top..<top + rect.rows).contains(line) {
            let row = rect.row + line - top
            let columns = marked.isSelected ? rect.columns : source.line(at: line).columns
            restyle(row, 0..<columns, as: role, in: rect, &grid)
            if line == marked.lines.lowerBound { drawGutter(role, row, rect, &grid) }
        }
    }

    /// Gives cells the looks of a role, and leaves what they say of emphasis.
    func restyle(
        _ row: Int, _ columns: Range<Int>, as role: Role, in rect: Rect, _ grid: inout Grid
    ) {
        for column in columns where column < rect.columns {
            let cell = grid[rect.column + column, row]
            var style = look.theme[role]
            style.attributes.formUnion(cell.style.attributes)
            grid[rect.column + column, row].style = style
        }
    }

    /// The mark in the column left of a pane's text, which is seen without colours too.
    func drawGutter(_ role: Role, _ row: Int, _ rect: Rect, _ grid: inout Grid) {
        guard rect.column > 0 else { return }
        let glyph = role == .selection ? look.glyphs.selected : look.glyphs.linked
        grid.write(
            glyph, column: rect.column - 1, row: row,
            style: look.theme[role == .selection ? .accent : .linked])
    }
}
