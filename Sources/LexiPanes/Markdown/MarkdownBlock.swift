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

    struct Item: Sendable, Hashable {
        enum Marker: Sendable, Hashable {
            case bullet
            case number(Int)
            case task(isDone: Bool)
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
