import LexiScreen
import LexiSession
import LexiState

/// The list of what can be copied, each with its size.
enum CopyOverlay {
    static func lines(_ menu: CopyMenu, width: Int, look: Look) -> [StyledLine] {
        menu.items.enumerated().map { index, item in
            let isSelected = index == menu.selectedIndex
            let size = Wording.count(item.characterCount, "character")
            let room = max(1, width - TextWidth.columns(of: size) - 4)
            let name = TextWidth.truncated(
                item.name, columns: room, ellipsis: look.glyphs.ellipsis)
            let blank = String(repeating: " ", count: room - TextWidth.columns(of: name) + 2)
            return StyledLine([
                Span(text: isSelected ? "\(look.glyphs.folded) " : "  ", role: .accent),
                Span(text: name + blank, role: isSelected ? .accent : .overlay),
                Span(text: size, role: .muted),
            ])
        }
    }
}
