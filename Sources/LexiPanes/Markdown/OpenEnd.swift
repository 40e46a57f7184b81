/// What the last lines of a growing text are, as far as marks for blocks are concerned.
struct OpenEnd {
    /// A line without what its containers put before it (quote marks, list markers, spaces).
    private struct Line {
        /// Where the line begins.
        var start: Int
        /// Where its content begins.
        var content: Int
        /// Before its line feed.
        var end: Int
        var beginsItem: Bool
        /// Whether it is in a code block or begins or ends one.
        var isCode = false
    }

    private let bytes: [UInt8]
    private var lines: [Line] = []
    /// The character and length of the fence that is open.
    private var fence: (byte: UInt8, count: Int)?
    /// Whether the last line is the one that opened the fence.
    private var opensFence = false
    private let isIndentedCode: Bool

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isIndentedCode = bytes.starts(with: [0x20, 0x20, 0x20, 0x20])
        var start = 0
        while start <= bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            read(start, end)
            start = end + 1
        }
    }

    /// Whether the end is in a code block.
    var isVerbatim: Bool { fence != nil || isIndentedCode }

    private mutating func read(_ start: Int, _ end: Int) {
        var line = Self.line(bytes, start, end)
        line.isCode = fence != nil
        opensFence = false
        let count = run(at: line.content, before: end)
        let byte = count > 0 ? bytes[line.content] : 0
        if let open = fence {
            let isClosing =
                byte == open.byte && count >= open.count
                && bytes[line.content + count..<end].allSatisfy(Self.isBlank)
            if isClosing, end < bytes.count { fence = nil }
        } else if count >= 3, byte == UInt8(ascii: "~") || byte == UInt8(ascii: "`") {
            let info = bytes[line.content + count..<end]
            if byte == UInt8(ascii: "~") || !info.contains(byte) {
                fence = (byte, count)
                opensFence = true
                line.isCode = true
            }
        }
        lines.append(line)
    }

    /// How often the byte at a place stands there.
    private func run(at place: Int, before end: Int) -> Int {
        guard place < end else { return 0 }
        return bytes[place..<end].prefix { $0 == bytes[place] }.count
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func line(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Line {
        var content = start
        var beginsItem = false
        while content < end {
            let byte = bytes[content]
            if isBlank(byte) || byte == UInt8(ascii: ">") {
                content += 1
            } else if let next = itemContent(bytes, content, end) {
                content = next
                beginsItem = true
            } else {
                break
            }
        }
        return Line(start: start, content: content, end: end, beginsItem: beginsItem)
    }

    /// Behind a list marker and its space.
    private static func itemContent(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Int? {
        var next = place
        switch bytes[place] {
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): next += 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            while next < end, next - place < 9, bytes[next] &- 0x30 < 10 { next += 1 }
            guard next < end, bytes[next] == UInt8(ascii: ".") || bytes[next] == UInt8(ascii: ")")
            else { return nil }
            next += 1
        default: return nil
        }
        return next < end && isBlank(bytes[next]) ? next + 1 : nil
    }

    // MARK: Held back

    /// How much of the text is shown: all, or all but its unfinished last line.
    var keptCount: Int {
        guard let last = lines.last, last.start < bytes.count else { return bytes.count }
        return isHeld(last) ? last.start : bytes.count
    }

    private func isHeld(_ last: Line) -> Bool {
        let content = bytes[last.content..<last.end]
        if let fence {
            // The language's name, or what may be the closing fence.
            return opensFence || content.allSatisfy { $0 == fence.byte || Self.isBlank($0) }
        }
        if isIndentedCode { return false }
        // Marks without content: quotes, list markers, tasks.
        if content.isEmpty { return last.content > last.start }
        if last.beginsItem, content.first == UInt8(ascii: "["), content.count <= 4 {
            let task: [UInt8] = [UInt8(ascii: "["), 0x20, UInt8(ascii: "]"), 0x20]
            let plain = content.map { $0 | 0x20 == UInt8(ascii: "x") ? 0x20 : $0 }
            if task.starts(with: plain) { return true }
        }
        return isUnderlineOrRule(content) || isHeadingStart(content) || isNumber(content)
            || isFenceStart(content) || isTableRow(last)
    }

    /// What may turn into a rule, or make a heading of the line above.
    private func isUnderlineOrRule(_ content: ArraySlice<UInt8>) -> Bool {
        guard let first = content.first(where: { !Self.isBlank($0) }) else { return false }
        switch first {
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "="),
            UInt8(ascii: "+"):
            return content.allSatisfy { $0 == first || Self.isBlank($0) }
        default: return false
        }
    }

    private func isHeadingStart(_ content: ArraySlice<UInt8>) -> Bool {
        let marks = content.prefix { $0 == UInt8(ascii: "#") }.count
        return (1...6).contains(marks) && content.dropFirst(marks).allSatisfy(Self.isBlank)
    }

    /// A number that may be a list's.
    private func isNumber(_ content: ArraySlice<UInt8>) -> Bool {
        let digits = content.prefix { $0 &- 0x30 < 10 }.count
        let rest = content.dropFirst(digits)
        return (1...9).contains(digits)
            && (rest.isEmpty
                || rest.count == 1
                    && (rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ")")))
    }

    private func isFenceStart(_ content: ArraySlice<UInt8>) -> Bool {
        guard let first = content.first,
            first == UInt8(ascii: "`") || first == UInt8(ascii: "~")
        else { return false }
        return content.allSatisfy { $0 == first }
    }

    private func isTableRow(_ last: Line) -> Bool {
        if bytes[last.content] == UInt8(ascii: "|") { return true }
        var index = lines.count - 2
        while index > 0, lines[index].content < lines[index].end {
            if isDelimiterRow(lines[index]) { return true }
            index -= 1
        }
        // The second line of a table whose rows do not begin with a bar.
        return index >= 0 && isDelimiterStart(last)
            && bytes[lines[lines.count - 2].content..<lines[lines.count - 2].end].contains(
                UInt8(ascii: "|"))
    }

    private func isDelimiterStart(_ line: Line) -> Bool {
        bytes[line.content..<line.end].allSatisfy {
            $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":")
                || Self.isBlank($0)
        }
    }

    private func isDelimiterRow(_ line: Line) -> Bool {
        isDelimiterStart(line) && bytes[line.content..<line.end].contains(UInt8(ascii: "-"))
            && bytes[line.content..<line.end].contains {
                $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ":")
            }
    }

    // MARK: Tables

    /// The rule below a table's header that is the last line shown.
    func missingRule(_ kept: Int) -> [UInt8]? {
        guard let index = lines.lastIndex(where: { $0.end < kept && $0.content < $0.end }),
            kept - lines[index].end == 1, bytes[lines[index].content] == UInt8(ascii: "|")
        else { return nil }
        let header = lines[index]
        if index > 0 {
            let before = lines[index - 1]
            let isInTable =
                before.content < before.end && bytes[before.content] == UInt8(ascii: "|")
            if isInTable || isDelimiterRow(before) { return nil }
        }
        var cells = 0
        var isEscaped = false
        for byte in bytes[header.content + 1..<header.end] {
            if byte == UInt8(ascii: "|"), !isEscaped { cells += 1 }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        let last = bytes[header.content..<header.end].last { !Self.isBlank($0) }
        if last != UInt8(ascii: "|") { cells += 1 }
        guard cells > 0 else { return nil }
        let containers = bytes[header.start..<header.content].map {
            $0 == UInt8(ascii: ">") || Self.isBlank($0) ? $0 : 0x20
        }
        return containers + [UInt8(ascii: "|")]
            + Array(repeating: Array("---|".utf8), count: cells).joined()
    }
}
