import LexiSession
import LexiState

/// Markdown as the text that is read: without its marks, line by line, code as it stands.
enum PlainMarkdown {
    static func text(_ markdown: String) -> String {
        lines(MarkdownParser.parse(markdown[...]).map(\.block)).joined(separator: "\n")
    }

    /// The text of each code block, in order, with its language.
    static func codeBlocks(_ markdown: String) -> [(language: String, text: String)] {
        MarkdownParser.parse(markdown[...]).flatMap { codeBlocks($0.block) }
    }

    private static func codeBlocks(_ block: MarkdownBlock) -> [(language: String, text: String)] {
        switch block {
        case .code(let language, let text): [(language, text)]
        case .list(let items, _): items.flatMap { $0.blocks.flatMap(codeBlocks) }
        case .quote(let blocks): blocks.flatMap(codeBlocks)
        default: []
        }
    }

    private static func lines(_ blocks: [MarkdownBlock], isTight: Bool = false) -> [String] {
        var result: [String] = []
        for (index, block) in blocks.enumerated() {
            if index > 0, !isTight { result.append("") }
            result += lines(block)
        }
        return result
    }

    private static func lines(_ block: MarkdownBlock) -> [String] {
        switch block {
        case .paragraph(let runs), .heading(_, let runs): return rows(text(runs))
        case .code(_, let text), .html(let text):
            return rows(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        case .quote(let blocks): return lines(blocks).map { $0.isEmpty ? ">" : "> \($0)" }
        case .rule: return ["---"]
        case .sequence(let blocks): return lines(blocks)
        case .table(let table):
            return table.rows.map { row in
                // A row is a line, though a cell may have several.
                row.map { text($0).replacing("\n", with: " ") }.joined(separator: " | ")
            }
        case .list(let items, let isTight):
            var result: [String] = []
            for (index, item) in items.enumerated() {
                if index > 0, !isTight { result.append("") }
                var marker =
                    [
                        item.marker.number, item.marker.isDone.map { $0 ? "[x]" : "[ ]" },
                    ].compactMap(\.self).joined(separator: " ")
                marker = (marker.isEmpty ? "-" : marker) + " "
                let blank = String(repeating: " ", count: marker.count)
                let inner = lines(item.blocks, isTight: isTight)
                result += inner.enumerated().map { index, line in
                    index == 0 ? marker + line : line.isEmpty ? "" : blank + line
                }
                if inner.isEmpty { result.append(marker) }
            }
            return result
        }
    }

    private static func text(_ runs: [Span]) -> String { runs.map(\.text).joined() }

    private static func rows(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
