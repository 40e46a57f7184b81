/// Marks that are signs of their own.
extension EmphasisMark {
    /// Signs between which a mark is named, not used: `(*)`, `«*»`, `<*>`.
    private static let partners: [Unicode.Scalar: String] = [
        "(": ")", "[": "]", "{": "}", "<": ">", ">": "<", "„": "“”", "“": "”", "”": "”", "«": "»",
        "»": "«»", "‚": "‘’", "‘": "’", "’": "’", "‹": "›", "›": "‹›",
    ]
    /// Those of which one on each side has the same meaning.
    private static let twins = Set("/|^;+=#".unicodeScalars)

    /// Whether a mark, or several side by side, stand alone between quotation marks or brackets that
    /// belong together, or between one sign twice.
    static func isNamed(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let most = 4
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, range.lowerBound - start < most, isMark(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, end - range.upperBound < most, isMark(bytes[end]) { end += 1 }
        guard start > 0, end < bytes.count else { return false }
        let (before, after) = (bytes.scalar(before: start), bytes.scalar(at: end))
        guard before == after else {
            // Tags stand around strong text: `<br>**<u>`.
            if before == ">", range.count > 1 { return false }
            return partners[before]?.unicodeScalars.contains(after) ?? false
        }
        guard before == "\"" || before == "'" else { return twins.contains(before) }
        // A quotation that is strong may stand in another, beside its begin or end.
        let (outer, next) = (bytes.kind(before: start - 1), bytes.kind(at: end + 1))
        let endsSentence = start > 1 && ".!?".utf8.contains(bytes[start - 2])
        return !outer.isWord && !outer.closes && !endsSentence && !next.isWord && !next.opens
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
    }

    /// Whether a mark is a sign behind something, as of a footnote (`19%*, 7%*`, `(net)* x`), an
    /// operator (`50%*2`) or a name for all (`SELECT *, a.*`), or ends a comment or a path
    /// (`**/x`), and opens nothing.
    static func isReferenceMark(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard bytes[range.lowerBound] == UInt8(ascii: "*") else { return false }
        if range.upperBound < bytes.count {
            switch bytes[range.upperBound] {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "/"): return true
            case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"):
                if bytes.kind(at: range.upperBound + 1).isSpace { return true }
            default: break
            }
        }
        let after = bytes.kind(at: range.upperBound)
        // One sign stands between two that are strong: `**a**)**b**`.
        let isBetweenMarks =
            range.count > 1 && range.lowerBound > 1 && after.isWord
            && bytes[range.lowerBound - 2] == bytes[range.lowerBound]
        switch bytes.kind(before: range.lowerBound) {
        case .closingBracket: return !isBetweenMarks
        case .punctuation where bytes[range.lowerBound - 1] == UInt8(ascii: "%"):
            return !isBetweenMarks
        case .quote where range.lowerBound > 1 && bytes[range.lowerBound - 1] < 0x80:
            // One that closes what it stands behind, and no apostrophe: `l'**accordo**`.
            let isApostrophe =
                bytes[range.lowerBound - 1] == UInt8(ascii: "'") && !after.isSpace
                && bytes[range.upperBound] != UInt8(ascii: "'")
            return !isApostrophe && bytes.kind(before: range.lowerBound - 1).isWord
        default: return false
        }
    }

    /// Whether it is the mark of `/* … */` or `/** … */`.
    static func beginsComment(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.lowerBound > 0, bytes[range.lowerBound - 1] == UInt8(ascii: "/") else {
            return false
        }
        let before = bytes.kind(before: range.lowerBound - 1)
        return before.isSpace || before.opens
            || range.lowerBound > 1 && bytes[range.lowerBound - 2] == UInt8(ascii: "/")
    }

    /// Whether a single star belongs to a comment (`/*so*/`, `--[[*x*]]`) or repeats what stands
    /// before it (`.*foo`).
    static func isOfExpression(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.lowerBound > 0 else { return false }
        let before = bytes[range.lowerBound - 1]
        let isDouble = range.lowerBound > 1 && bytes[range.lowerBound - 2] == before
        switch before {
        case UInt8(ascii: "."): return !isDouble
        case UInt8(ascii: "["), UInt8(ascii: "{"): return isDouble
        case UInt8(ascii: "/"): return beginsComment(bytes, range)
        default: return false
        }
    }

    /// The sign behind a mark with which a name goes on: `.py`, `/x`.
    static func nameSign(_ bytes: [UInt8], _ range: Range<Int>) -> UInt8? {
        guard range.upperBound + 1 < bytes.count else { return nil }
        let sign = bytes[range.upperBound]
        switch sign {
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "@"):
            return bytes[range.upperBound + 1].isASCIIAlphanumeric ? sign : nil
        default: return nil
        }
    }

    /// Whether a mark follows a slash behind a word: `a/*`.
    static func isInPath(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && "/\\".utf8.contains(bytes[range.lowerBound - 1])
            && bytes.kind(before: range.lowerBound - 1).isWord
    }
}

extension [UInt8] {
    /// Those of which only what stands around them tells whether they open or close.
    private static let turningQuotes = Set("\"'“”„‘’‚".unicodeScalars)

    /// The character that ends before a place, which is not the first.
    func scalar(before place: Int) -> Unicode.Scalar {
        var start = place - 1
        while start > 0, place - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start)
    }

    /// Whether the character at a place is a quotation mark with nothing to quote behind it.
    func closesQuotation(at place: Int) -> Bool {
        guard place < count else { return false }
        let quote = scalar(at: place)
        guard Self.turningQuotes.contains(quote) else { return false }
        let next = place + String(quote).utf8.count
        let kind = kind(at: next)
        return kind.isSpace || kind.closes || next < count && ",;".utf8.contains(self[next])
    }

    /// Whether the character before a place is a quotation mark with nothing quoted before it.
    func opensQuotation(before place: Int) -> Bool {
        guard place > 0 else { return false }
        let quote = scalar(before: place)
        guard Self.turningQuotes.contains(quote) else { return false }
        let kind = kind(before: place - String(quote).utf8.count)
        return kind.isSpace || kind.opens
    }
}
