/// Closes what is open at the end of a paragraph's text, after the rules of CommonMark as far as
/// they can be applied to half of it.
struct OpenInline {
    /// An opening that has not met its end.
    private struct Opening {
        enum Kind {
            case emphasis(UInt8, count: Int)
            case bracket(isImage: Bool)
        }
        var kind: Kind
        /// Where it stands.
        var start: Int
        /// After it.
        var end: Int
    }

    private let bytes: ArraySlice<UInt8>
    private var open: [Opening] = []
    /// What is shown of the text.
    private var kept: Int
    /// Appended before all other closings.
    private var first: [UInt8] = []

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        kept = bytes.endIndex
    }

    /// How much of the text to keep, and what to put behind it.
    static func closed(_ bytes: ArraySlice<UInt8>) -> (kept: Int, addition: [UInt8]) {
        var inline = OpenInline(bytes)
        inline.read()
        return inline.closings()
    }

    // MARK: Reading

    private mutating func read() {
        var index = bytes.startIndex
        while index < kept {
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                if index + 1 == bytes.endIndex { kept = index }
                index += 2
            case UInt8(ascii: "`"): index = readCode(index)
            case UInt8(ascii: "<"): index = readAngle(index)
            case UInt8(ascii: "&"): index = readEntity(index)
            case UInt8(ascii: "!"):
                if index + 1 == bytes.endIndex {
                    kept = index
                } else if bytes[index + 1] == UInt8(ascii: "[") {
                    open.append(
                        Opening(kind: .bracket(isImage: true), start: index, end: index + 2))
                    index += 1
                }
                index += 1
            case UInt8(ascii: "["):
                open.append(
                    Opening(kind: .bracket(isImage: false), start: index, end: index + 1))
                index += 1
            case UInt8(ascii: "]"): index = readBracketEnd(index)
            case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                index = readEmphasis(index)
            default: index += 1
            }
        }
    }

    private func runEnd(_ index: Int) -> Int {
        var end = index
        while end < bytes.endIndex, bytes[end] == bytes[index] { end += 1 }
        return end
    }

    private mutating func readCode(_ start: Int) -> Int {
        let contentStart = runEnd(start)
        let count = contentStart - start
        var index = contentStart
        while index < bytes.endIndex {
            guard bytes[index] == UInt8(ascii: "`") else {
                index += 1
                continue
            }
            let end = runEnd(index)
            if end - index == count { return end }
            // It may grow to the run that closes the code.
            if end == bytes.endIndex { kept = index }
            index = end
        }
        // The blank at the end is a part of the code only when more follows.
        while kept > contentStart, isSpace(bytes[kept - 1]) { kept -= 1 }
        if kept <= contentStart {
            kept = start
        } else {
            let mark = UInt8(ascii: "`")
            first = (bytes[kept - 1] == mark ? [0x20] : []) + Array(repeating: mark, count: count)
        }
        return bytes.endIndex
    }

    /// A tag, an address or a comment.
    private mutating func readAngle(_ start: Int) -> Int {
        guard start + 1 < bytes.endIndex else {
            kept = start
            return bytes.endIndex
        }
        switch bytes[start + 1] {
        case UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"),
            UInt8(
                ascii: "a")...UInt8(
                ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            break
        default: return start + 1
        }
        var end = start + 1
        while end < bytes.endIndex, bytes[end] != UInt8(ascii: ">") { end += 1 }
        if end < bytes.endIndex { return end + 1 }
        // What is longer than this is hardly a tag.
        if end - start <= 256, !bytes[start...].contains(0x0A) { kept = start }
        return kept == start ? end : start + 1
    }

    private mutating func readEntity(_ start: Int) -> Int {
        let rest = bytes[(start + 1)...]
        let isCut =
            rest.first == UInt8(ascii: "#")
            ? rest.count < 9 && rest.dropFirst().allSatisfy { Self.isAlphanumeric($0) }
            : Self.entities.contains { $0.utf8.starts(with: rest) }
        if isCut { kept = start }
        return isCut ? bytes.endIndex : start + 1
    }

    private static let entities = ["amp", "lt", "gt", "quot", "apos", "nbsp"]

    private mutating func readBracketEnd(_ index: Int) -> Int {
        let found = open.lastIndex { opening in
            if case .bracket = opening.kind { true } else { false }
        }
        guard let found else { return index + 1 }
        let next = index + 1
        if next == bytes.endIndex {
            // Whether this is a link is known with what comes next: it is shown as one.
            kept = index
            return bytes.endIndex
        }
        guard bytes[next] == UInt8(ascii: "(") else {
            open.removeSubrange(found...)
            return next
        }
        if let end = targetEnd(next) {
            open.removeSubrange(found...)
            return end
        }
        kept = index
        return bytes.endIndex
    }

    /// After the parenthesis that closes a link's target; `nil` while that has not come.
    private func targetEnd(_ start: Int) -> Int? {
        var depth = 0
        var index = start
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    private mutating func readEmphasis(_ start: Int) -> Int {
        let end = runEnd(start)
        guard end < bytes.endIndex else {
            // It shows once it is known what it does.
            kept = start
            return end
        }
        let byte = bytes[start]
        var count = end - start
        if byte == UInt8(ascii: "~"), count != 2 { return end }
        let before: UInt8 = start > bytes.startIndex ? bytes[start - 1] : 0x20
        let after = bytes[end]
        let isLeft =
            !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before))
        let isRight =
            !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after))
        let isUnderscore = byte == UInt8(ascii: "_")
        let canClose = isRight && (!isUnderscore || !isLeft || isPunctuation(after))
        let canOpen = isLeft && (!isUnderscore || !isRight || isPunctuation(before))
        if canClose { close(byte, &count, canOpen: canOpen) }
        // A star within a word is rather one that multiplies.
        let isWithinWord = canClose && byte == UInt8(ascii: "*") && count == 1
        if canOpen, count > 0, !isWithinWord {
            open.append(Opening(kind: .emphasis(byte, count: count), start: start, end: end))
        }
        return end
    }

    /// Matches a run that may close with what is open.
    private mutating func close(_ byte: UInt8, _ count: inout Int, canOpen: Bool) {
        while count > 0 {
            let found = open.lastIndex { opening in
                if case .emphasis(byte, _) = opening.kind { true } else { false }
            }
            let bracket = open.lastIndex { opening in
                if case .bracket = opening.kind { true } else { false }
            }
            guard let found, found > (bracket ?? -1),
                case .emphasis(_, let opened) = open[found].kind
            else { return }
            let used = opened >= 2 && count >= 2 ? 2 : 1
            count -= used
            open.removeSubrange((found + 1)...)
            if opened > used {
                open[found].kind = .emphasis(byte, count: opened - used)
            } else {
                open.remove(at: found)
            }
        }
    }

    // MARK: Closing

    /// A bracket that is open for longer than this is hardly a link's.
    private static let longestLinkText = 200

    private func closings() -> (kept: Int, addition: [UInt8]) {
        var kept = self.kept
        var open = self.open
        var addition = first
        guard !open.isEmpty else { return (kept, addition) }
        if addition.isEmpty {
            // Marks close only right behind a word.
            while kept > bytes.startIndex {
                if isSpace(bytes[kept - 1]) {
                    kept -= 1
                } else if let last = open.last, last.end >= kept {
                    kept = min(kept, last.start)
                    open.removeLast()
                } else {
                    break
                }
            }
        }
        for opening in open.reversed() where opening.start < kept {
            if case .bracket = opening.kind, kept - opening.end > Self.longestLinkText { continue }
            switch opening.kind {
            case .emphasis(let byte, let count):
                addition += Array(repeating: byte, count: count)
            case .bracket: addition += Array("]()".utf8)
            }
        }
        return (kept, addition)
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }

    private func isPunctuation(_ byte: UInt8) -> Bool {
        byte < 0x80 && byte > 0x20 && !Self.isAlphanumeric(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
