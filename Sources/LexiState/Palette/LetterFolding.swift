/// Letters as they are compared: without accents, and without case where it does not count.
enum LetterFolding {
    /// The letters that a scalar counts as, with their case; none for an accent of its own.
    static func letters(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        if scalar.value < 0x80 { return [scalar] }
        if isAccent(scalar) { return [] }
        guard isAccentedLatin(scalar) else { return [scalar] }
        return baseLetters(of: scalar) ?? [scalar]
    }

    /// The scalar in lower case, where that is one scalar.
    static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.value < 0x80 {
            return (0x41...0x5A).contains(scalar.value)
                ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
        }
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower.first! : scalar
    }

    /// Accents that follow their letter, and what joins or varies characters without being seen.
    private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0x200C...0x200D,
            0xFE00...0xFE0F, 0xFE20...0xFE2F:
            true
        default: false
        }
    }

    private static func isAccentedLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00C0...0x024F, 0x1E00...0x1EFF: true
        default: false
        }
    }

    /// The letters that a Latin letter is made on, by its name in the standard: `é` is LATIN SMALL
    /// LETTER E WITH ACUTE, `æ` LATIN SMALL LETTER AE.
    private static func baseLetters(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        guard let name = scalar.properties.name else { return nil }
        let words = name.split(separator: " ")
        guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER" || words[2] == "LIGATURE"
        else { return nil }
        var base = words[3]
        if base == "SHARP" { base = "SS" }
        if base == "DOTLESS", words.count > 4 { base = words[4] }
        guard base.utf8.count <= 2, base.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            return nil
        }
        let isSmall = words[1] == "SMALL"
        return base.unicodeScalars.map { isSmall ? lowercased($0) : $0 }
    }
}
