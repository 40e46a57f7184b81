import LexiAPI
import LexiScreen
public import LexiSession
import LexiState

/// The palette over the panes.
extension ScreenView {
    /// - Returns: The caret's place.
    mutating func draw(
        _ palette: Palette, _ conversations: ConversationList, into grid: inout Grid
    ) -> Point? {
        let overlay = PaletteOverlay(palette, conversations, size: grid.size, look: look)
        let inner = OverlayBox.draw(
            PaletteOverlay.title(palette, look.keys), lines: overlay.lines, top: 0,
            width: PaletteOverlay.columns(grid.size), look: look,
            mostRows: PaletteOverlay.rows(grid.size), into: &grid)
        drawnOverlay = OverlayArea(inner: inner, top: overlay.top)
        if overlay.below > 0 {
            let text = " \(overlay.below) more \(look.glyphs.down) "
            grid.write(
                text, column: inner.endColumn - TextWidth.columns(of: text), row: inner.endRow,
                style: look.theme[.badge], clip: grid.bounds)
        }
        return Point(
            column: min(inner.column + overlay.caretColumn, inner.endColumn - 1), row: inner.row)
    }

    /// As many rows of the palette as are seen at once, about.
    public var palettePage: Int { max(1, min(lastSize.rows - 4, 20)) }

    /// Lays out a tab's conversation anew: what was before its first turn is there now.
    public mutating func forgetLayout(of tab: ConversationID) {
        tabs[tab]?.forgetLayouts(look: look)
    }
}
