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
        if let open = line.lastIndex(of: "["), !line[open...].contains(")") {
            let label = line[line.index(after: open)...].prefix { $0 != "]" }
            result = text[..<open] + label
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

    private static func closingMarks(_ text: Substring) -> Substring {
        let line = lastLine(of: text)
        if line.count(where: { $0 == "`" }) % 2 == 1 {
            return line.hasSuffix("`") ? text.dropLast() : text + "`"
        }
        var result = text
        let isOpen = line.occurrences(of: "**") % 2 == 1
        if line.hasSuffix("*"), !line.hasSuffix(" *"), isOpen || !line.hasSuffix("**") {
            while result.hasSuffix("*") { result.removeLast() }
        }
        return lastLine(of: result).occurrences(of: "**") % 2 == 1 ? result + "**" : result
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

extension Substring {
    fileprivate func occurrences(of mark: String) -> Int {
        split(separator: mark, omittingEmptySubsequences: false).count - 1
    }
}
