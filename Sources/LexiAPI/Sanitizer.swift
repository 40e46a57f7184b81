/// Makes server text harmless to terminals, also when a sequence is split over many deltas.
///
/// Removed: whole escape sequences (ECMA-48 CSI, OSC, DCS, APC, PM, SOS and the short ones) in
/// their 7-bit and 8-bit forms, C0 controls but line feed and tab, DEL, C1, bidirectional
/// controls (UAX #9) and tag characters. Joiners stay, since emoji and several scripts need
/// them. A string sequence that is not closed ends at a line feed or after 4,096 characters, so
/// that an unclosed one cannot swallow an answer.
public struct Sanitizer: Sendable, Hashable {
    /// A string sequence longer than this is taken for text again.
    public static let longestString = 4096

    private enum Mode: Sendable, Hashable {
        case text
        case escape
        /// After ESC and an intermediate byte; one final byte follows.
        case escapeIntermediate
        case controlSequence
        case string(length: Int)
        /// ESC inside a string: `\` makes it the string terminator.
        case stringEscape(length: Int)
    }

    private var mode = Mode.text
    /// How many sequences and single controls were removed.
    public private(set) var removedCount = 0

    public init() {}

    /// The harmless part of the next piece of text.
    public mutating func feed(_ text: String) -> String {
        if mode == .text, Self.isHarmless(text) { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { take(scalar, into: &kept) }
        return String(kept)
    }

    /// One text on its own, such as a header or a tool's name, without line breaks.
    public static func line(_ text: String) -> String {
        var sanitizer = Sanitizer()
        let clean = sanitizer.feed(text)
        guard clean.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return clean }
        return String(clean.map { $0 == "\n" || $0 == "\t" ? " " : $0 })
    }

    /// Looks for the bytes that begin anything removable; a false alarm only costs time.
    private static func isHarmless(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.allSatisfy { byte in
                switch byte {
                case 0x09, 0x0A: true
                case 0x00...0x1F, 0x7F: false
                // Lead bytes of C1, U+061C, U+200x and the tag block.
                case 0xC2, 0xD8, 0xE2, 0xF3: false
                default: true
                }
            }
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar, into kept: inout String.UnicodeScalarView)
    {
        switch mode {
        case .text: takeText(scalar, into: &kept)
        case .escape: takeAfterEscape(scalar, into: &kept)
        case .escapeIntermediate:
            switch scalar.value {
            case 0x20...0x2F: break
            case 0x30...0x7E: mode = .text
            default: restart(with: scalar, into: &kept)
            }
        case .controlSequence:
            switch scalar.value {
            case 0x20...0x3F: break
            case 0x40...0x7E: mode = .text
            default: restart(with: scalar, into: &kept)
            }
        case .string(let length):
            switch scalar.value {
            case 0x07, 0x9C, 0x18, 0x1A: mode = .text
            case 0x1B: mode = .stringEscape(length: length)
            case 0x0A: restart(with: scalar, into: &kept)
            default:
                mode = length < Self.longestString ? .string(length: length + 1) : .text
            }
        case .stringEscape:
            if scalar == "\\" {
                mode = .text
            } else {
                mode = .escape
                takeAfterEscape(scalar, into: &kept)
            }
        }
    }

    private mutating func restart(
        with scalar: Unicode.Scalar, into kept: inout String.UnicodeScalarView
    ) {
        mode = .text
        takeText(scalar, into: &kept)
    }

    private mutating func takeText(
        _ scalar: Unicode.Scalar, into kept: inout String.UnicodeScalarView
    ) {
        switch scalar.value {
        case 0x09, 0x0A: kept.append(scalar)
        case 0x1B: begin(.escape)
        case 0x9B: begin(.controlSequence)
        case 0x90, 0x98, 0x9D, 0x9E, 0x9F: begin(.string(length: 0))
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069,
            0xE0000...0xE007F:
            removedCount += 1
        default: kept.append(scalar)
        }
    }

    private mutating func begin(_ next: Mode) {
        removedCount += 1
        mode = next
    }

    private mutating func takeAfterEscape(
        _ scalar: Unicode.Scalar, into kept: inout String.UnicodeScalarView
    ) {
        switch scalar {
        case "[": mode = .controlSequence
        case "]", "P", "X", "^", "_": mode = .string(length: 0)
        case "\u{1B}": removedCount += 1
        default:
            switch scalar.value {
            case 0x20...0x2F: mode = .escapeIntermediate
            case 0x30...0x7E: mode = .text
            default: restart(with: scalar, into: &kept)
            }
        }
    }
}

extension Sanitizer {
    /// One whole text on its own, line breaks kept.
    public static func text(_ text: String) -> String {
        var sanitizer = Sanitizer()
        return sanitizer.feed(text)
    }

    /// One line, as ``line(_:)``.
    ///
    /// - Parameter count: Rises by what was removed.
    public static func line(_ text: String, countingInto count: inout Int) -> String {
        var sanitizer = Sanitizer()
        let clean = sanitizer.feed(text)
        count += sanitizer.removedCount
        return line(clean)
    }

    /// How much there is to remove in all names and texts of a value.
    public static func removedCount(in value: JSONValue) -> Int {
        switch value {
        case .string(let text):
            var count = 0
            _ = line(text, countingInto: &count)
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
