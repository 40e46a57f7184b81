import LexiScreen
import LexiSession
import LexiState

/// The filter in the last row of the tools.
struct FilterField {
    let line: StyledLine
    /// The caret's column.
    let caret: Int

    init(_ view: ToolsView, width: Int, look: Look) {
        let label = width >= 20 ? "filter: " : "f: "
        let room = max(1, width - label.count - 1)
        // The caret stays in view: what is before it gives way at its beginning.
        let before = view.filterBeforeCaret
        let shown = String(view.filter.text.dropFirst(before.count))
        var tail = before
        while TextWidth.columns(of: tail) > room { tail.removeFirst() }
        caret = label.count + TextWidth.columns(of: tail)
        line = StyledLine([
            Span(text: label, role: view.isFiltering ? .accent : .muted),
            Span(text: tail + shown, role: view.isFiltering ? .messageText : .muted),
        ])
    }
}
