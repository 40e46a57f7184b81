import CCmark

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A node of the parsed document; valid while the document is.
struct Node {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    var type: String { String(cString: cmark_node_get_type_string(pointer)) }
    var literal: String { string(cmark_node_get_literal(pointer)) }
    /// The text of a paragraph, a heading or a table's cell, with its marks.
    var content: [UInt8] {
        // What is empty points to nothing of its own.
        guard cmark_node_first_child(pointer) != nil,
            let text = cmark_node_get_string_content(pointer)
        else { return [] }
        return ClearSource.shown(
            UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }
    var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
    /// In bytes, from 1.
    var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
    /// The line in which a top-level block begins, from 1.
    ///
    /// cmark-gfm gives a table that follows a paragraph without a blank line the paragraph's
    /// place, and the paragraph none. The table's first two lines are its header and the rule.
    var firstLine: Int {
        if type == "table" {
            let rows = children
            return rows.count > 1
                ? rows[1].startLine - 2 : Int(cmark_node_get_end_line(pointer)) - 1
        }
        if startLine == 0, let next = cmark_node_next(pointer) { return Node(next).startLine }
        return startLine
    }
    var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
    var isOrderedList: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
    var isTightList: Bool { cmark_node_get_list_tight(pointer) != 0 }
    var isCheckedTask: Bool { cmark_gfm_extensions_get_tasklist_item_checked(pointer) }

    var fenceInfo: String { string(cmark_node_get_fence_info(pointer)) }

    var tableAlignments: [MarkdownBlock.Table.Alignment] {
        let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
        guard let letters = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
        return (0..<count).map { index in
            switch letters[index] {
            case UInt8(ascii: "c"): .center
            case UInt8(ascii: "r"): .trailing
            default: .leading
            }
        }
    }

    /// All text below the node, without recursion.
    var plainText: String {
        guard let iterator = cmark_iter_new(pointer) else { return "" }
        defer { cmark_iter_free(iterator) }
        var text = ""
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return text }
            let node = Node(cmark_iter_get_node(iterator))
            if event == CMARK_EVENT_EXIT {
                if node.type == "paragraph" || node.type == "softbreak" { text += " " }
            } else {
                text += node.literal
            }
        }
    }

    /// The nodes below that hold text with marks, without recursion.
    var textNodes: [Node] {
        guard let iterator = cmark_iter_new(pointer) else { return [] }
        defer { cmark_iter_free(iterator) }
        var nodes: [Node] = []
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return nodes }
            let node = Node(cmark_iter_get_node(iterator))
            if event == CMARK_EVENT_ENTER,
                ["paragraph", "heading", "table_cell"].contains(node.type)
            {
                nodes.append(node)
            }
        }
    }

    var children: [Node] {
        var children: [Node] = []
        var next = cmark_node_first_child(pointer)
        while let child = next {
            children.append(Node(child))
            next = cmark_node_next(child)
        }
        return children
    }

    private func string(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer else { return "" }
        let bytes = UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))
        return String(decoding: ClearSource.shown(bytes), as: UTF8.self)
    }
}
