import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The row of tabs: number, title, and what goes on inside.
enum TabBar {
    static func draw(
        _ state: AppState, in rect: Rect, now: Instant, look: Look, into grid: inout Grid
    ) {
        grid.fill(rect, style: look.theme[.status])
        let (service, room) = Self.service(state, columns: rect.columns, look: look)
        var column = 0
        for piece in pieces(state, room: room, now: now, look: look) {
            column = grid.write(
                piece.span.text, column: column, row: rect.row,
                style: look.theme[piece.span.role], clip: rect)
        }
        if room < rect.columns {
            grid.write(
                service, column: rect.endColumn - TextWidth.columns(of: service), row: rect.row,
                style: look.theme[.tabService], clip: rect)
        }
    }

    /// The tab that a column shows; at an ellipsis the next one that there is no room for.
    static func tab(
        at column: Int, _ state: AppState, columns: Int, now: Instant, look: Look
    ) -> Int? {
        let room = Self.service(state, columns: columns, look: look).room
        var end = 0
        for piece in pieces(state, room: room, now: now, look: look) {
            end += TextWidth.columns(of: piece.span.text)
            if column < end { return piece.tab }
        }
        return nil
    }

    /// A piece of the row, and the tab that it is of or leads to.
    private struct Piece {
        var span: Span
        var tab: Int?
    }

    /// What is said of the workspace, and the columns that it leaves to the tabs.
    private static func service(
        _ state: AppState, columns: Int, look: Look
    ) -> (text: String, room: Int) {
        let text = service(state.service, columns: columns, dot: look.glyphs.dot)
        let taken = TextWidth.columns(of: text)
        return (text, taken > 0 ? columns - taken - 1 : columns)
    }

    /// Columns that the tabs have at least.
    private static let leastTabColumns = 20

    /// Which workspace the tabs talk to: `lexi · work · app.example.com`, or what of it leaves
    /// the tabs enough room. The profile is said longest: a host may have several workspaces.
    private static func service(_ service: Service, columns: Int, dot: String) -> String {
        let lack = service.lacksKey ? "no key" : nil
        let names = [lack, service.profile, service.label].compactMap(\.self)
        let forms = [["lexi"] + names, names, Array(names.prefix(1))]
        let texts = forms.map { $0.joined(separator: " \(dot) ") + " " }
        return texts.first { TextWidth.columns(of: $0) + leastTabColumns <= columns } ?? ""
    }

    /// A tab as it could be shown.
    private struct Label {
        var number: String
        var title: String
        var titleColumns: Int
        var mark: String
        var markRole: Role
        var isActive: Bool

        /// Columns of the mark with the blanks around it.
        var markColumns: Int { mark.isEmpty ? 1 : TextWidth.columns(of: mark) + 2 }

        /// Columns with the title cut at a limit, and the separator behind.
        func columns(titleLimit: Int) -> Int {
            1 + number.count + 1 + min(titleColumns, titleLimit) + markColumns + 1
        }
    }

    private static let longestTitle = 24
    private static let shortestTitle = 4
    private static let shortestActiveTitle = 12

    /// Titles of the other tabs give way first, then the active one's; when even the shortest do
    /// not fit, the tabs around the active one are shown.
    private static func pieces(_ state: AppState, room: Int, now: Instant, look: Look) -> [Piece] {
        let labels = state.tabs.indices.map { label(state, $0, now: now, look: look) }
        var limit = longestTitle
        var activeLimit = longestTitle
        var shown = labels.indices
        func columns() -> Int {
            labels[shown].reduce(shown.count < labels.count ? 1 : -1) {
                $0 + $1.columns(titleLimit: $1.isActive ? activeLimit : limit)
            }
        }
        while columns() > room, limit > shortestTitle { limit -= 1 }
        while columns() > room, activeLimit > shortestActiveTitle { activeLimit -= 1 }
        while columns() > room, shown.count > 1 {
            let after = shown.upperBound - 1 - state.activeIndex
            let dropsLast = after > state.activeIndex - shown.lowerBound
            shown =
                dropsLast
                ? shown.lowerBound..<shown.upperBound - 1 : shown.lowerBound + 1..<shown.upperBound
        }
        return pieces(labels, shown, limit, activeLimit, look)
    }

    private static func label(
        _ state: AppState, _ index: Int, now: Instant, look: Look
    ) -> Label {
        let tab = state.tabs[index]
        let title = TextWidth.truncated(
            tab.title, columns: longestTitle, ellipsis: look.glyphs.ellipsis)
        let (mark, role) = mark(tab, now: now, look: look)
        return Label(
            number: String(index + 1), title: title, titleColumns: TextWidth.columns(of: title),
            mark: mark, markRole: role, isActive: index == state.activeIndex)
    }

    private static func pieces(
        _ labels: [Label], _ shown: Range<Int>, _ limit: Int, _ activeLimit: Int, _ look: Look
    ) -> [Piece] {
        var pieces: [Piece] = []
        func add(_ text: String, _ role: Role, _ tab: Int? = nil) {
            pieces.append(Piece(span: Span(text: text, role: role), tab: tab))
        }
        if shown.lowerBound > 0 {
            add(look.glyphs.ellipsis, .tabInactive, shown.lowerBound - 1)
        }
        for index in shown {
            let label = labels[index]
            if !pieces.isEmpty { add(look.glyphs.separator, .border) }
            let title = TextWidth.truncated(
                label.title, columns: label.isActive ? activeLimit : limit,
                ellipsis: look.glyphs.ellipsis)
            add(" \(label.number) \(title)", label.isActive ? .tabActive : .tabInactive, index)
            add(label.mark.isEmpty ? " " : " \(label.mark) ", label.markRole, index)
        }
        if shown.upperBound < labels.count {
            add(look.glyphs.ellipsis, .tabInactive, shown.upperBound)
        }
        return pieces
    }

    /// A run that failed keeps its mark; one whose end nobody has seen has one besides.
    private static func mark(_ tab: Tab, now: Instant, look: Look) -> (String, Role) {
        if tab.isRunning {
            // What may hang must not look like what gets on.
            if case .stalled = TurnStatus(tab.lastTurn, now: now) {
                return (look.glyphs.stalled, .statusError)
            }
            return (look.spinner(at: now), .statusRunning)
        }
        let unseen = tab.hasUnseenEnd ? look.glyphs.unseen : ""
        switch tab.lastTurn?.outcome {
        case .failed, .incomplete: return (look.glyphs.failed + unseen, .statusError)
        default: return (unseen, unseen.isEmpty ? .tabInactive : .statusState)
        }
    }
}
