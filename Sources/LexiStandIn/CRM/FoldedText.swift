import Foundation

/// Text reduced to what people type when they are in a hurry: no case, no accents.
enum FoldedText {
    /// "Müller" and "MULLER" fold to "muller"; "Groß" to "gross"; "Łukasz" to "lukasz".
    static func fold(_ text: some StringProtocol) -> String {
        var folded = ""
        folded.reserveCapacity(text.utf8.count)
        let decomposed = String(text).decomposedStringWithCompatibilityMapping
        for scalar in decomposed.lowercased().unicodeScalars {
            if let spelled = letters[scalar] {
                folded += spelled
            } else if !isMark(scalar) {
                folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }

    /// The other German spelling of a name with umlauts: "Müller" gives "mueller".
    ///
    /// Nil when it would be the same as the folded text.
    static func transliterated(_ text: some StringProtocol) -> String? {
        var changed = false
        var spelled = ""
        for character in String(text).precomposedStringWithCanonicalMapping.lowercased() {
            if let pair = umlauts[character] {
                spelled += pair
                changed = true
            } else {
                spelled.append(character)
            }
        }
        return changed ? fold(spelled) : nil
    }

    /// Letters that Unicode does not decompose, and the apostrophes people mix up.
    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ı": "i", "\u{2019}": "'", "\u{2018}": "'", "\u{02BC}": "'", "\u{2010}": "-",
        "\u{2011}": "-", "\u{2013}": "-", "\u{00A0}": " ", "\u{202F}": " ",
    ]

    private static let umlauts: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue"]

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }
}
