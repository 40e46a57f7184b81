import LexiTesting
import Testing

@testable import LexiPanes

/// Of whatever an answer holds, every character that is no mark is on the screen, in order.
@Suite struct MarkdownLossTests {
    /// What answers about a firm's deals and matters look like, marks clear and unclear.
    private static let pieces = [
        "Mara Vogt", "EUR 50,000", "2*3*4", "snake_case_name", "__init__.py", "**bold**", "*soft*",
        "**「重要」**", "이 계약은 **'해지'**를", "漢字。次の文", "🇩🇪", "e\u{301}", "`code`", "`a|b`", "``x ` y``",
        "[1]", "[^2]", "[1]: https://a.example/x", "[Name](below)", "<name>", "a < b > c", "AT&T",
        "&copy", "C:\\Users\\_temp_", "\\(a_1\\)", "\\[ x^2 \\]", "$$ a_1 $$", "$5 and $6", "\\d+",
        "§ 12.", "1986. A year", "(a) first", "• dot", "– dash", "#12", "# Heading", "## Next ##",
        "- item", "  - sub", "1. one", "  2) two", "+ 20 EUR", "> quote", ">50 %", "| a | b |",
        "|---|---|", "---", "===", "    indented", "```sh", "```", "$", "*", "**", "_", "~~", "`",
        "[",
        "](", "\\", "https://a.example/b?c=d&e=f.", "www.a.example", "m.v@a.example", "<br>",
        "<!-- c -->", "<div>", "f***ing", "(____)", "x**2", "***", "Price*", "~5",
        "\"*\"", "'**'", "„_“", "**Ja**/**Nein**", "l'**art. 5**", "/*so*/", ".*?",
        "C:\\Program Files\\_x\\#1", "\\[a+b\\]", "\\[Date\\]", "\\begin{align}", "\\\\",
        "\\end{align}", "&#99999999;", "रक्\u{200D}षा",
    ]

    private static let marks = Set("*_`~[]()<>#|-+=:!\\&.\"".unicodeScalars)

    /// What no reading may lose: neither marks nor blanks. `br`, which is read as a line break,
    /// and the numbers that stand for it are looked at elsewhere.
    private func kept(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter {
            !Self.marks.contains($0) && !$0.properties.isWhitespace && $0.properties.isGraphemeBase
        }
    }

    private func shown(_ text: String, width: Int) -> String {
        MarkdownStream.lines(of: text, width: width, glyphs: .ascii).flatMap { line in
            // Bullets and boxes are drawn, numbers are written.
            line.spans.filter { $0.role != .marker || $0.text.contains(where: \.isNumber) }
        }.map(\.text).joined()
    }

    /// Whether all of some characters come in another text, in their order.
    private func isKept(_ wanted: [Unicode.Scalar], in text: String) -> Bool {
        var rest = wanted[...]
        for scalar in text.unicodeScalars where scalar == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }

    @Test(arguments: 0..<40) func `nothing is lost of what pieces of answers make`(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed) + 1)
        for _ in 0..<40 {
            var text = ""
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                text += Self.pieces.randomElement(using: &generator) ?? ""
                text += [" ", "\n", "\n\n", "", ", "].randomElement(using: &generator) ?? ""
            }
            // Cells side by side stand in another order than in the source.
            let hasTable = text.contains("|---|")
            let wanted = kept(text.replacing("<br>", with: " "))
            for width in [20, 80] {
                let shown = shown(text, width: width)
                if hasTable {
                    for scalar in Set(wanted) {
                        let count = wanted.count { $0 == scalar }
                        #expect(
                            shown.unicodeScalars.count { $0 == scalar } >= count,
                            "\(scalar) of \(text.debugDescription): \(shown)")
                    }
                } else {
                    #expect(isKept(wanted, in: shown), "\(text.debugDescription): \(shown)")
                }
            }
        }
    }

    @Test(arguments: 0..<10) func `no text traps, and any pieces of it come to the same`(seed: Int)
    {
        var generator = SeededGenerator(seed: UInt64(seed) + 100)
        let signs = Array("ab1 \n*_`~[]()<>#|-+=:!\\&.$@\"'「」。漢é\t/^{}w")
        for _ in 0..<60 {
            let count = Int.random(in: 1...60, using: &generator)
            let text = String(
                (0..<count).map { _ in signs.randomElement(using: &generator) ?? " " })
            let expected = MarkdownStream.lines(of: text, width: 20, glyphs: .unicode)
            var stream = MarkdownStream()
            var grown = ""
            for character in text {
                grown.append(character)
                stream.update(grown, width: 20, glyphs: .unicode, isComplete: false)
            }
            stream.update(text, width: 20, glyphs: .unicode, isComplete: true)
            #expect(stream.allLines(in: text) == expected, "\(text.debugDescription)")
        }
    }
}
