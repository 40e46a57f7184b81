import LexiScreen
import LexiTesting
import Testing

@testable import LexiPanes

/// What is painted while an answer grows.
@Suite struct OpenMarkdownTests {
    /// Documents in which every mark is shown as what it stands for.
    static let documents: [String] = [
        "Some **bold text** and *emphasis*, ***both***, __strong__, _soft_ and ~~gone~~ words.\n",
        "**Leasing** of a *fleet* for **two *nested* years**, and **over\ntwo lines** of it.\n",
        "See [the page](https://a.example/x_y?z=1), [**bold** link](<https://b.example>), "
            + "<https://c.example/d>, https://e.example/f and ![picture](g.png \"title\").\n",
        "Use `code`, ``a ` b``, `x_y*z` and 2 * 3 * 4, snake_case_name, 5 &lt; 6 &amp; 7 &#33;\n",
        "# Title\n\n## Next *one* ##\n\nSetext\n======\n\nPara\n---\n\n***\n\nafter\n",
        "- one\n- two **bold**\n  - nested\n\n    more\n- three\n\n1. first\n2. second\n10. ten\n",
        "- [x] done\n- [ ] open\n- [link](https://a.example) item\n* * *\n+ plus\n",
        "Intro:\n```swift\nlet x = 1 // ** `no` marks\n\n~~~\n```\n\nAfter\n\n~~~\n```\n~~~\n\nend\n",
        "> quoted **text**\n> - item\n>\n> ```\n> code\n> ```\n\nend\n",
        "### 2 deals\n\n| Deal | Stage | Value |\n| :--- | :---: | ---: |\n"
            + "| Acme **Series** B | proposal | EUR 50,000 |\n| Fleet | lead | EUR 1 |\n\nAfter.\n",
        "Intro\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> | c | d |\n> |---|---|\n> | 3 | 4 |\n",
        "- list\n\n  | e | f |\n  |---|---|\n  | 5 | 6 |\n",
        "Text with one.\n\n[name]: https://a.example\n\nEnd\\* of \\_it\\_\n",
        "<!-- a comment -->\n\nText <b>bold</b> and a < b, x<y.\n\n<div>\nblock\n</div>\n",
        "漢字**太字**です。\n\n- 🇩🇪 **flag**\n- e\u{301} combining\n",
        "彼は**「重要」**と言った。これは**強調。**次の文。\n参照 https://example.org/a。次の文です\n",
        "Sum \\(a_1 * b_1\\) and $$x*y*z$$, 2*3*4 and a_b_c, C:\\Users\\_x_ too.\n",
        "1. First\n  - sub\n  - more\n2. Second\n10) ten\n\n[1]: https://a.example \"T\"\n[^2]: note\n",
        "\\[\nx = *a*\n- b\n\\]\n\n| a | b |\n|---|---|\n| `x|y` | z | and more |\n\nEnd [1].\n",
        "**Ja**/**Nein** und **„Wort“**, **\"oui\"**, l'**accordo**, *Miete*/Monat, **A**\\**B**.\n",
        "Use \"*\" or '**' or „*“, C:\\Program Files\\_x\\#1, \\[Date\\] und \\[a+b\\] oder \\[x\\].\n",
        "\\begin{align}\na_1 &= b \\\\\n# c &= *d*\n\\end{align}\n\n> (**wichtig**) **(a)**.\n",
    ]

    private func painted(
        _ stream: inout MarkdownStream, _ text: String, _ isComplete: Bool, width: Int = 72
    ) -> [StyledLine] {
        stream.update(text, width: width, glyphs: .unicode, isComplete: isComplete)
        return stream.allLines(in: text)
    }

    /// All that is painted but blanks and the lines of tables.
    private func ink(_ lines: [StyledLine]) -> String {
        lines.flatMap(\.spans).filter { $0.role != .tableBorder }.map(\.text).joined()
            .filter { !$0.isWhitespace }
    }

