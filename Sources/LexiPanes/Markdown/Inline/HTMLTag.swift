/// Where a tag, a comment or another piece of HTML in text ends, by CommonMark's grammar.
enum HTMLTag {
    /// - Returns: The place behind it; `nil` when none begins at a place.
    static func end(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "!"):
            if begins(bytes, start, "<!--") {
                if begins(bytes, start, "<!-->") { return start + 5 }
                if begins(bytes, start, "<!--->") { return start + 6 }
                return behind("-->", bytes, start + 4)
            }
            if begins(bytes, start, "<![CDATA[") { return behind("]]>", bytes, start + 9) }
            guard start + 2 < bytes.count, bytes[start + 2].isASCIILetter else { return nil }
            return behind(">", bytes, start + 2)
        case UInt8(ascii: "?"): return behind("?>", bytes, start + 2)
        case UInt8(ascii: "/"): return closingTag(bytes, start + 2)
        default: return openingTag(bytes, start + 1)
        }
    }

    /// `<br>`, in any of its spellings.
    static func isLineBreak(_ tag: ArraySlice<UInt8>) -> Bool {
        String(decoding: tag, as: UTF8.self).lowercased().filter { $0 != " " && $0 != "/" }
            == "<br>" && tag.dropFirst().first != UInt8(ascii: "/")
    }

    /// Whether the end of a text may become a piece of HTML or an address in angle brackets.
    static func mayBegin(_ rest: ArraySlice<UInt8>) -> Bool {
        let content = rest.dropFirst()
        guard let first = content.first,
            first.isASCIILetter || "/!?".utf8.contains(first)
        else { return false }
        // What is longer than this is hardly a tag.
        return rest.count <= 256 && !rest.contains(0x0A) && !rest.contains(UInt8(ascii: ">"))
            && !content.contains(UInt8(ascii: "<"))
    }

    /// What is longer than this is not looked through for its end.
    private static let longest = 4096

    private static func begins(_ bytes: [UInt8], _ start: Int, _ text: String) -> Bool {
        bytes[start...].starts(with: text.utf8)
    }

    private static func behind(_ text: String, _ bytes: [UInt8], _ start: Int) -> Int? {
        let text = Array(text.utf8)
        var place = start
        let last = min(bytes.count, start + longest) - text.count
        while place <= last {
            if bytes[place] == text[0], bytes[place...].starts(with: text) {
                return place + text.count
            }
            place += 1
        }
        return nil
    }

    private static func skipSpace(_ bytes: [UInt8], _ place: inout Int) -> Bool {
        let start = place
        while place < bytes.count, bytes[place].isBlank || bytes[place] == 0x0A { place += 1 }
        return place > start
    }

    private static func skipName(_ bytes: [UInt8], _ place: inout Int) -> Bool {
        guard place < bytes.count, bytes[place].isASCIILetter else { return false }
        while place < bytes.count, bytes[place].isASCIIAlphanumeric || bytes[place] == 0x2D {
            place += 1
        }
        return true
    }

    private static func closingTag(_ bytes: [UInt8], _ start: Int) -> Int? {
        var place = start
        guard skipName(bytes, &place) else { return nil }
        _ = skipSpace(bytes, &place)
        return place < bytes.count && bytes[place] == UInt8(ascii: ">") ? place + 1 : nil
    }

    private static func openingTag(_ bytes: [UInt8], _ start: Int) -> Int? {
        var place = start
        guard skipName(bytes, &place) else { return nil }
        while place < bytes.count {
            let isSpaced = skipSpace(bytes, &place)
            guard place < bytes.count else { return nil }
            switch bytes[place] {
            case UInt8(ascii: ">"): return place + 1
            case UInt8(ascii: "/"):
                return place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: ">")
                    ? place + 2 : nil
            default: guard isSpaced, skipAttribute(bytes, &place) else { return nil }
            }
        }
        return nil
    }

    private static func skipAttribute(_ bytes: [UInt8], _ place: inout Int) -> Bool {
        guard bytes[place].isASCIILetter || "_:".utf8.contains(bytes[place]) else { return false }
        while place < bytes.count,
            bytes[place].isASCIIAlphanumeric || "_.:-".utf8.contains(bytes[place])
        {
            place += 1
        }
        var value = place
        _ = skipSpace(bytes, &value)
        guard value < bytes.count, bytes[value] == UInt8(ascii: "=") else { return true }
        value += 1
        _ = skipSpace(bytes, &value)
        guard value < bytes.count else { return false }
        let quote = bytes[value]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            guard let close = bytes[(value + 1)...].firstIndex(of: quote) else { return false }
            place = close + 1
            return true
        }
        let start = value
        while value < bytes.count, bytes[value] > 0x20, !"\"'=<>`".utf8.contains(bytes[value]) {
            value += 1
        }
        place = value
        return value > start
    }
}
