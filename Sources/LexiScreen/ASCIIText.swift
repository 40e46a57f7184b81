/// Text for terminals that know nothing but ASCII: one column, one byte.
public enum ASCIIText {
    /// The ASCII character that stands for a character: its letter without its mark, the plain
    /// sign for a typographic one, else `?`.
    public static func character(for scalar: Unicode.Scalar) -> UInt8 {
        if scalar.value < 0x80 { return UInt8(scalar.value) }
        switch scalar.value {
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: return UInt8(ascii: " ")
        case 0x2010...0x2015, 0x2212, 0x2500...0x2501: return UInt8(ascii: "-")
        case 0x2018...0x201B, 0x2032, 0xB4: return UInt8(ascii: "'")
        case 0x201C...0x201F, 0x2033, 0xAB, 0xBB: return UInt8(ascii: "\"")
        case 0x2026: return UInt8(ascii: ".")
        case 0x2022, 0x00B7, 0x25CF, 0x25E6: return UInt8(ascii: "*")
        case 0x2502...0x2503: return UInt8(ascii: "|")
        case 0xD7: return UInt8(ascii: "x")
        case 0x2190: return UInt8(ascii: "<")
        case 0x2192: return UInt8(ascii: ">")
        default: return letter(scalar) ?? UInt8(ascii: "?")
        }
    }

    /// A whole text in ASCII. Marks that stand on another character go.
    public static func folded(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var bytes: [UInt8] = []
        for cluster in text {
            guard let first = cluster.unicodeScalars.first else { continue }
            if first.value < 0x80 {
                // A line end of two characters stays one of two.
                bytes += cluster.utf8.prefix { $0 < 0x80 }
            } else {
                bytes.append(character(for: first))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `e` for `é`, which Unicode names LATIN SMALL LETTER E WITH ACUTE.
    private static func letter(_ scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.value < 0x2000, let name = scalar.properties.name else { return nil }
        let words = name.split(separator: " ")
        guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER" else { return nil }
        let isQualified = ["SHARP", "DOTLESS", "LONG"].contains(words[3]) && words.count > 4
        let letter = words[isQualified ? 4 : 3]
        guard let first = letter.utf8.first, letter.utf8.count <= 2 else { return nil }
        return words[1] == "SMALL" ? first | 0x20 : first
    }
}
