import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The form that edits what the next message is sent with.
enum ContextOverlay {
    static let labelColumns = 10

    /// The form's lines, and the caret's place among them.
    static func lines(_ editor: ContextEditor, width: Int, look: Look) -> (
        lines: [StyledLine], caret: Point
    ) {
        var lines: [StyledLine] = []
        var caret = Point(column: 0, row: 0)
        for (index, row) in ContextEditor.rows.enumerated() {
            let isSelected = index == editor.selectedIndex
            let mark = isSelected ? "\(look.glyphs.folded) " : "  "
            let (label, value): (String, String) =
                switch row {
                case .field(let field): (field.rawValue, editor.values[field]?.text ?? "")
                case .tools: ("tools", editor.allowTools ? "on" : "off")
                }
            let room = max(4, width - labelColumns - 2)
            var shown = Sanitizer.line(value)
            if isSelected {
                let before = editor.textBeforeCaret
                // The end of a long value stays in view while it is edited.
                while TextWidth.columns(of: shown) >= room, !shown.isEmpty { shown.removeFirst() }
                let hidden =
                    TextWidth.columns(of: Sanitizer.line(value)) - TextWidth.columns(of: shown)
                caret = Point(
                    column: 2 + labelColumns + max(0, TextWidth.columns(of: before) - hidden),
                    row: lines.count)
            }
            let blank = String(repeating: " ", count: labelColumns - label.count)
            let hint = value.isEmpty ? look.glyphs.unknown : ""
            lines.append(
                StyledLine([
                    Span(text: mark, role: .accent),
                    Span(text: label + blank, role: isSelected ? .accent : .overlay),
                    Span(text: shown, role: .overlay, attributes: isSelected ? .underline : []),
                    Span(text: isSelected ? "" : hint, role: .muted),
                ]))
        }
        lines.append(.empty)
        let keys = look.keys
        for text in [
            "\(keys[.formPrevious]) and \(keys[.formNext]) choose, \(keys[.formToggle]) switches the tools,",
            "\(keys[.formAccept]) uses it, \(keys[.formClose]) leaves it as it was.",
        ] {
            lines += LineWrap.lines([Span(text: text, role: .muted)], width: width)
        }
        return (lines, caret)
    }
}
