import LexiScreen
import LexiSession
import LexiState

/// What there is to say, in rows of its own above the status bar until the next key: the bar keeps
/// state, times, balance, limit and request meanwhile.
struct NoticeBanner {
    private let role: Role
    private let lines: [StyledLine]

    static let mostRows = 4

    /// - Parameter columns: The screen's.
    init(_ notice: Notice, columns: Int, look: Look) {
        let role: Role = notice.kind == .warning ? .warning : .notice
        let room = columns - 2
        // A path that is cut in one row says more than a whole one that is broken over two.
        let text =
            NoticeText.fitted(notice.text, columns: room, ellipsis: look.glyphs.ellipsis)
            ?? notice.text
        var lines = LineWrap.lines(
            [Span(text: text, role: role)], width: room + 1,
            firstPrefix: [Span(text: " ", role: role)],
            otherPrefix: [Span(text: " ", role: role)])
        if lines.count > Self.mostRows {
            lines.removeSubrange(Self.mostRows...)
            lines[Self.mostRows - 1].spans.append(Span(text: look.glyphs.ellipsis, role: role))
        }
        self.role = role
        self.lines = lines
    }

    var rowCount: Int { lines.count }

    func draw(above bar: Rect, look: Look, into grid: inout Grid) {
        let area = Rect(
            column: bar.column, row: bar.row - rowCount, columns: bar.columns, rows: rowCount)
        grid.fill(area, style: look.theme[.status])
        for (offset, line) in lines.enumerated() {
            grid.draw(line, row: area.row + offset, in: area, theme: look.theme)
        }
    }
}
