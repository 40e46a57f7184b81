import LexiScreen

/// A piece of text in one role, on one line.
struct Span: Sendable, Hashable {
    var text: String
    var role: Role
    var attributes: Style.Attributes = []
}

/// One row of laid-out text.
struct StyledLine: Sendable, Hashable {
    var spans: [Span] = []
    /// Which block of its text the line belongs to.
    var block = 0
    /// Where the line begins in the block's text, in bytes: finds the line again at another width.
    var offset = 0

    init(_ spans: [Span] = []) { self.spans = spans }

    init(_ text: String, _ role: Role, _ attributes: Style.Attributes = []) {
        spans = [Span(text: text, role: role, attributes: attributes)]
    }

    static let empty = StyledLine()

    var columns: Int { spans.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }
}

extension Grid {
    /// Writes a line from the left edge of a rectangle's row; what does not fit is left out.
    mutating func draw(_ line: StyledLine, row: Int, in rect: Rect, theme: Theme) {
        var column = rect.column
        for span in line.spans {
            var style = theme[span.role]
            style.attributes.formUnion(span.attributes)
            column = write(span.text, column: column, row: row, style: style, clip: rect)
            if column >= rect.endColumn { break }
        }
    }
}
