/// Addresses that stand in the text, and what stands in angle brackets.
extension InlineReader {
    private static let schemes = ["https://", "http://", "ftp://", "mailto:"].map { Array($0.utf8) }
    private static let www = Array("www.".utf8)

    /// A bare address that begins at a place.
    func bareAddress(at start: Int) -> Range<Int>? {
        guard start == 0 || !bytes[start - 1].isASCIIAlphanumeric else { return nil }
        let isMail = begins(with: Self.schemes[3], at: start)
        let scheme = Self.schemes.first { begins(with: $0, at: start) }
        guard let prefix = scheme ?? (begins(with: Self.www, at: start) ? Self.www : nil) else {
            return nil
        }
        let host = start + prefix.count
        guard host < end, bytes[host].isASCIIAlphanumeric || bytes[host] >= 0x80 else {
            return nil
        }
        let next = addressEnd(from: host)
        guard next > host else { return nil }
        let rest = bytes[host..<next]
        if isMail { return rest.contains(UInt8(ascii: "@")) ? start..<next : nil }
        if scheme == nil, !rest.contains(UInt8(ascii: ".")) { return nil }
        return start..<next
    }

    private func begins(with prefix: [UInt8], at start: Int) -> Bool {
        guard start + prefix.count <= end else { return false }
        return zip(bytes[start...], prefix).allSatisfy {
            $0 | ($0.isASCIILetter ? 0x20 : 0) == $1
        }
    }

    /// Where an address ends: before a space, a quotation mark, a bracket that it has not opened,
    /// a sign of East Asian punctuation, and without the sentence's own stops.
    private func addressEnd(from start: Int) -> Int {
        var place = start
        var depths = [UInt8: Int]()
        loop: while place < end {
            switch bytes[place] {
            case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
                UInt8(ascii: "`"):
                break loop
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                depths[bytes[place], default: 0] += 1
                place += 1
            case UInt8(ascii: ")"): if !close("(", &depths, &place) { break loop }
            case UInt8(ascii: "]"): if !close("[", &depths, &place) { break loop }
            case UInt8(ascii: "}"): if !close("{", &depths, &place) { break loop }
            case 0x80...:
                let scalar = bytes.scalar(at: place)
                let kind = CharacterKind(scalar)
                if kind.isSpace || kind.isQuote { break loop }
                if case .eastAsianPunctuation = kind { break loop }
                place += String(scalar).utf8.count
            default: place += 1
            }
        }
        place = min(place, end)
        return withoutStops(start, place)
    }

    private func close(
        _ open: Unicode.Scalar, _ depths: inout [UInt8: Int], _ place: inout Int
    ) -> Bool {
        let byte = UInt8(ascii: open)
        guard depths[byte, default: 0] > 0 else { return false }
        depths[byte, default: 0] -= 1
        place += 1
        return true
    }

    private func withoutStops(_ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start {
            switch bytes[end - 1] {
            case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "."), UInt8(ascii: ","),
                UInt8(ascii: ":"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"),
                UInt8(ascii: "'"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: "["),
                UInt8(ascii: "{"), UInt8(ascii: "\\"):
                end -= 1
            case UInt8(ascii: ";"):
                // An entity behind the address is none of it.
                var name = end - 1
                while name > start, bytes[name - 1].isASCIIAlphanumeric { name -= 1 }
                end = name > start && bytes[name - 1] == UInt8(ascii: "&") ? name - 1 : end - 1
            default: return end
            }
        }
        return end
    }

    mutating func addAddress(_ range: Range<Int>) {
        let first = pieces.count
        let text = String(decoding: bytes[range], as: UTF8.self)
        add(range)
        addLink(
            from: first, url: begins(with: Self.www, at: range.lowerBound) ? "http://" + text : text
        )
    }

    // MARK: Mail

