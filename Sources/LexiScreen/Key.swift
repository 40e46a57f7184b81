/// A key press as the terminal reported it, or a paste.
public enum Key: Sendable, Hashable {
    /// A printable character without modifiers (Shift is in the character itself).
    case character(Character)
    /// Ctrl with a letter `a` to `z`, or one of `@ [ \ ] ^ _`.
    case control(Character)
    /// Alt (or Meta, or Esc just before) with a character.
    case alt(Character)
    /// Enter, on its own or with Alt.
    case enter
    case altEnter
    case escape
    case tab
    case backTab
    case backspace
    case altBackspace
    case special(Special, Modifiers)
    /// Text between the bracketed paste marks, or its next part: line ends are line feeds.
    /// `isLast` is false while more of the same paste follows.
    case paste(String, isLast: Bool)
    /// The terminal window gained or lost the focus (DECSET 1004).
    case focus(Bool)
    /// The mouse, while the terminal reports it (``InteractiveScreen/setMouse(_:)``).
    case mouse(MouseEvent)
    /// The terminal told the colour behind its text, since it was asked (OSC 11).
    case background(BackgroundColor)

    public enum Special: Sendable, Hashable {
        case up, down, left, right, home, end, pageUp, pageDown, insert, delete
        case function(Int)
    }

    /// xterm's modifier bits.
    public struct Modifiers: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let shift = Modifiers(rawValue: 1)
        public static let alt = Modifiers(rawValue: 2)
        public static let control = Modifiers(rawValue: 4)
    }
}
