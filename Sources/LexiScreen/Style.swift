/// A colour as a theme names it; the terminal shows the nearest it has.
public struct Color: Sendable, Hashable {
    /// Kind in the top byte (0 default, 1 palette, 2 RGB), value below.
    private let bits: UInt32

    private init(bits: UInt32) { self.bits = bits }

    /// The terminal's own foreground or background.
    public static let terminalDefault = Color(bits: 0)

    /// An entry of the 256-colour palette; 0 to 15 are the user's own ANSI colours.
    public static func palette(_ index: UInt8) -> Color { Color(bits: 1 << 24 | UInt32(index)) }

    /// An sRGB colour, 0xRRGGBB.
    public static func rgb(_ value: UInt32) -> Color { Color(bits: 2 << 24 | value & 0xFFFFFF) }

    /// The cases a terminal has to tell apart.
    public enum Kind: Sendable, Hashable {
        case terminalDefault
        case palette(UInt8)
        case rgb(red: UInt8, green: UInt8, blue: UInt8)
    }

    public var kind: Kind {
        switch bits >> 24 {
        case 0: .terminalDefault
        case 1: .palette(UInt8(truncatingIfNeeded: bits))
        default:
            .rgb(
                red: UInt8(truncatingIfNeeded: bits >> 16),
                green: UInt8(truncatingIfNeeded: bits >> 8),
                blue: UInt8(truncatingIfNeeded: bits))
        }
    }
}

/// How a cell looks: two colours and attributes.
public struct Style: Sendable, Hashable {
    public struct Attributes: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let bold = Attributes(rawValue: 1)
        public static let dim = Attributes(rawValue: 2)
        public static let italic = Attributes(rawValue: 4)
        public static let underline = Attributes(rawValue: 8)
        public static let reverse = Attributes(rawValue: 16)
        public static let strikethrough = Attributes(rawValue: 32)
    }

    public var foreground: Color
    public var background: Color
    public var attributes: Attributes

    public init(
        foreground: Color = .terminalDefault, background: Color = .terminalDefault,
        attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own look.
    public static let plain = Style()
}
