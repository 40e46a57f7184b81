import LexiAPI
import LexiScreen

/// A link or an image as it stands in Markdown.
struct MarkdownLink: Sendable, Hashable {
    /// The text that is shown for it, or the description of the image.
    var text: String
    var url: String

    /// The address without the closing quotation marks that a bare one is taken to end with.
    var address: String {
        guard text == url, let end = url.lastIndex(where: { !"”’“‘»«›‹".contains($0) }) else {
            return url
        }
        return String(url[...end])
    }
}

/// The link at a place of laid-out lines.
///
/// Lines hold what of a link is seen, perhaps broken over several of them or cut by a table's
/// cell. That is looked for among the links of the source, so that the address is the whole one or
/// none.
struct LinkPlace {
    private struct Piece {
        var character: Character
        var isLink: Bool
        var isNote: Bool

        init(_ character: Character, _ span: Span) {
            self.character = character
            let isCodeInLink = span.role == .code && span.attributes.contains(.underline)
            isLink = span.role == .link || isCodeInLink
            isNote = span.role == .muted
        }
    }

    private var pieces: [Piece] = []
    /// The place among the pieces.
    private var index: Int?

    /// - Parameters:
    ///   - lines: Those of one block.
    ///   - line: Which of them the place is in.
    init(_ lines: [StyledLine], line: Int, column: Int) {
        for (number, styled) in lines.enumerated() {
            var end = 0
            var isLead = true
            for span in styled.spans {
                isLead = isLead && Self.isLead(span)
                for character in span.text {
                    let start = end
                    end += TextWidth.columns(of: String(character))
                    // Indentation and bullets stand between the parts of a link that is broken.
                    guard !isLead else { continue }
                    if number == line, column >= start, column < end { index = pieces.count }
                    pieces.append(Piece(character, span))
                }
            }
        }
    }

    private static func isLead(_ span: Span) -> Bool {
        switch span.role {
        case .marker, .quote: true
        case .text: span.text.allSatisfy { $0 == " " }
        default: false
        }
    }

    /// The address that the place shows or stands for.
    func url(among links: @autoclosure () -> [MarkdownLink]) -> String? {
        guard let index, pieces[index].isLink || pieces[index].isNote else { return nil }
        let isLink = pieces[index].isLink
        func belongs(_ piece: Piece) -> Bool { isLink ? piece.isLink : piece.isNote }
        var (start, end) = (index, index + 1)
        while start > 0, belongs(pieces[start - 1]) { start -= 1 }
        while end < pieces.count, belongs(pieces[end]) { end += 1 }
        let shown = Self.packed(String(pieces[start..<end].map(\.character)))
        guard !shown.isEmpty else { return nil }
        let links = links()
        let found =
            isLink
            ? link(showing: shown, before: start, among: links)
            : links.first { shown.contains("(\($0.url))") }
                ?? links.first { shown.count > 4 && "(\($0.url))".contains(shown) }
        // Markdown can write any character, so it is cleaned once more.
        return found.map { Sanitizer.line($0.address) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Of several links that look the same, it is the one of the same number.
    private func link(
        showing shown: String, before start: Int, among links: [MarkdownLink]
    ) -> MarkdownLink? {
        func isShown(_ link: MarkdownLink, _ matches: (String, String) -> Bool) -> Bool {
            matches(Self.packed(link.text), shown) || matches(Self.packed(link.url), shown)
        }
        var candidates = links.filter { isShown($0) { $0 == $1 } }
        if candidates.isEmpty { candidates = links.filter { isShown($0) { $0.contains($1) } } }
        guard let last = candidates.indices.last else { return nil }
        return candidates[min(last, count(of: shown, before: start))]
    }

    private func count(of shown: String, before end: Int) -> Int {
        pieces[..<end].split { !$0.isLink }.count {
            Self.packed(String($0.map(\.character))) == shown
        }
    }

    /// Without the spaces, which a line's end may have taken.
    private static func packed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
