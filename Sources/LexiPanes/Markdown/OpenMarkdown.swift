/// Makes the open end of a growing answer look as it will once its marks are closed.
enum OpenMarkdown {
    /// The text with an unclosed `code`, `**strong**` or `[link](` at its end closed or held
    /// back; code blocks are left alone.
    static func healed(_ text: Substring) -> Substring {
        if let table = tableHead(text) { return table }
        let lastLine = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let isCode =
            text.hasPrefix("```") || text.hasPrefix("~~~") || text.hasPrefix("    ")
            || text.contains("\n```") || text.contains("\n~~~")
        guard !isCode, lastLine.contains(where: { "*_`[".contains($0) }) else { return text }
        var result = text
        // A link that has not got its whole target yet shows as its text.
        if let open = lastLine.lastIndex(of: "["), !lastLine[open...].contains(")") {
            let label = lastLine[lastLine.index(after: open)...].prefix { $0 != "]" }
            result = text[..<open] + label
        }
        let line = result.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        if line.count(where: { $0 == "`" }) % 2 == 1 {
            return line.hasSuffix("`") ? result.dropLast() : result + "`"
        }
        if line.hasSuffix("*"), !line.hasSuffix(" *"),
            line.occurrences(of: "**") % 2 == 1 || !line.hasSuffix("**")
        {
            while result.hasSuffix("*") { result.removeLast() }
            let rest = result.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
            return rest.occurrences(of: "**") % 2 == 1 ? result + "**" : result
        }
        return line.occurrences(of: "**") % 2 == 1 ? result + "**" : result
    }
}

extension OpenMarkdown {
    /// The first row of a table with the rule that will follow it, while that has not come
    /// whole: a table looks like one from its first row on.
    private static func tableHead(_ text: Substring) -> Substring? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = lines.dropFirst().joined()
        guard let head = lines.first, head.hasPrefix("|"), lines.count <= 2,
            rest.allSatisfy({ "|-: ".contains($0) })
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
