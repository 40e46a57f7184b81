import LexiScreen
import LexiTesting
import Testing

@testable import LexiPanes

@Suite struct SpecificationTests {
    private func lines(_ text: String, width: Int, isComplete: Bool = true) -> [StyledLine] {
        var stream = MarkdownStream()
        stream.update(text, width: width, glyphs: .unicode, isComplete: isComplete)
        return stream.allLines(in: text)
    }

    @Test func `the examples are all there`() {
        #expect(SpecificationExample.all.count == 667)
    }

    @Test(arguments: [1, 20, 80]) func `every example is shown within the width`(width: Int) {
        for example in SpecificationExample.all {
            for line in lines(example.markdown, width: width) {
                #expect(line.columns <= max(2, width), "\(example.testDescription)")
            }
        }
    }

    @Test func `every example comes to the same lines in any two pieces`() {
        for example in SpecificationExample.all {
            let expected = lines(example.markdown, width: 40).map(\.spans)
            var stream = MarkdownStream()
            var text = ""
            var closed: [[Span]] = []
            for character in example.markdown {
                text.append(character)
                stream.update(text, width: 40, glyphs: .unicode, isComplete: false)
                let closedCount = stream.closedLineCount
                let now = stream.allLines(in: text).prefix(closedCount).map(\.spans)
                #expect(Array(now.prefix(closed.count)) == closed, "\(example.testDescription)")
                closed = now
            }
            stream.update(text, width: 40, glyphs: .unicode, isComplete: true)
            let grown = stream.allLines(in: text).map(\.spans)
            #expect(grown == expected, "\(example.testDescription)")
        }
    }

    private static let sample: Set<String> = [
        "5 Tabs", "21 Backslash escapes", "25 Entity and numeric character references",
        "43 Thematic breaks", "62 ATX headings", "71 ATX headings", "80 Setext headings",
        "107 Indented code blocks", "119 Fenced code blocks", "142 Fenced code blocks",
        "148 HTML blocks", "179 HTML blocks", "192 Link reference definitions", "219 Paragraphs",
        "228 Block quotes", "246 Block quotes", "253 List items", "259 List items",
        "296 List items", "301 Lists", "307 Lists", "309 Lists", "319 Lists", "325 Lists",
        "328 Code spans", "340 Code spans", "350 Emphasis and strong emphasis",
        "388 Emphasis and strong emphasis", "416 Emphasis and strong emphasis",
        "482 Links", "489 Links", "520 Links", "572 Images", "594 Autolinks", "613 Raw HTML",
        "633 Hard line breaks", "648 Soft line breaks", "198 GFM Tables", "199 GFM Tables",
        "200 GFM Tables", "280 GFM Task list items", "491 GFM Strikethrough", "622 GFM Autolinks",
    ]

    @Test func `a sample of them looks as it should`() throws {
        var text = ""
        for example in SpecificationExample.all where Self.sample.contains(example.testDescription)
        {
            text += "== \(example.testDescription)\n"
            for line in example.markdown.split(separator: "\n", omittingEmptySubsequences: false)
                .dropLast()
            {
                text += "  \(line)\n"
            }
            text += "--\n"
            for line in lines(example.markdown, width: 40) {
                text += "| " + line.spans.map(describe).joined() + "\n"
            }
            text += "\n"
        }
        try Snapshot.check(text: text, named: "specification-sample")
    }

    /// The text, in braces behind its role and attributes unless it is plain.
    private func describe(_ span: Span) -> String {
        let names: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.italic, "italic"), (.underline, "underline"),
            (.strikethrough, "struck"),
        ]
        let words =
            (span.role == .text ? [] : [span.role.name])
            + names.filter { span.attributes.contains($0.0) }.map(\.1)
        return words.isEmpty ? span.text : "{\(words.joined(separator: " ")): \(span.text)}"
    }
}
