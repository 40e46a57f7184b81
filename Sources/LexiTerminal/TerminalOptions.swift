public import LexiScreen

/// How a terminal is opened.
public struct TerminalOptions: Sendable {
    public enum ColorChoice: Sendable {
        /// As many colours as the terminal has.
        case automatic
        /// Attributes only, as NO_COLOR asks.
        case none
    }

    public var color: ColorChoice
    /// Whether the terminal knows nothing but ASCII: other characters are shown as the nearest
    /// (``ASCIIText``).
    public var isASCII = false
    /// Whether the terminal takes direct colours though its type tells of 256
    /// (``DirectColors/areTold(colorTerm:)``).
    public var hasDirectColors = false
    /// Whether the terminal is asked for the colour behind its text. The answer, if it has one,
    /// comes as ``Key/background(_:)`` among the keys at some time; nothing waits for it.
    public var asksBackground = false
    /// The terminal's type; that of the TERM variable when `nil`.
    public var type: String?
    /// Where keys come from and pictures go; standard input and output but in tests.
    package var input: Int32 = 0
    package var output: Int32 = 1

    public init(color: ColorChoice = .automatic, type: String? = nil) {
        self.color = color
        self.type = type
    }
}

/// What the terminal can show, as far as it is known.
public struct TerminalCapabilities: Sendable, Hashable {
    public enum Colors: Sendable, Hashable {
        case none, ansi8, ansi16, palette256, direct
    }

    /// The terminal's type, such as `xterm-256color`.
    public var type: String
    public var colors: Colors
    /// The attributes that it shows; others are left out.
    public var attributes: Style.Attributes
    /// Whether it understands xterm's private modes: bracketed paste, focus, mouse.
    public var hasPrivateModes: Bool
}
