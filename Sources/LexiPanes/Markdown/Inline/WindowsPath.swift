/// A path of Windows in text: its backslashes are not looked into.
enum WindowsPath {
    /// The path whose first backslash stands at a place: `C:\…`, `\\server\…`, `%NAME%\…`, `.\…`,
    /// `HKLM\…`.
    ///
    /// It goes up to what no path holds. It holds a blank where another backslash follows a few
    /// words later (`C:\Program Files\…`), and a bracket that it has opened.
    static func range(_ bytes: [UInt8], _ start: Int, end: Int) -> Range<Int>? {
        guard begins(bytes, start, end) else { return nil }
        var place = start
        var depth = 0
        loop: while place < end {
            switch bytes[place] {
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"):
                if depth == 0 { break loop }
                depth -= 1
            case 0x20: if !goesOn(bytes, place, end) { break loop }
            default: if isForbidden(bytes[place]) { break loop }
            }
            place += 1
        }
        return start..<place
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte < 0x20 || "*\"<>|?`".utf8.contains(byte)
    }

    private static func begins(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard start + 1 < end, bytes[start + 1] > 0x20 else { return false }
        guard start > 0, !bytes[start - 1].isBlank, bytes[start - 1] != 0x0A else {
            // A share.
            return bytes[start + 1] == UInt8(ascii: "\\") && start + 2 < end
                && bytes[start + 2].isASCIIAlphanumeric
        }
        let before = bytes[start - 1]
        switch before {
        case UInt8(ascii: ":"):
            return start > 1 && bytes[start - 2].isASCIILetter
                && !bytes.kind(before: start - 2).isWord
        case UInt8(ascii: "%"):
            let name = bytes[..<(start - 1)].suffix(40).reversed().prefix { isOfName($0) }
            let first = start - 2 - name.count
            return name.count > 1 && first >= 0 && bytes[first] == before
        case UInt8(ascii: "."):
            let dots = bytes[..<start].suffix(3).reversed().prefix { $0 == before }.count
            let outer = bytes.kind(before: start - dots)
            return dots < 3 && (outer.isSpace || outer.isQuote || outer.opens)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            // The registry.
            let name = bytes[..<start].suffix(40).reversed().prefix { isOfName($0) }
            return name.count > 2 && bytes[(start - name.count)...].starts(with: "HK".utf8)
        default:
            return bytes[start + 1] == UInt8(ascii: "\\") && start + 2 < end
                && bytes[start + 2].isASCIIAlphanumeric && bytes.kind(before: start).isSpace
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_")
    }

    /// Whether the path goes on with the words behind a blank: a backslash stands right behind one
    /// of them, and before something.
    private static func goesOn(_ bytes: [UInt8], _ blank: Int, _ end: Int) -> Bool {
        var words = 0
        var place = blank
        while place < min(end, blank + 64) {
            switch bytes[place] {
            case UInt8(ascii: "\\"):
                let isBehindWord = bytes[place - 1] != 0x20 && !bytes.kind(before: place).opens
                return isBehindWord && place + 1 < end && bytes[place + 1] > 0x20
            case 0x20:
                words += 1
                if words > 3 || ",;.".utf8.contains(bytes[place - 1]) { return false }
            case UInt8(ascii: ":"), UInt8(ascii: "/"): return false
            case let byte where isForbidden(byte): return false
            default: break
            }
            place += 1
        }
        return false
    }
}