    /// The name before an `@` was read as text already.
    mutating func readMailAddress() {
        var start = index
        while start > 0, Self.isMailName(bytes[start - 1]) { start -= 1 }
        // An escaped sign was read without its backslash.
        if start > 0, start < index, bytes[start - 1] == UInt8(ascii: "\\") { start += 1 }
        var next = index + 1
        var dots = 0
        while next < end {
            let byte = bytes[next]
            if byte == UInt8(ascii: ".") {
                let goesOn = next + 1 < end && bytes[next + 1].isASCIIAlphanumeric
                if !goesOn || next == index + 1 { break }
                dots += 1
            } else if !byte.isASCIIAlphanumeric, byte != UInt8(ascii: "-") {
                break
            }
            next += 1
        }
        guard start < index, dots > 0, bytes[next - 1].isASCIILetter, takeBack(from: start) else {
            return add(index..<index + 1)
        }
        let first = pieces.count
        let text = String(decoding: bytes[start..<next], as: UTF8.self)
        add(start..<next)
        addLink(from: first, url: "mailto:" + text)
    }

    private static func isMailName(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || ".-_+".utf8.contains(byte)
    }

    /// Removes the text from a place on, if it is nothing but text; underscores in it are no marks.
    private mutating func takeBack(from start: Int) -> Bool {
        func isText(_ piece: InlinePiece) -> Bool {
            if case .text = piece.kind { piece.link == 0 && !piece.bytes.isEmpty } else { false }
        }
        var first = pieces.count
        while first > 0, pieces[first - 1].start >= start {
            guard isText(pieces[first - 1]) else { return false }
            first -= 1
        }
        var overlap = 0
        if first > 0 {
            let last = pieces[first - 1]
            overlap = max(0, last.start + last.bytes.count - start)
            guard overlap == 0 || isText(last) else { return false }
        }
        pieces.removeSubrange(first...)
        marks.removeAll { $0.piece >= first }
        if overlap > 0 { pieces[first - 1].bytes.removeLast(overlap) }
        return true
    }

    // MARK: Angle brackets

    /// An address in angle brackets, a line break, or HTML that is shown as it stands.
    mutating func readAngle() {
        let start = index
        if start + 1 == end, isOpen { return hold(start) }
        if let next = angleAddress() {
            let text = String(decoding: bytes[(start + 1)..<(next - 1)], as: UTF8.self)
            let first = pieces.count
            add(start + 1..<next - 1)
            index = next
            let isMail = text.contains("@") && !text.contains(":")
            addLink(from: first, url: isMail ? "mailto:" + text : text)
        } else if let next = HTMLTag.end(bytes, start) {
            if HTMLTag.isLineBreak(bytes[start..<next]) {
                add(.text, [0x0A], start: start)
                index = next
                while index < end, bytes[index].isBlank { index += 1 }
            } else {
                add(start..<next, .html)
            }
        } else if isOpen, HTMLTag.mayBegin(bytes[start...]) {
            hold(start)
        } else {
            add(start..<start + 1)
        }
    }

    private func angleAddress() -> Int? {
        guard index + 1 < end, bytes[index + 1].isASCIIAlphanumeric else { return nil }
        var next = index + 1
        while next < end, bytes[next] > 0x20, bytes[next] != UInt8(ascii: "<"),
            bytes[next] != UInt8(ascii: ">")
        {
            next += 1
        }
        guard next < end, bytes[next] == UInt8(ascii: ">") else { return nil }
        let content = bytes[(index + 1)..<next]
        if let colon = content.firstIndex(of: UInt8(ascii: ":")) {
            // A scheme that is followed by an authority, or known: `<Name:Value>` is none.
            let scheme = String(decoding: content[..<colon], as: UTF8.self).lowercased()
            let rest = content[(colon + 1)...]
            let isKnown = ["mailto", "tel", "urn"].contains(scheme) && !rest.isEmpty
            let isScheme = scheme.utf8.allSatisfy {
                $0.isASCIIAlphanumeric || "+.-".utf8.contains($0)
            }
            return isScheme && (isKnown || rest.starts(with: Array("//".utf8))) ? next + 1 : nil
        }
        let parts = content.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains(UInt8(ascii: ".")),
            parts[1].first?.isASCIIAlphanumeric == true, parts[1].last?.isASCIIAlphanumeric == true,
            parts[1].allSatisfy({ $0.isASCIIAlphanumeric || ".-".utf8.contains($0) })
        else { return nil }
        return next + 1
    }
}
