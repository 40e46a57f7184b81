import LexiScreen
import LexiSession
import LexiState

/// The line of a search in its pane's bottom border: `/text  3/17`.
struct SearchField {
    private(set) var spans: [Span] = []
    /// The caret's column while the field takes the keys.
    private(set) var caret: Int?

    init(_ search: PaneSearch, columns: Int, look: Look) {
        let count = Self.count(search, look: look)
        let countColumns = TextWidth.columns(of: count.text)
        let room = max(4, columns - countColumns - 3)
        let text = search.field.text
        let end = text.utf8.index(text.startIndex, offsetBy: search.field.caretByteOffset)
        // The caret stays in view: what is far before it makes way.
        var start = text.startIndex
        while start < end, TextWidth.columns(of: text[start..<end]) >= room {
            start = text.index(after: start)
        }
        let shown = TextWidth.truncated(
            String(text[start...].map { $0.isNewline || $0 == "\t" ? " " : $0 }), columns: room,
            ellipsis: look.glyphs.ellipsis)
        let role: Role = search.isEditing ? .titleFocused : .title
        spans = [Span(text: " /\(shown) ", role: role)]
        if !count.text.isEmpty {
            spans.append(Span(text: count.text + " ", role: count.role))
        }
        if search.isEditing { caret = 2 + TextWidth.columns(of: text[start..<end]) }
    }

    private static func count(_ search: PaneSearch, look: Look) -> (text: String, role: Role) {
        guard search.pattern != nil else { return ("", .title) }
        let total = search.matches.all.count
        // As long as not all is searched there may be more.
        let more = search.isSearching ? look.glyphs.ellipsis : ""
        guard total > 0 else {
            return more.isEmpty ? ("no match", .warning) : (more, .title)
        }
        let number = search.current.map { "\(min($0, total - 1) + 1)" } ?? look.glyphs.unknown
        return (
            "\(number)/\(total)\(more)\(search.isWrapped ? " wrapped" : "")",
            search.isWrapped ? .notice : .title
        )
    }
}
