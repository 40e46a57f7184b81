import LexiAPI
import LexiScreen
import LexiState

/// The row of tabs: number, title, and what goes on inside.
enum TabBar {
    static func draw(
        _ state: AppState, in rect: Rect, now: Instant, look: Look, into grid: inout Grid
    ) {
        grid.fill(rect, style: look.theme[.status])
        let service = "lexi \(look.glyphs.dot) \(state.service.label) "
        let serviceColumns = TextWidth.columns(of: service)
        let room =
            rect.columns >= serviceColumns + 20 ? rect.columns - serviceColumns - 1 : rect.columns
        var column = 0
        for piece in pieces(state, room: room, now: now, look: look) {
            column = grid.write(
                piece.text, column: column, row: rect.row, style: look.theme[piece.role], clip: rect
            )
        }
        if room < rect.columns {
            grid.write(
                service, column: rect.endColumn - serviceColumns, row: rect.row,
                style: look.theme[.tabService], clip: rect)
        }
    }

    /// Titles give way evenly; when even the shortest do not fit, the tabs around the active one
    /// are shown.
    private static func pieces(_ state: AppState, room: Int, now: Instant, look: Look) -> [Span] {
        let count = state.tabs.count
        var limit = 24
        while limit > 4 {
            if columns(state, 0..<count, limit, now, look) <= room { break }
            limit -= 1
        }
        var shown = 0..<count
        while columns(state, shown, limit, now, look) > room, shown.count > 1 {
            let dropsLast =
                shown.upperBound - 1 - state.activeIndex > state.activeIndex - shown.lowerBound
            shown =
                dropsLast
                ? shown.lowerBound..<shown.upperBound - 1 : shown.lowerBound + 1..<shown.upperBound
        }
        return spans(state, shown, limit, now, look)
    }

    private static func columns(
        _ state: AppState, _ shown: Range<Int>, _ limit: Int, _ now: Instant, _ look: Look
    ) -> Int {
        spans(state, shown, limit, now, look).reduce(0) { $0 + TextWidth.columns(of: $1.text) }
    }

    private static func spans(
        _ state: AppState, _ shown: Range<Int>, _ limit: Int, _ now: Instant, _ look: Look
    ) -> [Span] {
        var spans: [Span] = []
        if shown.lowerBound > 0 {
            spans.append(Span(text: look.glyphs.ellipsis, role: .tabInactive))
        }
        for index in shown {
            if !spans.isEmpty { spans.append(Span(text: look.glyphs.separator, role: .border)) }
            let tab = state.tabs[index]
            let title = TextWidth.truncated(
                tab.title, columns: limit, ellipsis: look.glyphs.ellipsis)
            let isActive = index == state.activeIndex
            spans.append(
                Span(text: " \(index + 1) \(title)", role: isActive ? .tabActive : .tabInactive))
            let (mark, role) = mark(tab, now: now, look: look)
            spans.append(Span(text: mark.isEmpty ? " " : " \(mark) ", role: role))
        }
        if shown.upperBound < state.tabs.count {
            spans.append(Span(text: look.glyphs.ellipsis, role: .tabInactive))
        }
        return spans
    }

    private static func mark(_ tab: Tab, now: Instant, look: Look) -> (String, Role) {
        if tab.isRunning {
            return (look.glyphs.spinner(atNanoseconds: now.nanoseconds), .statusRunning)
        }
        switch tab.lastTurn?.outcome {
        case .failed, .incomplete: return (look.glyphs.failed, .statusError)
        default: return tab.hasUnseenEnd ? (look.glyphs.unseen, .statusState) : ("", .tabInactive)
        }
    }
}
