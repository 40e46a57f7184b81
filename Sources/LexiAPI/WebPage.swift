/// Markup where an answer was expected, such as a proxy's page about an error.
///
/// It is for a browser: of all that it says, its title alone is told.
package struct WebPage {
    /// In one line, without anything that acts on a terminal; `nil` when it has none.
    package let title: String?
    /// What it begins with, such as `<!DOCTYPE html>`.
    package let firstTag: String

    /// - Parameter text: The beginning of what was received.
    /// - Returns: `nil` when that is no markup.
    package init?(_ text: String) {
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard start.first == "<", let second = start.dropFirst().first,
            second.isLetter || second == "!" || second == "?"
        else { return nil }
        firstTag = String(start.prefix { $0 != ">" }.prefix(40)).excerpt + ">"
        title = Self.title(of: start)
    }

    /// `a web page`, with its title if it has one.
    package var words: String { Self.noun + (title.map { " titled \"\($0)\"" } ?? "") }

    private static let noun = "a web page"

    /// That the page came in the place of an answer, in a sentence.
    package func answer(withStatus status: Int) -> String {
        Self.answer(withStatus: status) + words.dropFirst(Self.noun.count) + "."
    }

    /// What the sentence of every page begins with.
    static func answer(withStatus status: Int) -> String {
        "The server answered \(status) with \(noun)"
    }

    /// A text that people are to read, with these words in place of a page that it is, or ends with.
    ///
    /// Unlike in what a whole answer was, a bracket at the beginning makes no page of it: it takes
    /// a tag that only documents have.
    package static func replaced(in text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        let folded = text.utf8.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }
        var start = 0
        while let bracket = folded[start...].firstIndex(of: UInt8(ascii: "<")) {
            start = bracket + 1
            guard isOfDocument(folded[start...]), !isQuoted(folded, bracket) else { continue }
            let cut = text.utf8.index(text.startIndex, offsetBy: bracket)
            let page = WebPage(String(text[cut...].unicodeScalars.prefix(mostScalars)))
            guard let page else { continue }
            let before = text[..<cut].drop { $0.isWhitespace }
            return before.isEmpty ? "The server sent \(page.words)." : before + page.words
        }
        return text
    }

    /// Whether a tag stands alone between quotes, as one that is spoken of.
    private static func isQuoted(_ text: [UInt8], _ bracket: Int) -> Bool {
        guard bracket > 0, text[bracket - 1] == UInt8(ascii: "\""),
            let end = text[bracket...].firstIndex(of: UInt8(ascii: ">")), end + 1 < text.count
        else { return false }
        return text[end + 1] == UInt8(ascii: "\"")
    }

    /// Whether a tag, behind its bracket and in lower case, is one that is in no sentence.
    private static func isOfDocument(_ tag: ArraySlice<UInt8>) -> Bool {
        documentTags.contains { name in
            guard tag.starts(with: name) else { return false }
            // `<html>`, `<html lang="en">`, and not `<html-report>`.
            let next = tag.dropFirst(name.count).first
            return next.map { [0x09, 0x0A, 0x0D, 0x20, 0x2F, 0x3E].contains($0) } ?? true
        }
    }

    /// A title stands at the beginning.
    private static let mostScalars = 8192

    private static let documentTags = [
        "!doctype", "?xml", "html", "head", "title", "body", "center", "h1", "div", "script",
        "style", "meta",
    ].map { Array($0.utf8) }

    private static func title(of page: Substring) -> String? {
        // Case does not matter in names of tags, and keeps the number of bytes for these.
        let folded = page.utf8.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }
        guard let tag = folded.firstRange(of: Array("<title".utf8)),
            let start = folded[tag.upperBound...].firstIndex(of: UInt8(ascii: ">")),
            let end = folded[start...].firstRange(of: Array("</title".utf8))
        else { return nil }
        let bytes = Array(page.utf8)[(start + 1)..<end.lowerBound]
        let title = characters(String(decoding: bytes, as: UTF8.self)).excerpt
        return title.isEmpty ? nil : title
    }

    /// The text with the few character references that titles have.
    private static func characters(_ text: String) -> String {
        var text = text
        for (reference, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"),
            ("&nbsp;", " "), ("&ndash;", "–"), ("&mdash;", "—"), ("&middot;", "·"), ("&amp;", "&"),
        ] { text.replace(reference, with: character) }
        return text
    }
}
