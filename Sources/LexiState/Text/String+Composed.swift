internal import CUnistring

extension String {
    /// The text in Unicode's normal form C (UAX #15): a letter with an accent is the same whether
    /// it came as one code point or as two.
    public var composed: String {
        if isSurelyComposed { return self }
        var text = self
        return text.withUTF8 { bytes in
            // UTF-8 grows threefold at most, see the FAQ of UAX #15.
            String(unsafeUninitializedCapacity: 3 * bytes.count + 16) { output in
                let count = lexi_compose(
                    bytes.baseAddress, bytes.count, output.baseAddress, output.count)
                if count >= 0 { return count }
                return output.update(fromContentsOf: bytes)
            }
        }
    }

    /// Whether there is no code point in it that joins another or has another form; a text for
    /// which that is not known only costs time.
    public var isSurelyComposed: Bool {
        // Lead bytes from 0xCC on begin U+0300 and what follows.
        if utf8.allSatisfy({ $0 < 0xCC }) { return true }
        return unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case ..<0x300: true
            // Cyrillic but its marks.
            case 0x400...0x482, 0x48A...0x52F: true
            // Punctuation and arrows but the letters among the symbols, and signs.
            case 0x2002...0x20CF, 0x2190...0x2328, 0x2500...0x2ACF: true
            // Kana, ideographs and syllables of Hangul but the marks of kana.
            case 0x2E80...0x3029, 0x3030...0x3098, 0x309B...0x9FFF, 0xAC00...0xD7A3: true
            case 0xFF00...0xFFFD, 0x1F000...0x1FAFF, 0x20000...0x2F7FF: true
            default: false
            }
        }
    }
}
