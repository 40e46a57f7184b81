/// A block of Markdown, free of the parser's pointers.
indirect enum MarkdownBlock: Sendable, Hashable {
    case paragraph([Span])
    case heading(level: Int, [Span])
    case list([Item], isTight: Bool)
    case code(language: String, text: String)
    case quote([MarkdownBlock])
    case table(Table)
    case html(String)
    case rule
    /// Blocks that the parser takes for one.
    case sequence([MarkdownBlock])

    struct Item: Sendable, Hashable {
        /// What stands before an item: its number, its task's box, both, or else a bullet.
        struct Marker: Sendable, Hashable {
            /// As it is written, with the sign behind it; `nil` in a list without.
            var number: String?
            /// Whether the task is done; `nil` when the item is none.
            var isDone: Bool?
        }
        var marker: Marker
        var blocks: [MarkdownBlock]
    }

    struct Table: Sendable, Hashable {
        enum Alignment: Sendable, Hashable { case leading, center, trailing }
        var alignments: [Alignment]
        /// The header first; every row has as many cells as there are alignments.
        var rows: [[[Span]]]
    }
}
