import LexiPanes
import LexiSession
import LexiState

/// The themes; the selected one is shown at once.
struct ThemeSource: PaletteSource {
    func items(_ context: PaletteContext) -> [PaletteItem] {
        (context.themes?.choices ?? []).map { name in
            PaletteItem(
                .theme, name, name == context.themeInUse ? "Theme, in use" : "Theme",
                .theme(name))
        }
    }
}
