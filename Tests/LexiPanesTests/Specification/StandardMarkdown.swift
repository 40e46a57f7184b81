import CCmark
import LexiScreen

@testable import LexiPanes

/// What cmark-gfm itself makes of Markdown, without any rule of ours.
enum StandardMarkdown {
    static func blocks(of text: String) -> [MarkdownBlock] {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE) else { return [] }
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
        guard let document = cmark_parser_finish(parser) else { return [] }
        defer { cmark_node_free(document) }
        return children(document).map(block)
    }

    /// Blocks so that they can be compared: line breaks, which an answer keeps, are spaces.
    static func comparable(_ blocks: [MarkdownBlock]) -> [MarkdownBlock] { blocks.map(comparable) }

    private static func comparable(_ block: MarkdownBlock) -> MarkdownBlock {
        switch block {
        case .paragraph(let runs): .paragraph(comparable(runs))
        case .heading(let level, let runs): .heading(level: level, comparable(runs))
        case .list(let items, let isTight):
            .list(
                items.map { .init(marker: $0.marker, blocks: comparable($0.blocks)) },
                isTight: isTight)
        case .quote(let blocks): .quote(comparable(blocks))
        case .sequence(let blocks): .sequence(comparable(blocks))
        case .table(let table):
            .table(
                .init(
                    alignments: table.alignments, rows: table.rows.map { $0.map(comparable) }))
        case .code, .html, .rule: block
        }
    }

    private static func comparable(_ runs: [Span]) -> [Span] {
        var result: [Span] = []
        for run in runs where !run.text.isEmpty {
            let text = run.text.replacing("\n", with: " ")
            if let last = result.last, last.role == run.role, last.attributes == run.attributes {
                result[result.count - 1].text += text
            } else {
                result.append(Span(text: text, role: run.role, attributes: run.attributes))
            }
        }
        return result
    }

    // MARK: Nodes

    private static func children(_ node: OpaquePointer) -> [OpaquePointer] {
        var children: [OpaquePointer] = []
        var next = cmark_node_first_child(node)
        while let child = next {
            children.append(child)
            next = cmark_node_next(child)
        }
        return children
    }

    private static func type(_ node: OpaquePointer) -> String {
        String(cString: cmark_node_get_type_string(node))
    }

    private static func string(_ text: UnsafePointer<CChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }

    private static func block(_ node: OpaquePointer) -> MarkdownBlock {
        switch type(node) {
        case "heading":
            .heading(level: Int(cmark_node_get_heading_level(node)), runs(node))
        case "code_block":
            .code(
                language: string(cmark_node_get_fence_info(node)),
                text: string(cmark_node_get_literal(node)))
        case "html_block": .html(string(cmark_node_get_literal(node)))
        case "thematic_break": .rule
        case "block_quote": .quote(children(node).map(block))
        case "table": table(node)
        case "list": list(node)
        default: .paragraph(runs(node))
        }
    }

    private static func list(_ node: OpaquePointer) -> MarkdownBlock {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        let sign = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ")" : "."
        let first = cmark_node_get_list_start(node)
        let items = children(node).enumerated().map { index, item in
            MarkdownBlock.Item(
                marker: .init(
                    number: isOrdered ? "\(Int(first) + index)\(sign)" : nil,
                    isDone: type(item) == "tasklist"
                        ? cmark_gfm_extensions_get_tasklist_item_checked(item) : nil),
                blocks: children(item).map(block))
        }
        return .list(items, isTight: cmark_node_get_list_tight(node) != 0)
    }

    private static func table(_ node: OpaquePointer) -> MarkdownBlock {
        let alignments = Node(node).tableAlignments
        let rows = children(node).map { row in children(row).map(runs) }
        return .table(.init(alignments: alignments, rows: rows))
    }

    // MARK: Text

    private static func runs(_ node: OpaquePointer) -> [Span] {
        children(node).flatMap { runs($0, role: .text, []) }
    }

    private static func runs(
        _ node: OpaquePointer, role: Role, _ attributes: Style.Attributes
    ) -> [Span] {
        func inner(_ role: Role, _ more: Style.Attributes) -> [Span] {
            children(node).flatMap { runs($0, role: role, attributes.union(more)) }
        }
        func own(_ text: String, _ role: Role) -> [Span] {
            [Span(text: text, role: role, attributes: attributes)]
        }
        let literal = string(cmark_node_get_literal(node))
        switch type(node) {
        case "text": return own(literal, role)
        case "softbreak", "linebreak": return own("\n", role)
        case "code": return own(literal, .code)
        case "html_inline": return own(literal, .muted)
        case "emph": return inner(role, .italic)
        case "strong": return inner(role, .bold)
        case "strikethrough": return inner(.muted, .strikethrough)
        case "link", "image":
            let shown = inner(.link, .underline)
            let text = shown.map(\.text).joined()
            let url = string(cmark_node_get_url(node))
            let title = string(cmark_node_get_title(node))
            let isShown = text == url || "mailto:" + text == url || "http://" + text == url
            let note = " (\(url))" + (title.isEmpty ? "" : " \"\(title)\"")
            return shown + (isShown ? [] : own(note, .muted))
        default: return inner(role, [])
        }
    }
}
