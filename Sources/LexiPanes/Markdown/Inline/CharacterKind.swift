/// What a character beside a mark is, as far as the mark's meaning depends on it.
enum CharacterKind {
    case space
    case digit
    /// A letter of a script that puts spaces between words.
    case letter
    /// A letter of a script that does not, or that joins endings to words (Chinese, Japanese,
    /// Korean, Thai and their like).
    case unspaced
    case openingBracket
    case closingBracket
    case quote
    case punctuation
    /// A bracket, a stop or another sign of East Asian typography.
    case eastAsianPunctuation(Side)
    case symbol

    enum Side { case opening, closing, other }

    init(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            self = Self.ascii(UInt8(scalar.value))
        } else if Self.isEastAsianPunctuation(scalar) {
            self = .eastAsianPunctuation(Self.side(scalar))
        } else {
            self = Self.general(scalar)
        }
    }

    private static func ascii(_ byte: UInt8) -> CharacterKind {
        switch byte {
        case 0...0x20: .space
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .openingBracket
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): .closingBracket
        case UInt8(ascii: "\""), UInt8(ascii: "'"): .quote
        default: .punctuation
        }
    }

    private static func general(_ scalar: Unicode.Scalar) -> CharacterKind {
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: .space
        case .decimalNumber, .letterNumber, .otherNumber: .digit
        case .openPunctuation: scalar == "„" || scalar == "‚" ? .quote : .openingBracket
        case .closePunctuation: .closingBracket
        case .initialPunctuation, .finalPunctuation: .quote
        case .connectorPunctuation, .dashPunctuation, .otherPunctuation: .punctuation
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark:
            isUnspaced(scalar.value) ? .unspaced : .letter
        default: .symbol
        }
    }

    /// Thai to Myanmar, Hangul, Khmer, and what East Asian writing is made of.
    private static func isUnspaced(_ value: UInt32) -> Bool {
        switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x312F,
            0x3130...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
            0xFF10...0xFFDC, 0x1AFF0...0x1B16F, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// Punctuation of the blocks for East Asian text, full-width and half-width forms included.
    static func isEastAsianPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3000...0x3004, 0x3008...0x3020, 0x3030, 0x303D, 0x30A0, 0x30FB, 0xFE10...0xFE1F,
            0xFE30...0xFE6F, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65:
            true
        default: false
        }
    }

    private static func side(_ scalar: Unicode.Scalar) -> Side {
        switch scalar.properties.generalCategory {
        case .openPunctuation, .initialPunctuation: .opening
        case .closePunctuation, .finalPunctuation: .closing
        default: .other
        }
    }

    var isSpace: Bool { if case .space = self { true } else { false } }
    /// A letter or digit that stands in words with spaces around.
    var isWord: Bool {
        switch self {
        case .letter, .digit: true
        default: false
        }
    }
    var isDigit: Bool { if case .digit = self { true } else { false } }
    var isQuote: Bool { if case .quote = self { true } else { false } }
    var isPunctuation: Bool {
        switch self {
        case .openingBracket, .closingBracket, .quote, .punctuation, .eastAsianPunctuation: true
        default: false
        }
    }
    var isEastAsian: Bool {
        switch self {
        case .unspaced, .eastAsianPunctuation: true
        default: false
        }
    }
    var opens: Bool {
        switch self {
        case .openingBracket, .eastAsianPunctuation(.opening): true
        default: false
        }
    }
    var closes: Bool {
        switch self {
        case .closingBracket, .eastAsianPunctuation(.closing): true
        default: false
        }
    }
}

extension [UInt8] {
    /// The kind of the character that ends before a place; a space where there is none.
    func kind(before place: Int) -> CharacterKind {
        guard place > 0 else { return .space }
        var start = place - 1
        while start > 0, place - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
        return kind(start..<place)
    }

    /// The kind of the character that begins at a place; a space where there is none.
    func kind(at place: Int) -> CharacterKind {
        place < count ? CharacterKind(scalar(at: place)) : .space
    }

    func scalar(at place: Int) -> Unicode.Scalar {
        guard self[place] >= 0x80 else { return Unicode.Scalar(self[place]) }
        var end = place + 1
        while end < count, end - place < 4, self[end] & 0xC0 == 0x80 { end += 1 }
        return String(decoding: self[place..<end], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    }

    private func kind(_ range: Range<Int>) -> CharacterKind {
        self[range.lowerBound] < 0x80
            ? CharacterKind(Unicode.Scalar(self[range.lowerBound]))
            : CharacterKind(
                String(decoding: self[range], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}")
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self &- 0x30 < 10 }
    var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
    /// A space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    var isASCIIPunctuation: Bool { self > 0x20 && self < 0x7F && !isASCIIAlphanumeric }
}
