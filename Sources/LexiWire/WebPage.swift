/// Markup where an answer was expected, such as a proxy's page about an error.
///
/// It is for a browser: of all that it says, its title alone is told.
struct WebPage {
    /// In one line, without anything that acts on a terminal; `nil` when it has none.
    let title: String?
    /// What it begins with, such as `<!DOCTYPE html>`.
    let firstTag: String

    /// - Parameter text: The beginning of what was received.
    /// - Returns: `nil` when that is no markup.
    init?(_ text: String) {
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard start.first == "<", let second = start.dropFirst().first,
            second.isLetter || second == "!" || second == "?"
        else { return nil }
        firstTag = String(start.prefix { $0 != ">" }.prefix(40)).excerpt + ">"
        title = Self.title(of: start)
    }

    /// `a web page`, with its title if it has one.
    var words: String { "a web page" + (title.map { " titled \"\($0)\"" } ?? "") }

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
