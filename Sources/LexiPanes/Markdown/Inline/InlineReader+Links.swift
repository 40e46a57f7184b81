extension InlineReader {
    mutating func openBracket(isImage: Bool) {
        let next = index + (isImage ? 2 : 1)
        brackets.append(
            Bracket(
                piece: pieces.count, isImage: isImage, textStart: next, markCount: marks.count))
        add(index..<next)
    }

    /// A link's text ends here, if an address follows; references are text.
    mutating func closeBracket() {
        guard let bracket = brackets.popLast() else { return add(index..<index + 1) }
        let next = index + 1
        guard bracket.isActive else { return add(index..<next) }
        if next == end, isOpen {
            // Whether this is a link is known with what comes next: it is shown as one.
            brackets.append(bracket)
            return hold(index)
        }
        guard next < end, bytes[next] == UInt8(ascii: "(") else { return add(index..<next) }
        switch LinkTarget.read(bytes, next) {
        case .unfinished where isOpen:
            brackets.append(bracket)
            brackets[brackets.count - 1].hasAddress = true
            hold(index)
        case .unfinished, .none: add(index..<next)
        case .found(let target):
            index = target.end
            pair(from: min(bracket.markCount, marks.count))
            pieces[bracket.piece].bytes = []
            addLink(from: bracket.piece, url: target.url, title: target.title)
            if !bracket.isImage {
                for outer in brackets.indices where !brackets[outer].isImage {
                    brackets[outer].isActive = false
                }
            }
        }
    }
}

/// The address of a link in parentheses, and its title.
struct LinkTarget {
    var url: String
    var title: String
    /// Behind the closing parenthesis.
    var end: Int

    enum Reading {
        case found(LinkTarget)
        /// It may be one when more text has come.
        case unfinished
        case none
    }

    /// - Parameter start: Where the opening parenthesis stands.
    static func read(_ bytes: [UInt8], _ start: Int) -> Reading {
        var place = start + 1
        skipSpace(bytes, &place)
        guard place < bytes.count else { return .unfinished }
        let isPointy = bytes[place] == UInt8(ascii: "<")
        let address: Range<Int>
        switch isPointy ? pointy(bytes, &place) : plain(bytes, &place) {
        case .some(let range): address = range
        case nil: return place >= bytes.count ? .unfinished : .none
        }
        let addressEnd = place
        skipSpace(bytes, &place)
        var title = ""
        if place < bytes.count, bytes[place] != UInt8(ascii: ")"), place > addressEnd {
            guard let range = quoted(bytes, &place) else {
                return place >= bytes.count ? .unfinished : .none
            }
            title = Escapes.text(bytes[range])
            skipSpace(bytes, &place)
        }
        guard place < bytes.count else { return .unfinished }
        guard bytes[place] == UInt8(ascii: ")"), isAddress(bytes[address], isPointy) else {
            return .none
        }
        return .found(
            LinkTarget(url: Escapes.text(bytes[address]), title: title, end: place + 1))
    }

    /// What looks like an address: words in parentheses behind a bracket are words.
    private static func isAddress(_ bytes: ArraySlice<UInt8>, _ isPointy: Bool) -> Bool {
        if isPointy { return !bytes.isEmpty }
        return bytes.contains { ":/.#@?".utf8.contains($0) }
    }

    private static func skipSpace(_ bytes: [UInt8], _ place: inout Int) {
        while place < bytes.count, bytes[place].isBlank || bytes[place] == 0x0A { place += 1 }
    }

    private static func pointy(_ bytes: [UInt8], _ place: inout Int) -> Range<Int>? {
        let start = place + 1
        place = start
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: ">"):
                place += 1
                return start..<place - 1
            case UInt8(ascii: "<"), 0x0A: return nil
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return nil
    }

    private static func plain(_ bytes: [UInt8], _ place: inout Int) -> Range<Int>? {
        let start = place
        var depth = 0
        while place < bytes.count {
            switch bytes[place] {
            case 0...0x20: return depth == 0 ? start..<place : nil
            case UInt8(ascii: "("):
                depth += 1
                if depth > 32 { return nil }
            case UInt8(ascii: ")"):
                if depth == 0 { return start..<place }
                depth -= 1
            case UInt8(ascii: "\\")
            where place + 1 < bytes.count && bytes[place + 1].isASCIIPunctuation:
                place += 1
            default: break
            }
            place += 1
        }
        return nil
    }

    private static func quoted(_ bytes: [UInt8], _ place: inout Int) -> Range<Int>? {
        let close: UInt8
        switch bytes[place] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): close = bytes[place]
        case UInt8(ascii: "("): close = UInt8(ascii: ")")
        default: return nil
        }
        let start = place + 1
        place = start
        while place < bytes.count {
            if bytes[place] == close {
                place += 1
                return start..<place - 1
            }
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }
}
