import LexiScreen
import Testing

@testable import LexiPanes

@Suite struct MarkdownStreamTests {
    static let documents: [String] = [
        "One paragraph that is long enough to be wrapped at the width that is used here.",
        "# Title\n\nText with **strong**, *emphasis*, `code` and a [link](https://a.example/x).\n",
        "Intro\n\n### 2 deals\n\n| Deal | Stage | Value |\n| --- | --- | ---: |\n"
            + "| Acme Series B | proposal | EUR 50,000 |\n| Fleet | lead | EUR 1 |\n\nAfter.",
        "- one\n- two\n  - nested\n- three\n\n1. first\n2. second\n\n- [x] done\n- [ ] open\n",
        "```swift\nlet x = 1\n\nlet y = 2\n```\n\nAfter the code\n\n    indented code\n",
        "> quoted text that goes on\n> and on\n\n---\n\nSetext\n===\n\nlast",
        "a\n\n- loose\n\n- list\n\ntext ~~gone~~ and **bold** at the end **again**",
        "漢字の段落です。とても長いので折り返します。\n\n- 🇩🇪 flag\n- é combining\n",
        "| a | b |\n|---|---|\n| `x|y` | **z** |\n\n<div>html</div>\n\nend",
        "Before\n| a | b |\n|---|---|\n| 1 | 2 |\n\na | b\n--|--\n1 | 2\n\n> Quoted\n> | c |\n> |---|\n",
    ]

    private func lines(_ stream: MarkdownStream, of text: String) -> [[Span]] {
        var stream = stream
        return stream.allLines(in: text).map(\.spans)
    }

    private func oneShot(_ text: String, width: Int) -> [[Span]] {
        var stream = MarkdownStream()
        stream.update(text, width: width, glyphs: .unicode, isComplete: true)
        return lines(stream, of: text)
    }

    @Test(arguments: documents) func growingEndsAsOneShotDoes(_ document: String) {
        for width in [20, 60] {
            let expected = oneShot(document, width: width)
            var stream = MarkdownStream()
            var text = ""
            for character in document {
                text.append(character)
                stream.update(text, width: width, glyphs: .unicode, isComplete: false)
            }
            stream.update(text, width: width, glyphs: .unicode, isComplete: true)
            #expect(lines(stream, of: text) == expected)
        }
    }

    @Test(arguments: documents) func whatIsClosedNeverChanges(_ document: String) {
        var stream = MarkdownStream()
        var text = ""
        var closed: [[Span]] = []
        for character in document {
            text.append(character)
            stream.update(text, width: 40, glyphs: .unicode, isComplete: false)
            let now = Array(lines(stream, of: text).prefix(stream.closedLineCount))
            #expect(Array(now.prefix(closed.count)) == closed)
            closed = now
        }
    }

    @Test(arguments: documents) func noLineIsWiderThanTheWidth(_ document: String) {
        for width in [8, 20, 60] {
            for line in oneShot(document, width: width) {
                let columns = line.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
                #expect(columns <= max(width, 2), "\(line)")
            }
        }
    }

    @Test func openEmphasisLooksAsItWillWhenClosed() {
        var stream = MarkdownStream()
        stream.update("Some **bold te", width: 40, glyphs: .unicode, isComplete: false)
        #expect(
            lines(stream, of: "") == [
                [
                    Span(text: "Some ", role: .text),
                    Span(text: "bold te", role: .text, attributes: .bold),
                ]
            ])
        stream.update("See [the page](https://exa", width: 40, glyphs: .unicode, isComplete: false)
        #expect(lines(stream, of: "").map { $0.map(\.text).joined() } == ["See the page"])
    }

    @Test(arguments: [
        String(repeating: "> ", count: 20_000) + "deep",
        String(repeating: "- ", count: 5_000) + "deep",
        String(repeating: "![", count: 2_000) + "deep" + String(repeating: "](x)", count: 2_000),
        String(repeating: "*a ", count: 5_000) + "deep",
        "|" + String(repeating: "deep|", count: 2_000) + "\n|"
            + String(repeating: "-|", count: 2_000)
            + "\n",
        String(repeating: "\u{1F1E6}", count: 50_000) + " **deep",
    ]) func whatIsMadeToOverwhelmIsShownAllTheSame(_ text: String) {
        for isComplete in [false, true] {
            var stream = MarkdownStream()
            stream.update(text, width: 60, glyphs: .unicode, isComplete: isComplete)
            let shown = lines(stream, of: text).joined().map(\.text).joined()
            #expect(shown.contains("deep"))
        }
    }

    @Test(arguments: [
        "| Deal | Value |\n", "| Deal | Value |\n| -",
        "| Deal | Value |\n| --- | --- |\n| Acm",
        "| Deal | Value |\n| --- | --",
    ]) func aTableLooksLikeOneFromItsFirstRowOn(_ text: String) {
        var stream = MarkdownStream()
        stream.update(text, width: 40, glyphs: .unicode, isComplete: false)
        #expect(
            lines(stream, of: "").map { $0.map(\.text).joined() } == [
                "Deal │ Value", "─────┼──────",
            ])
    }

    @Test func aTableFitsOrIsStacked() {
        let table = "| Deal | Value |\n| --- | ---: |\n| Acme | EUR 5 |\n"
        #expect(
            oneShot(table, width: 40).map { $0.map(\.text).joined() } == [
                "Deal │ Value", "─────┼──────", "Acme │ EUR 5",
            ])
        #expect(
            oneShot(table, width: 8).map { $0.map(\.text).joined() } == [
                "Deal:", "  Acme", "Value:", "  EUR 5",
            ])
    }
}
