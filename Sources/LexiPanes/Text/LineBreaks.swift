import CUnistring

/// Where a line may break (Unicode Standard Annex 14): a table for ASCII, GNU libunistring for
/// all other text.
///
/// libunistring departs from the annex in one rule that shows: it lets a line break after the dot
/// of `e.g.`. Rule LB29 (no break between `, . : ;` and a letter) is therefore added here.
enum LineBreaks {
    /// Whether a line may break between two printable ASCII characters.
    static func isAllowed(_ left: UInt8, _ right: UInt8) -> Bool {
        table[Int(left) << 7 | Int(right)] & 1 != 0
    }

    /// Whether a line may break after the spaces between two printable ASCII characters.
    static func isAllowedAfterSpaces(_ left: UInt8, _ right: UInt8) -> Bool {
        table[Int(left) << 7 | Int(right)] & 2 != 0
    }

    /// For each byte, whether a line may break before it.
    ///
    /// - Parameter bytes: UTF-8 that begins where a line begins.
    static func opportunities(in bytes: UnsafeBufferPointer<UInt8>) -> [Bool] {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return [] }
        var kinds = [CChar](repeating: 0, count: bytes.count)
        u8_possible_linebreaks_v2(start, bytes.count, "UTF-8", &kinds)
        let possible = CChar(UC_BREAK_POSSIBLE)
        return bytes.indices.map { index in
            kinds[index] == possible && !isInsideAbbreviation(bytes, index)
        }
    }

    /// Rule LB29.
    private static func isInsideAbbreviation(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int
    ) -> Bool {
        guard index > 0, Class(bytes[index - 1]) == .infix else { return false }
        let byte = bytes[index]
        if byte < 0x80 { return Class(byte) == .letter }
        var decoder = UTF8()
        var rest = bytes[index...].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return false }
        // Ideographs, kana and Korean syllables are letters that lines break before.
        return scalar.properties.isAlphabetic && !(0x1100...0x11FF ~= scalar.value)
            && !(0x2E80...0xA4CF ~= scalar.value) && !(0xA960...0xA97F ~= scalar.value)
            && !(0xAC00...0xD7FF ~= scalar.value) && !(0xF900...0xFAFF ~= scalar.value)
            && !(0xFF00...0xFFEF ~= scalar.value) && !(0x1B000...0x1B2FF ~= scalar.value)
            && !(0x20000...0x3FFFF ~= scalar.value)
    }

    /// How characters behave at breaks; those of ASCII that behave alike are one class here.
    private enum Class: UInt8 {
        case exclamation, quotation, letter, prefix, open, close, brace, infix, slash, hyphen
        case digit, bar

        init(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "!"), UInt8(ascii: "?"): self = .exclamation
            case UInt8(ascii: "\""), UInt8(ascii: "'"): self = .quotation
            case UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "\\"):
                self = .prefix
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): self = .open
            case UInt8(ascii: ")"), UInt8(ascii: "]"): self = .close
            case UInt8(ascii: "}"): self = .brace
            case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ";"):
                self = .infix
            case UInt8(ascii: "/"): self = .slash
            case UInt8(ascii: "-"): self = .hyphen
            case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
            case UInt8(ascii: "|"): self = .bar
            default: self = .letter
            }
        }

        /// What a line may begin with right after a character of this class.
        var followers: [Class] {
            switch self {
            case .exclamation: [.letter, .prefix, .open, .digit]
            case .prefix: [.prefix]
            case .close: [.open]
            case .brace: [.letter, .open, .digit]
            case .infix: [.prefix, .open]
            case .slash, .hyphen: [.letter, .prefix, .open]
            case .bar: [.letter, .prefix, .open, .digit]
            case .quotation, .letter, .open, .digit: []
            }
        }

        /// Whether no line begins with such a character, not even after spaces.
        var neverBegins: Bool {
            switch self {
            case .exclamation, .close, .brace, .infix, .slash: true
            default: false
            }
        }
    }

    /// Bit 0: a line may break between the two; bit 1: after spaces between them.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 128 * 128)
        for left in 0x21...0x7E as ClosedRange<UInt8> {
            let leftClass = Class(left)
            let followers = leftClass.followers
            for right in 0x21...0x7E as ClosedRange<UInt8> {
                let rightClass = Class(right)
                var bits: UInt8 = followers.contains(rightClass) ? 1 : 0
                let isHeld =
                    leftClass == .open || rightClass.neverBegins
                    || leftClass == .quotation && rightClass == .open
                if !isHeld { bits |= 2 }
                table[Int(left) << 7 | Int(right)] = bits
            }
        }
        return table
    }()
}
