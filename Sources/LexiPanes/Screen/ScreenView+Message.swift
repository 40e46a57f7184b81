import LexiAPI
import LexiScreen
import LexiSession
public import LexiState

/// The message being written.
extension ScreenView {
    /// Where the caret goes when it moves up or down a row of the message; `nil` at the edge.
    public mutating func caretOffset(movedByRows rows: Int, _ state: AppState) -> Int? {
        let tab = state.activeTab
        return tabs[tab.id, default: TabView(look: look)].message.caretOffset(
            movedByRows: rows, in: tab.composer, columns: messageColumns(lastSize))
    }

    private func messageColumns(_ size: Size) -> Int {
        ScreenLayout.messageColumns(
            size: size, focus: focus, zoomed: isZoomed, arrangement: arrangement)
    }

    /// The rows that the message's pane would like to have.
    mutating func messageRows(_ state: AppState, size: Size) -> Int {
        let tab = state.activeTab
        let columns = messageColumns(size)
        if let search = state.historySearch {
            return HistorySearchView.rowCount(search, columns: columns, most: size.rows)
        }
        let rows = tabs[tab.id, default: TabView(look: look)].message.rowCount(
            of: tab.composer, columns: columns, most: max(1, size.rows))
        return rows + QueueLines.rowCount(tab)
    }

    /// The place in the message that is nearest to a cell of its pane.
    mutating func messageOffset(at point: Point, in rect: Rect, _ tab: Tab) -> Int {
        var rect = rect
        let queued = min(QueueLines.rowCount(tab), max(0, rect.rows - 1))
        rect.row += queued
        rect.rows -= queued
        return tabs[tab.id, default: TabView(look: look)].message.byteOffset(
            at: point, in: rect, of: tab.composer)
    }

    /// What the count of characters and a piece of line before it take of the title's row.
    private static let counterColumns = 16

    func drawCounter(_ state: AppState, in frame: Rect, into grid: inout Grid) {
        let clip = frame.inset(columns: 2, rows: 0)
        let count = state.activeTab.composer.scalarCount
        let limit = ChatRequest.documentedMessageLimit
        let text = " \(count)/\(limit) "
        let role: Role = count > limit ? .error : count > limit * 9 / 10 ? .warning : .messageHint
        let column = clip.endColumn - text.count
        grid.write(text, column: column, row: clip.row, style: look.theme[role], clip: clip)
    }

    mutating func drawMessage(
        _ layout: ScreenLayout, _ state: AppState, into grid: inout Grid
    ) -> Point? {
        guard var rect = layout.contents[.message], rect.rows > 0 else { return nil }
        let tab = state.activeTab
        if let frame = layout.frames[.message] {
            let message =
                tab.isDraftOfUnknownOrigin
                ? "\(PaneID.message.title), for an unknown server" : PaneID.message.title
            let title =
                state.replay != nil ? "Replay" : state.historySearch == nil ? message : "History"
            let unfolds =
                "\(title) \(look.glyphs.lines[10]) \(look.keys[.unfoldPaste]) shows the paste in full"
            let isFolded =
                state.replay == nil && state.historySearch == nil && tab.composer.hasFolds
            drawTitle(of: .message, layout, into: &grid) { columns, _ in
                let room = columns - Self.counterColumns
                return isFolded && TextWidth.columns(of: unfolds) <= room ? unfolds : title
            }
            if state.historySearch == nil, state.replay == nil {
                drawCounter(state, in: frame, into: &grid)
            }
        } else {
            grid.write(
                look.glyphs.folded, column: 0, row: rect.row,
                style: look.theme[focus == .message ? .titleFocused : .title])
        }
        if let search = state.historySearch {
            let caret = HistorySearchView.draw(search, in: rect, look: look, into: &grid)
            return focus == .message ? caret : nil
        }
        for line in QueueLines.lines(tab, width: rect.columns, look: look) where rect.rows > 1 {
            grid.draw(line, row: rect.row, in: rect, theme: look.theme)
            rect = Rect(
                column: rect.column, row: rect.row + 1, columns: rect.columns, rows: rect.rows - 1)
        }
        let caret = tabs[tab.id, default: TabView(look: look)].message.draw(
            tab.composer, in: rect, theme: look.theme, into: &grid)
        if tab.composer.isEmpty {
            grid.write(
                hint(tab, state, columns: rect.columns - 1),
                column: rect.column + (focus == .message ? 1 : 0),
                row: rect.row,
                style: look.theme[.messageHint], clip: rect)
        }
        return focus == .message ? caret : nil
    }

    private func hint(_ tab: Tab, _ state: AppState, columns: Int) -> String {
        if let replay = state.replay {
            let forms = hints(replay)
            return forms.first { TextWidth.columns(of: $0) <= columns } ?? forms[forms.count - 1]
        }
        if tab.isElsewhere {
            return "For reading: \(look.keys[.takeOver]) asks for it, "
                + "\(look.keys[.continueCopy]) goes on in a copy"
        }
        if tab.isRunning { return "\(look.keys[.stop]) stops Lexi" }
        if tab.isQueueHeld, !tab.queue.isEmpty { return "\(look.keys[.send]) sends what is queued" }
        return tab.conversation.service == state.service.origin
            ? "Ask Lexi something" : "For reading: what you send begins a new conversation"
    }

    /// What can be done in a replay, from the longest form to the shortest.
    private func hints(_ replay: Replay) -> [String] {
        let keys = look.keys
        let quit = "\(keys[.replayQuit]) quits"
        let speed = "\(keys[.replaySlower]) \(keys[.replayFaster]) slower, faster"
        switch replay.phase {
        case .playing:
            let pause = "\(keys[.replayPause]) pauses"
            return [
                "This is a replay: \(pause), \(speed), \(quit)",
                "This is a replay: \(pause), \(quit)", "\(pause), \(quit)", quit,
            ]
        case .paused:
            let goOn = "\(keys[.replayPause]) goes on"
            return [
                "This is a replay, paused: \(goOn), \(speed), \(quit)",
                "This is a replay, paused: \(goOn), \(quit)", "paused: \(goOn), \(quit)", quit,
            ]
        case .over:
            return [
                "This was a replay: nothing more comes, and nothing can be asked; \(quit)",
                "This was a replay: \(quit)", quit,
            ]
        }
    }
}
