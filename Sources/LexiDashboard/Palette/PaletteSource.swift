import LexiAPI
import LexiPanes
import LexiSession
import LexiState

/// Where some of the palette's items come from. Another one is a file of its own and its name in
/// ``PaletteSources/all``.
protocol PaletteSource: Sendable {
    /// The items there are now, in the order in which they are listed when nothing is typed.
    func items(_ context: PaletteContext) -> [PaletteItem]
}

/// What the sources know.
struct PaletteContext {
    var state: AppState
    var now: Instant
    var keymap: Keymap
    /// The theme that is in use, whatever is being looked at.
    var themeInUse: String
    var themes: ThemeLibrary?
    var settings: [SettingChoice]
}

enum PaletteSources {
    static let all: [any PaletteSource] = [
        ActionSource(), TabSource(), ConversationSource(), ThemeSource(), SettingSource(),
    ]
}
