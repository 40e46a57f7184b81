import CNcurses
import LexiScreen

/// Characters that are written beside curses, each at its place.
///
/// Curses counts columns by the C library, which may be older than a character, and so may the
/// terminal be. Whatever either thinks of its width, nothing shifts: curses draws blanks in its
/// place, and it is put over them when all the rest is drawn.
struct PlacedGlyphs {
    /// What curses draws in their place: seen as a space but never mistaken for one, so that it
    /// wipes the character away when a space follows.
    static let placeholder: UInt32 = 0xA0

    private var bytes: [UInt8] = []

    /// Whether the open screen's terminal can be taken back to where curses left it.
    static var isPossible: Bool {
        ["sc", "rc", "cup"].allSatisfy { !TerminalStrings.string($0).isEmpty }
    }

    mutating func add(_ glyph: Glyph, at place: Point, _ style: StyleTable.Sent) {
        // Saves and restores attributes and colours as well as the place (DECSC).
        if bytes.isEmpty { bytes = TerminalStrings.string("sc") }
        bytes += TerminalStrings.place(place) + TerminalStrings.string("sgr0")
        for (attribute, name) in Self.names where style.attributes.contains(attribute) {
            bytes += TerminalStrings.string(name)
        }
        bytes += TerminalStrings.color("setaf", style.foreground)
        bytes += TerminalStrings.color("setab", style.background)
        // Marks are sent as they are, so they have to be marks.
        let scalars = glyph.text.unicodeScalars.enumerated()
            .filter { $0.offset == 0 || $0.element.value >= 0x300 }
        for (_, scalar) in scalars { bytes += Array(String(scalar).utf8) }
    }

    private static let names: [(Style.Attributes, String)] = [
        (.bold, "bold"), (.dim, "dim"), (.italic, "sitm"), (.underline, "smul"),
        (.reverse, "rev"),
    ]

    /// What to send now that curses has drawn; forgotten here.
    mutating func take() -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes + TerminalStrings.string("rc")
    }
}
