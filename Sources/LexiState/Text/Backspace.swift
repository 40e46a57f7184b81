/// How much of a text Backspace takes away: what the last key brought, as far as that can be told.
///
/// It is the compromise that Unicode's discussion of backspace and editing practice have settled
/// on: Delete takes a grapheme cluster of UAX #29, Backspace takes that too where a cluster is one
/// thing to whoever typed it, and the last code point where it is a letter with marks that are
/// typed one by one.
///
/// - Emoji with joiners, skin tones and variation selectors, flags, keycaps, syllables of Hangul,
///   kana, and letters of scripts with cases (Latin, Greek, Cyrillic) with their accents go whole.
/// - In scripts without cases, such as Hebrew, Arabic, Devanagari and Thai, the last vowel sign,
///   point, mark or joined consonant goes alone.
/// - A joiner or non-joiner behind any letter goes alone.
enum Backspace {
    /// Where what is taken begins, of a text up to a place; the place itself at the beginning.
    static func start(in text: some StringProtocol, before end: String.Index) -> String.Index {
        guard end > text.startIndex else { return end }
        let clusterStart = text.index(before: end)
        let lastStart = text.unicodeScalars.index(before: end)
        guard lastStart > clusterStart else { return clusterStart }
        let cluster = text.unicodeScalars[clusterStart..<end]
        return takesLastAlone(cluster, text.unicodeScalars[lastStart]) ? lastStart : clusterStart
    }

    private static func takesLastAlone(
        _ cluster: some Sequence<Unicode.Scalar>, _ last: Unicode.Scalar
    ) -> Bool {
        // What varies its base without a key of its own.
        if last.properties.isVariationSelector { return false }
        let isJoiner = last == "\u{200C}" || last == "\u{200D}"
        for scalar in cluster {
            switch scalar.properties.generalCategory {
            case .otherLetter: return !isWhole(scalar)
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter:
                return isJoiner
            // A number sign of Arabic or the like, in front of its base.
            case .format: continue
            default: return false
            }
        }
        return false
    }

    /// Whether a letter without case is typed together with all that joins it: jamo, kana and
    /// ideographs.
    private static func isWhole(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x11FF, 0x3040...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: true
        default: scalar.properties.isIdeographic
        }
    }
}

extension String {
    /// Takes away what Backspace does at the end.
    mutating func deleteBackward() {
        removeSubrange(Backspace.start(in: self, before: endIndex)...)
    }
}