    @Test(arguments: documents) func `what is painted stays`(_ document: String) {
        var stream = MarkdownStream()
        var whole = MarkdownStream()
        let final = ink(painted(&whole, document, true))
        var text = ""
        for character in document {
            text.append(character)
            let now = ink(painted(&stream, text, false))
            #expect(
                final.hasPrefix(now),
                "after \(text.suffix(30).debugDescription): \(now.suffix(40)) of \(final)")
        }
    }

    @Test(arguments: documents) func `lines never become fewer`(_ document: String) {
        var stream = MarkdownStream()
        var text = ""
        var count = 0
        for character in document {
            text.append(character)
            let now = painted(&stream, text, false, width: 24).count
            #expect(now >= count, "after \(text.suffix(30).debugDescription)")
            count = now
        }
    }

    @Test(arguments: MarkdownStreamTests.documents + documents)
    func `any pieces come to the same lines`(_ document: String) {
        var generator = SeededGenerator(seed: UInt64(document.utf8.count))
        for width in [1, 16, 60] {
            var whole = MarkdownStream()
            let expected = painted(&whole, document, true, width: width).map(\.spans)
            for _ in 0..<6 {
                var stream = MarkdownStream()
                var rest = Substring(document)
                var text = ""
                while !rest.isEmpty {
                    let count = Int.random(in: 1...12, using: &generator)
                    text += rest.prefix(count)
                    rest = rest.dropFirst(count)
                    _ = painted(&stream, text, false, width: width)
                }
                #expect(painted(&stream, text, true, width: width).map(\.spans) == expected)
            }
        }
    }

    private func spans(_ text: String) -> [[Span]] {
        var stream = MarkdownStream()
        return painted(&stream, text, false).map(\.spans)
    }

    @Test(
        arguments: [
            ("Some **bold te", "Some ", "bold te", .bold, .text),
            ("Some **bold ", "Some ", "bold", .bold, .text),
            ("Some **bold*", "Some ", "bold", .bold, .text),
            ("Some *soft", "Some ", "soft", .italic, .text),
            ("Some ~~gone", "Some ", "gone", .strikethrough, .muted),
            ("Some `code", "Some ", "code", [], .code),
            ("See [the pa", "See ", "the pa", .underline, .link),
            ("See [**the pa", "See ", "the pa", [.bold, .underline], .link),
            ("See [the page](https://exa", "See ", "the page", .underline, .link),
        ] as [(String, String, String, Style.Attributes, Role)])
    func `what is open looks as when it is closed`(
        text: String, plain: String, marked: String, attributes: Style.Attributes, role: Role
    ) {
        #expect(
            spans(text) == [
                [
                    Span(text: plain, role: .text),
                    Span(text: marked, role: role, attributes: attributes),
                ]
            ])
    }

    @Test func `what is open goes on in the next line`() {
        #expect(
            spans("over **two\nlin") == [
                [
                    Span(text: "over ", role: .text),
                    Span(text: "two", role: .text, attributes: .bold),
                ],
                [Span(text: "lin", role: .text, attributes: .bold)],
            ])
    }

    @Test(arguments: [
        "text\n\n#", "text\n\n## ", "text\n\n-", "text\n\n- ", "text\n\n- [", "text\n\n- [x]",
        "text\n\n1", "text\n\n1.", "text\n\n12. ", "text\n--", "text\n==", "text\n\n**",
        "text\n\n>",
        "text\n\n```", "text\n\n```sw", "text\n\n~~", "text\n\n|", "text\n\n| Deal | Va",
        "text <", "text <b", "text <!-- com", "text &am", "text *", "text **", "text `", "text [",
        "text ![", "text !", "text \\", "text [1", "text [^2", "text $", "text \\[",
    ]) func `marks are held back until it is known what they do`(_ text: String) {
        #expect(spans(text).map { $0.map(\.text).joined() }.filter { !$0.isEmpty } == ["text"])
    }
}
