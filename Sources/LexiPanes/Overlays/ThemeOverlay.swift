import LexiScreen
import LexiSession
import LexiState

/// The list of themes; the whole screen is its sample.
enum ThemeOverlay {
    static func title(_ keys: KeyHints) -> String {
        "Themes (\(keys[.themesAccept]) keeps, \(keys[.themesClose]) leaves)"
    }

    /// - Parameter problem: Why the selected theme cannot be shown.
    static func lines(
        _ picker: ThemePicker, problem: String?, width: Int, look: Look
    ) -> [StyledLine] {
        var lines = picker.names.enumerated().map { index, name -> StyledLine in
            let isSelected = index == picker.selectedIndex
            let mark = isSelected ? "\(look.glyphs.folded) " : "  "
            let note = name == picker.current ? "  in use" : ""
            let shown = TextWidth.truncated(
                mark + name + note, columns: width, ellipsis: look.glyphs.ellipsis)
            let blank = String(
                repeating: " ", count: max(0, width - TextWidth.columns(of: shown)))
            return StyledLine([Span(text: shown + blank, role: isSelected ? .selection : .overlay)])
        }
        if let problem {
            lines.append(.empty)
            lines += LineWrap.lines([Span(text: problem, role: .warning)], width: width)
        }
        return lines
    }
}
