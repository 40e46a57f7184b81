/// How a part begins that is the rest of a longer block.
///
/// It says what has to stand before the part's source for the parser to be where it was at the
/// cut, and what of that must not be shown again.
struct PartOpening: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case paragraph
        case heading
        case code
        case html
        case list
        case quote
        /// `first` is where the table's first part stands: it decides how wide the columns are.
        case table(first: Range<Int>)
    }

    var kind: Kind
    /// Read before the part's own source.
    var prefix = ""
    /// Whether a blank line stands between the part before and this one.
    var isSpaced = false

    /// The block as it is shown: without what the prefix brought.
    func shown(_ block: MarkdownBlock) -> MarkdownBlock {
        switch (kind, block) {
        case (.paragraph, .paragraph(var runs)):
            guard !prefix.isEmpty, let first = runs.first, first.text.hasPrefix(prefix) else {
                return block
            }
            runs[0].text.removeFirst(prefix.utf8.count)
            return .paragraph(runs)
        case (.code, .code(_, let text)):
            return .code(language: "", text: text)
        case (.html, .html(let text)):
            return .html(String(text.dropFirst(text.hasPrefix(prefix) ? prefix.count : 0)))
        default: return block
        }
    }
}
