import CCmark
import LexiScreen
import Synchronization

/// Reads GitHub's Markdown with cmark-gfm (tables, task lists, strike-through, bare links).
enum MarkdownParser {
    /// A top-level block and the line it starts in, from 1.
    struct Top: Sendable {
        var block: MarkdownBlock
        var startLine: Int
        /// The lines in which a list's items and a quote's blocks start.
        var childLines: [Int] = []
    }

    private static let isRegistered: Void = cmark_gfm_core_extensions_ensure_registered()

    /// cmark-gfm keeps the characters that its extensions react to in one global table while it
    /// parses, so there is one parse at a time.
    private static let isParsing = Mutex(())

    /// The document's top-level blocks in order.
    static func parse(_ text: Substring) -> [Top] { parse(text) { 0..<$0.count }.tops }

    /// The lines in which the top-level blocks start, and of the blocks those that are wanted: to
    /// make them takes longer than to parse.
    ///
    /// - Parameter wanted: Tells from the start lines which blocks are.
    static func parse(
        _ text: Substring, wanted: ([Int]) -> Range<Int>
    ) -> (startLines: [Int], tops: [Top]) {
        withDocument(text) { document in
            let nodes = document.children
            let startLines = nodes.map(\.firstLine)
            let tops = wanted(startLines).map { index in
                let node = nodes[index]
                return Top(
                    block: block(node, depth: 0), startLine: startLines[index],
                    childLines: ["list", "block_quote"].contains(node.type)
                        ? node.children.map(\.firstLine) : [])
            }
            return (startLines, tops)
        } ?? ([], [])
    }

    /// The document's links and images, in order.
    static func links(in text: Substring) -> [MarkdownLink] {
        withDocument(text) { $0.links } ?? []
    }

    private static func withDocument<Result: Sendable>(
        _ text: Substring, _ body: (Node) -> Result
    ) -> Result? {
        isParsing.withLock { _ in withDocumentAlone(text, body) }
    }

    private static func withDocumentAlone<Result: Sendable>(
        _ text: Substring, _ body: (Node) -> Result
    ) -> Result? {
        _ = isRegistered
        guard let parser = cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE) else {
            return nil
        }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink", "tasklist"] {
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
        }
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cmark_parser_feed(parser, $0.baseAddress, $0.count)
            }
        }
        guard let document = cmark_parser_finish(parser) else { return nil }
        defer { cmark_node_free(document) }
        return body(Node(document))
    }

    /// Blocks nested deeper than this are shown as their text: a stack has an end.
    static let deepestNesting = 24

    private static func blocks(_ node: Node, depth: Int) -> [MarkdownBlock] {
        if depth >= deepestNesting {
            return [.paragraph([Span(text: node.plainText, role: .text)])]
        }
        return node.children.map { block($0, depth: depth + 1) }
    }

    private static func block(_ node: Node, depth: Int) -> MarkdownBlock {
        switch node.type {
        case "paragraph": .paragraph(InlineRuns.runs(of: node))
        case "heading": .heading(level: node.headingLevel, InlineRuns.runs(of: node))
        case "list": list(node, depth: depth)
        case "code_block": .code(language: node.fenceInfo, text: node.literal)
        case "block_quote": .quote(blocks(node, depth: depth))
        case "table": table(node)
        case "html_block": .html(node.literal)
        case "thematic_break": .rule
        default: .paragraph(InlineRuns.runs(of: node))
        }
    }

    private static func list(_ node: Node, depth: Int) -> MarkdownBlock {
        var number = node.listStart
        let items = node.children.map { item -> MarkdownBlock.Item in
            defer { number += 1 }
            let marker: MarkdownBlock.Item.Marker =
                switch item.type {
                case "tasklist": .task(isDone: item.isCheckedTask)
                default: node.isOrderedList ? .number(number) : .bullet
                }
            return .init(marker: marker, blocks: blocks(item, depth: depth + 1))
        }
        return .list(items, isTight: node.isTightList)
    }

    private static func table(_ node: Node) -> MarkdownBlock {
        let alignments = node.tableAlignments
        let rows = node.children.map { row in
            var cells = row.children.map(InlineRuns.runs(of:))
            while cells.count < alignments.count { cells.append([]) }
            return Array(cells.prefix(alignments.count))
        }
        return .table(.init(alignments: alignments, rows: rows))
    }
}

/// The text of a block's inline nodes, flattened to styled runs.
enum InlineRuns {
    static func runs(of node: Node) -> [Span] {
        var runs: [Span] = []
        for child in node.children { collect(child, role: .text, [], depth: 0, into: &runs) }
        return runs
    }

    private static func collect(
        _ node: Node, role: Role, _ attributes: Style.Attributes, depth: Int,
        into runs: inout [Span]
    ) {
        func add(_ text: String, _ role: Role) {
            runs.append(Span(text: text, role: role, attributes: attributes))
        }
        func descend(_ role: Role, _ more: Style.Attributes) {
            guard depth < MarkdownParser.deepestNesting else {
                add(node.plainText, role)
                return
            }
            for child in node.children {
                collect(
                    child, role: role, attributes.union(more), depth: depth + 1, into: &runs)
            }
        }
        switch node.type {
        case "text": add(node.literal, role)
        case "softbreak": add(" ", role)
        case "linebreak": add("\n", role)
        case "code": add(node.literal, .code)
        case "html_inline": add(node.literal, .muted)
        case "emph": descend(role, .italic)
        case "strong": descend(role, .bold)
        case "strikethrough": descend(.muted, .strikethrough)
        case "link", "image":
            let before = runs.count
            descend(.link, .underline)
            let shown = runs[before...].map(\.text).joined()
            let url = node.url
            let isShown = shown == url || "mailto:" + shown == url || "http://" + shown == url
            if !isShown, !url.isEmpty { add(" (\(url))", .muted) }
        default: descend(role, [])
        }
    }
}
