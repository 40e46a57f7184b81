import CCmark
import LexiScreen
import Synchronization

/// Reads GitHub's Markdown (tables, task lists, strike-through, bare links) where it is clearly
/// meant; every other character is text.
///
/// cmark-gfm finds the blocks in a source that is made clear for it (``ClearSource``). The text in
/// them is read by ``InlineReader``.
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
    ///
    /// - Parameter isOpen: Whether more text may come: the end is read as it will look once its
    ///   marks are closed.
    static func parse(_ text: Substring, isOpen: Bool = false) -> [Top] {
        parse(text, isOpen: isOpen) { 0..<$0.count }.tops
    }

    /// The lines in which the top-level blocks start, and of the blocks those that are wanted: to
    /// make them takes longer than to parse.
    ///
    /// - Parameter wanted: Tells from the start lines which blocks are.
    static func parse(
        _ text: Substring, isOpen: Bool = false, wanted: ([Int]) -> Range<Int>
    ) -> (startLines: [Int], tops: [Top]) {
        withDocument(text, isOpen: isOpen) { document, lines in
            let nodes = document.children
            let startLines = nodes.map(\.firstLine)
            let reader = BlockReader(lines: lines)
            let endsOpen = isOpen && lines.endsInText
            let tops = wanted(startLines).map { index in
                let node = nodes[index]
                return Top(
                    block: reader.block(
                        node, depth: 0, isOpen: endsOpen && index == nodes.count - 1),
                    startLine: startLines[index],
                    childLines: ["list", "block_quote"].contains(node.type)
                        ? node.children.map(\.firstLine) : [])
            }
            return (startLines, tops)
        } ?? ([], [])
    }

    /// The document's links and images, in order.
    static func links(in text: Substring) -> [MarkdownLink] {
        withDocument(text) { document, _ in
            document.textNodes.flatMap { InlineReader($0.content).links }
        } ?? []
    }

    private static func withDocument<Result: Sendable>(
        _ text: Substring, isOpen: Bool = false, _ body: (Node, SourceLines) -> Result
    ) -> Result? {
        let source = ClearSource.of(text, isOpen: isOpen)
        return isParsing.withLock { _ in withDocumentAlone(source, body) }
    }

    private static func withDocumentAlone<Result: Sendable>(
        _ text: Substring, _ body: (Node, SourceLines) -> Result
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
        return body(Node(document), SourceLines(text))
    }

    /// Blocks nested deeper than this are shown as their text: a stack has an end.
    static let deepestNesting = 24
}
