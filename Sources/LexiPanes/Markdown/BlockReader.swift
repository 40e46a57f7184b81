import LexiScreen

/// Makes blocks of the parser's nodes.
struct BlockReader {
    let lines: SourceLines

    /// - Parameter isOpen: Whether more text may come that goes on with the block.
    func block(_ node: Node, depth: Int, isOpen: Bool) -> MarkdownBlock {
        switch node.type {
        case "paragraph": .paragraph(InlineReader(text(node, isOpen), isOpen: isOpen).spans)
        case "heading": heading(node, isOpen: isOpen)
        case "list": list(node, depth: depth, isOpen: isOpen)
        case "code_block": .code(language: language(node), text: node.literal)
        case "block_quote": .quote(blocks(node, depth: depth, isOpen: isOpen))
        case "table": table(node)
        case "html_block": .html(node.literal)
        case "thematic_break": .rule
        default: .paragraph([Span(text: node.plainText, role: .text)])
        }
    }

    /// The text of a paragraph; the parser ends it with a line feed that may be its own.
    private func text(_ node: Node, _ isOpen: Bool) -> [UInt8] {
        let content = node.content
        guard isOpen, !lines.endsInLineFeed, content.last == 0x0A else { return content }
        return Array(content.dropLast())
    }

    /// What stands behind a fence; the parser takes entities for characters that are none.
    private func language(_ node: Node) -> String {
        let line = Array(lines.line(node.startLine, from: node.startColumn)).drop(while: \.isBlank)
        guard !node.fenceInfo.isEmpty, let sign = line.first, "`~".utf8.contains(sign) else {
            return node.fenceInfo
        }
        let info = line.drop { $0 == sign }.drop(while: \.isBlank)
        let count = info.lastIndex { !$0.isBlank }.map { $0 + 1 - info.startIndex } ?? 0
        return Escapes.text(ClearSource.shown(info.prefix(count))[...])
    }

    private func blocks(_ node: Node, depth: Int, isOpen: Bool) -> [MarkdownBlock] {
        if depth >= MarkdownParser.deepestNesting {
            return [.paragraph([Span(text: node.plainText, role: .text)])]
        }
        let children = node.children
        return children.indices.map { index in
            block(
                children[index], depth: depth + 1, isOpen: isOpen && index == children.count - 1)
        }
    }

    // MARK: Headings

    private func heading(_ node: Node, isOpen: Bool) -> MarkdownBlock {
        let content = node.content
        // The parser leaves its line feed to the text that is underlined.
        if content.last == 0x0A { return underlined(node, content) }
        if content.isEmpty {
            let line = String(
                decoding: Array(lines.line(node.startLine, from: node.startColumn)), as: UTF8.self)
            return .paragraph([Span(text: line, role: .text)])
        }
        return .heading(
            level: node.headingLevel,
            InlineReader(content, isOpen: isOpen && !lines.endsInLineFeed).spans)
    }

    /// A line makes a heading of the one above if that is one, and about as long. Else three
    /// dashes or more are a rule, and all else is text.
    private func underlined(_ node: Node, _ content: [UInt8]) -> MarkdownBlock {
        let textLines = content.count { $0 == 0x0A }
        let line = lines.line(node.startLine + textLines)
        let mark = UInt8(ascii: node.headingLevel == 1 ? "=" : "-")
        let count = line.count { $0 == mark }
        let characters = content.count { $0 & 0xC0 != 0x80 } - 1
        if textLines == 1, count >= 3, count * 2 >= characters || count >= 10 {
            return .heading(level: node.headingLevel, InlineReader(content).spans)
        }
        if node.headingLevel == 2, count >= 3 {
            return .sequence([.paragraph(InlineReader(content).spans), .rule])
        }
        return .paragraph(
            InlineReader(content + Array(repeating: mark, count: count)).spans)
    }

    // MARK: Lists and tables

    private func list(_ node: Node, depth: Int, isOpen: Bool) -> MarkdownBlock {
        let nodes = node.children
        let items = nodes.indices.map { index -> MarkdownBlock.Item in
            let item = nodes[index]
            let number = node.isOrderedList ? number(item) : nil
            return .init(
                marker: .init(
                    number: number, isDone: item.type == "tasklist" ? item.isCheckedTask : nil),
                blocks: blocks(item, depth: depth + 1, isOpen: isOpen && index == nodes.count - 1))
        }
        return .list(items, isTight: node.isTightList)
    }

    /// The number of an item as it is written, with the sign behind it.
    private func number(_ item: Node) -> String {
        let line = lines.line(item.startLine, from: item.startColumn)
        let digits = line.prefix { $0.isASCIIDigit }
        return String(decoding: line.prefix(digits.count + 1), as: UTF8.self)
    }

    private func table(_ node: Node) -> MarkdownBlock {
        let alignments = node.tableAlignments
        let rows = node.children.map { row in
            var cells = row.children.map { InlineReader($0.content).spans }
            while cells.count < alignments.count { cells.append([]) }
            return Array(cells.prefix(alignments.count))
        }
        return .table(.init(alignments: alignments, rows: rows))
    }
}
