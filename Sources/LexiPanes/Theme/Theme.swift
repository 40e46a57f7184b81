import LexiAPI
public import LexiScreen
import LexiSession
public import LexiState

/// A style for every role.
public struct Theme: Sendable, Hashable {
    public let name: String
    private let styles: [Style]

    /// - Parameter styles: Roles that are missing take the style of ``Role/text``, and that the
    ///   terminal's own.
    public init(name: String, styles: [Role: Style]) {
        self.name = name
        let text = styles[.text] ?? .plain
        self.styles = Role.allCases.map { styles[$0] ?? text }
    }

    /// The style of a role.
    public subscript(role: Role) -> Style { styles[role.rawValue] }

    /// Every style as the terminal's own with attributes alone: what NO_COLOR asks for.
    public var withoutColors: Theme {
        Theme(
            name: name,
            styles: Dictionary(
                uniqueKeysWithValues: Role.allCases.map { role in
                    var style = self[role]
                    let isFilled = style.background != self[.text].background
                    style.foreground = .terminalDefault
                    style.background = .terminalDefault
                    // What was told apart by its background still is.
                    if isFilled { style.attributes.insert(.reverse) }
                    return (role, style)
                }))
    }
}

/// Everything about the looks of the screen that is not in the state.
public struct Look: Sendable, Hashable {
    public var theme: Theme
    /// Whether themes are shown with attributes alone, as NO_COLOR asks.
    public var isPlain = false
    /// Whether the theme is the choice of the terminal's background.
    public var followsBackground = false
    public var glyphs: GlyphSet
    /// Whether spinners turn and times run four times a second; otherwise what runs has a mark
    /// that stands still, and times go on by the second.
    public var hasMotion: Bool
    /// Seconds to add to UTC for the times of messages.
    public var utcOffsetSeconds: Int
    /// The keys that the screen names.
    public var keys = KeyHints()

    /// - Parameters:
    ///   - isPlain: Whether themes are shown with attributes alone, as NO_COLOR asks.
    ///   - followsBackground: Whether the theme is the choice of the terminal's background.
    ///   - hasMotion: Whether spinners turn.
    public init(
        theme: Theme, isPlain: Bool = false, followsBackground: Bool = false,
        glyphs: GlyphSet = .unicode, hasMotion: Bool = true, utcOffsetSeconds: Int = 0
    ) {
        self.theme = isPlain ? theme.withoutColors : theme
        self.isPlain = isPlain
        self.followsBackground = followsBackground
        self.glyphs = glyphs
        self.hasMotion = hasMotion
        self.utcOffsetSeconds = utcOffsetSeconds
    }

    /// The same looks with another theme.
    public func with(_ theme: Theme, followsBackground: Bool = false) -> Look {
        var look = self
        look.theme = isPlain ? theme.withoutColors : theme
        look.followsBackground = followsBackground
        return look
    }

    /// What was chosen for the theme: its name, or that it is to fit the background.
    public var themeChoice: String { followsBackground ? BackgroundTheme.choice : theme.name }

    /// The mark of what runs, at a time.
    func spinner(at now: Instant) -> String {
        hasMotion ? glyphs.spinner(atNanoseconds: now.nanoseconds) : glyphs.still
    }
}
