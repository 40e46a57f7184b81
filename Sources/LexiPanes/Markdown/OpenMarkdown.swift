/// Makes the open end of a growing answer look as it will once its marks are closed.
enum OpenMarkdown {
    /// The text with an unclosed `code`, `**strong**` or `[link](` in its last line closed or
    /// held back, and a table's first row with its rule; code blocks are left alone.
    static func healed(_ text: Substring) -> Substring {
        let line = lastLine(of: text)
        let isTable = text.utf8.first == UInt8(ascii: "|")
        // Most deltas have nothing to heal, which must cost next to nothing.
        guard isTable || line.utf8.contains(where: isMark), !isCode(text) else { return text }
        if isTable, let table = tableHead(text) { return table }
        var result = text
        // A link that has not got its whole target yet shows as its text.
        if let open = line.utf8.lastIndex(of: UInt8(ascii: "[")),
            !line[open...].utf8.contains(UInt8(ascii: ")"))
        {
            let rest = line[line.utf8.index(after: open)...]
            let end = rest.utf8.firstIndex(of: UInt8(ascii: "]")) ?? rest.endIndex
            result = text[..<open] + rest[..<end]
        }
        return closingMarks(result)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "[")
    }

    private static func lastLine(of text: Substring) -> Substring {
        let start = text.utf8.lastIndex(of: 0x0A).map { text.utf8.index(after: $0) }
        return text[(start ?? text.startIndex)...]
    }

    /// Whether a fence or an indent makes the text, or a part of it, verbatim.
    private static func isCode(_ text: Substring) -> Bool {
        text.hasPrefix("    ")
            || text.split(separator: "\n").contains { line in
                let content = line.drop { $0 == " " }
                return content.hasPrefix("```") || content.hasPrefix("~~~")
            }
    }

    /// Bytes rather than characters throughout: a hostile cluster of a megabyte would make each
    /// step back by a character a walk over all of it.
    private static func closingMarks(_ text: Substring) -> Substring {
        let line = lastLine(of: text).utf8
        let star = UInt8(ascii: "*")
        if line.count(where: { $0 == UInt8(ascii: "`") }) % 2 == 1 {
            return line.last == UInt8(ascii: "`")
                ? text[..<text.utf8.index(before: text.endIndex)] : text + "`"
        }
        var stars = 0
        for byte in line.reversed() {
            if byte != star { break }
            stars += 1
        }
        let isOpen = strongMarks(line) % 2 == 1
        guard stars > 0, line.count > stars, isOpen || stars == 1 else {
            return isOpen ? text + "**" : text
        }
        // Stars at the very end may open or close; they show once it is known which.
        let kept = text[..<text.utf8.index(text.endIndex, offsetBy: -stars)]
        return strongMarks(lastLine(of: kept).utf8) % 2 == 1 ? kept + "**" : kept
    }

    /// How often `**` stands in a line.
    private static func strongMarks(_ line: Substring.UTF8View) -> Int {
        var count = 0
        var stars = 0
        for byte in line {
            stars = byte == UInt8(ascii: "*") ? stars + 1 : 0
            if stars == 2 {
                count += 1
                stars = 0
            }
        }
        return count
    }

    /// The first row of a table with the rule that will follow it, while that has not come
    /// whole: a table looks like one from its first row on.
    private static func tableHead(_ text: Substring) -> Substring? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = lines.dropFirst().joined()
        guard let head = lines.first, lines.count <= 2, rest.allSatisfy({ "|-: ".contains($0) })
        else { return nil }
        var columns = head.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
        if columns.last?.allSatisfy(\.isWhitespace) == true { columns.removeLast() }
        guard !columns.isEmpty else { return nil }
        return head + "\n|" + String(repeating: "---|", count: columns.count)
    }
}
