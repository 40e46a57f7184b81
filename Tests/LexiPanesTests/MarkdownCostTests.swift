import LexiScreen
import Testing

@testable import LexiPanes

/// What an answer costs as it grows, counted in bytes parsed and lines laid out.
@Suite struct MarkdownCostTests {
    struct Long: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// Repeated until the answer is long enough.
        var piece: @Sendable (Int) -> String
        var head = ""

        static let all = [
            Long(testDescription: "small paragraphs") { "Paragraph *number* \($0)\n\n" },
            Long(testDescription: "a paragraph of many lines") { "line \($0) of it\n" },
            Long(testDescription: "a paragraph of one line") { "word\($0) and **more** so. " },
            Long(testDescription: "a paragraph without a space") { "\($0),x" },
            Long(testDescription: "a Chinese paragraph") { "第\($0)章节，很长的段落" },
            Long(testDescription: "a list") { "- item \($0) with some words\n" },
            Long(testDescription: "a loose numbered list") { "\($0 + 1). item with words\n\n" },
            Long(testDescription: "a nested list") { "- item \($0)\n  - nested\n  - again\n" },
            Long(
                testDescription: "a code block", piece: { "let line\($0) = 1\n" },
                head: "```swift\n"),
            Long(
                testDescription: "an indented code block", piece: { "    line\($0) = 1\n" },
                head: "text\n\n"),
            Long(
                testDescription: "a code block of one line", piece: { "line\($0);" },
                head: "~~~\n"),
            Long(
                testDescription: "a table", piece: { "| row \($0) | **value** | 1 |\n" },
                head: "| a | b | c |\n|---|:-:|--:|\n"),
            Long(testDescription: "a quote") { "> quoted \($0)\n>\n" },
            Long(testDescription: "HTML", piece: { "<p>\($0)</p>\n" }, head: "<div>\n"),
            Long(testDescription: "a heading", piece: { "word\($0) " }, head: "## "),
            Long(testDescription: "blank lines") { _ in "\n\n" },
        ]

        func text(bytes: Int) -> String {
            var text = head
            var number = 0
            while text.utf8.count < bytes {
                text += piece(number)
                number += 1
            }
            return text
        }
    }

    static let window = 256

    /// Feeds a text in pieces of some bytes.
    ///
    /// - Returns: The most that one piece cost.
    private func grow(
        _ text: String, by bytes: Int, _ stream: inout MarkdownStream, width: Int = 60
    ) -> (parsedBytes: Int, lines: Int) {
        var worst = (0, 0)
        var count = 0
        while count < text.utf8.count {
            count = min(count + bytes, text.utf8.count)
            let before = (stream.parsedBytes, stream.laidOutLineCount)
            stream.update(
                String(text.bytes(0..<count)), width: width, glyphs: .unicode, isComplete: false)
            worst.0 = max(worst.0, stream.parsedBytes - before.0)
            worst.1 = max(worst.1, stream.laidOutLineCount - before.1)
        }
        return worst
    }

    @Test(arguments: Long.all) func `a delta costs no more in a long block than in a short one`(
        _ long: Long
    ) {
        var stream = MarkdownStream(window: Self.window)
        let worst = grow(long.text(bytes: 10_000), by: 23, &stream)
        #expect(worst.parsedBytes <= 6 * Self.window)
        #expect(worst.lines <= Self.window)
    }

    @Test(arguments: Long.all, [20, 80]) func `long blocks end as in one shot`(
        _ long: Long, width: Int
    ) {
        let text = long.text(bytes: 2_000) + "\n\nAnd *then* more\n"
        var whole = MarkdownStream(window: Self.window)
        whole.update(text, width: width, glyphs: .unicode, isComplete: true)
        let expected = whole.allLines(in: text)
        for bytes in [7, 100, 1000] {
            var stream = MarkdownStream(window: Self.window)
            _ = grow(text, by: bytes, &stream, width: width)
            stream.update(text, width: width, glyphs: .unicode, isComplete: true)
            #expect(stream.allLines(in: text) == expected)
        }
    }

}
