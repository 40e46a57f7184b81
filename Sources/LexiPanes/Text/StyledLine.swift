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
    /// Where the line begins in the block's text: finds the line again at another width.
    var offset = 0

    init(_ spans: [Span] = []) { self.spans = spans }

    init(_ text: String, _ role: Role, _ attributes: Style.Attributes = []) {
        spans = [Span(text: text, role: role, attributes: attributes)]
    }

    static let empty = StyledLine()

    var columns: Int { spans.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }
}

extension [StyledLine] {
    /// The lines as those of one block, each with the amount of text before it.
    ///
    /// Spaces do not count, since they come and go with the width; a blank line counts one, so
    /// that no two lines of a block begin at the same place.
    func numbered(block: Int) -> [StyledLine] {
        var offset = 0
        return map { line in
            var line = line
            line.block = block
            line.offset = offset
            let bytes = line.spans.reduce(0) { $0 + $1.text.utf8.count { $0 != 0x20 } }
            offset += Swift.max(1, bytes)
            return line
        }
    }
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
