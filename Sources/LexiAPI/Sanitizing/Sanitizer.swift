/// Makes server text harmless to terminals, and loses nothing else of it.
///
/// Removed: sequences that ESC opens and that close by their own grammar (ECMA-48 CSI, OSC, DCS,
/// APC, PM, SOS and the short ones), C0 controls but line feed and tab, DEL, each C1 control by
/// itself, bidirectional controls (UAX #9) and tag characters. CRLF and a lone CR become a line
/// feed. Joiners stay, since emoji and several scripts need them.
///
/// Of a sequence that does not close, up to the next line break and within ``longestSequence``
/// bytes, only the ESC is removed: what follows may as well be the answer.
///
/// These are for texts that are there as a whole; ``StreamSanitizer`` takes them in pieces.
public enum Sanitizer {
    /// A sequence of more bytes, its ESC and its end included, is text.
    public static let longestSequence = 512

    /// A text, line breaks and tabs kept.
    public static func text(_ text: String) -> String {
        var ignored = 0
        return Self.text(text, countingInto: &ignored)
    }

    /// A text, as ``text(_:)``.
    ///
    /// - Parameter count: Rises by what was removed.
    public static func text(_ text: String, countingInto count: inout Int) -> String {
        var stream = StreamSanitizer()
        let clean = stream.feed(text)
        let rest = stream.finish()
        count += stream.removedCount
        return rest.isEmpty ? clean : clean + rest
    }

    /// A text in one line, such as a header or a tool's name: line breaks and tabs are spaces.
    public static func line(_ text: String) -> String {
        var ignored = 0
        return line(text, countingInto: &ignored)
    }

    /// A text in one line, as ``line(_:)``.
    ///
    /// - Parameter count: Rises by what was removed.
    public static func line(_ text: String, countingInto count: inout Int) -> String {
        let clean = Self.text(text, countingInto: &count)
        guard clean.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return clean }
        return String(clean.map { $0 == "\n" || $0 == "\t" ? " " : $0 })
    }

    /// How much there is to remove in all names and texts of a value.
    public static func removedCount(in value: JSONValue) -> Int {
        switch value {
        case .string(let text):
            var count = 0
            _ = Self.text(text, countingInto: &count)
            return count
        case .array(let values): return values.reduce(0) { $0 + removedCount(in: $1) }
        case .object(let members):
            return members.reduce(0) {
                $0 + removedCount(in: .string($1.name)) + removedCount(in: $1.value)
            }
        case .null, .bool, .integer, .double: return 0
        }
    }
}
