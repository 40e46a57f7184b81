import LexiScreen
import Testing

@testable import LexiPanes

/// Markdown is used where it is clearly meant; every other character is shown.
@Suite struct MarkdownMeaningTests {
    private func lines(_ text: String, width: Int = 60) -> [StyledLine] {
        MarkdownStream.lines(of: text, width: width, glyphs: .unicode)
    }

    private func rows(_ text: String, width: Int = 60) -> [String] {
        lines(text, width: width).map { $0.spans.map(\.text).joined() }
    }

    /// The runs of text with an attribute.
    private func runs(_ text: String, with attribute: Style.Attributes) -> [String] {
        lines(text).flatMap(\.spans).filter { $0.attributes.contains(attribute) }.map(\.text)
    }

    // MARK: Lines

    @Test(arguments: [
        "Vogt & Partner\nHafenstrasse 12\n20457 Hamburg",
        "Name: Mara Vogt\nPhone: +49 40 123456\nRole: General Counsel",
        "(a) the first\n(b) the second\n(c) the third",
        "• one\n• two\n– three\n– four",
        "a) one\nb) two\nc) three",
        "1) one",
        "(1) one\n(2) two",
        "§ 12. Scope\n§ 13. Term",
        "100 EUR\n+ 20 EUR\n= 120 EUR",
        "#hashtag and #12\n#34",
        ">50 % agree\n>=3 do not",
    ]) func `single line breaks are kept`(_ text: String) {
        let expected = text.split(separator: "\n").map(String.init)
        #expect(rows(text).map { $0.hasPrefix(" 1) ") ? String($0.dropFirst()) : $0 } == expected)
        #expect(PlainMarkdown.text(text) == text)
    }

    @Test func `a line break within a list item and a quote is kept`() {
        #expect(rows("- Mara Vogt\n  Hamburg\n") == [" • Mara Vogt", "   Hamburg"])
        #expect(rows("> one\n> two") == ["▎ one", "▎ two"])
    }

    // MARK: Emphasis

    @Test(
        arguments: [
            ("彼は**「重要」**と言った。これは**強調。**次の文。", ["「重要」", "強調。"]),
            ("이 계약은 **'해지'**를 다룹니다.", ["'해지'"]),
            ("漢字**太字**です。", ["太字"]),
            ("이 **계약서**를", ["계약서"]),
            ("（**重要**）、**「注」**。", ["重要", "「注」"]),
            ("**Hinweis:**Text", ["Hinweis:"]),
            (
                "das **„Wort“**-Spiel, **Kern**aussage, **(a)** und **50 %**.",
                [
                    "„Wort“", "Kern", "(a)", "50 %",
                ]
            ),
            ("**✅** and **.NET** and **5 deals**", ["✅", ".NET", "5 deals"]),
        ] as [(String, [String])]) func `emphasis stands beside any character`(
            _ text: String, _ bold: [String]
        )
    {
        #expect(runs(text, with: .bold) == bold)
        #expect(rows(text).joined() == text.filter { $0 != "*" })
    }

    @Test(arguments: [
        "2*3*4 and 5 * 6 * 7, EUR 5*10*15, 2**3**4",
        "a*b*c, x**2 + y**2, f(x)*g(y)*h(z), (a)*(b)*(c), 3*(2+1)*4",
        "snake_case_name, __init__.py, my_file_v2_final.docx, dir/_part_/x",
        "Lexi*Pro*Max and Acme**Cloud**One, un*fri*gging",
        "Price* and value* (net*)",
        "SELECT *, count(*) FROM deals; *.txt and *.doc and **/*.swift",
        "**** **** **** 1234, ***-***-99, f***ing, s**t and c**p",
        "____ Ort, ____ Datum (____) and (__) and (__)",
        "*args, **kwargs, ~5 and ~6, ~~/path, 5~~6~~7",
        "Wie geht`s und wie war`s",
        "**foo* and so",
        "*bar** and so",
        "SELECT *, a.* FROM b",
        "MwSt. 19%*, 7%*",
        "Fee (net)*, (gross)* apply",
        "(1)* and (2)*; {a}*, {b}*",
        "[1]*, [2]*",
        "(a+b)*, (c)*!",
        "§*, §*",
        "“x”*, „y“* z",
        "\"a\"*\"b\"*\"c\"",
        "50%*2, 1*",
        "int *p, **q; x = *p * *q; /** doc */",
    ]) func `marks between digits, inside words and alone are text`(_ text: String) {
        #expect(rows(text, width: 80) == [text])
        #expect(PlainMarkdown.text(text) == text)
    }

    @Test(arguments: [
        "Use \"*\" for all and \"*\" for none.",
        "Das Zeichen „*“ steht für alle, „*“ heißt Pflichtfeld.",
        "用\"*\"表示全部，用\"*\"表示必填。用“*”表示全部，用“*”表示必填。",
        "Use '**' or '**' for power.",
        "Mit '_' und '_' sowie \"__\" und \"__\" und \"~~\" und \"~~\".",
        "Le signe « * » veut dire tout, « * » rien; «*», «*» e »*«, »*«",
        "das '*'-Zeichen, das '*'-Feld und \"*\"-Taste, \"***\" und \"***\"",
        "\"* *\" und \"* *\"; \"_*\" und \"*_\"; a* \" b*",
        "5 * 6 = \"*\", 7 * 8 = \"*\"",
        "Marked with (*) or \"*\": see \"*\".",
        "<*>, <**>; |*| und |*|; +*+ und +*+; =*= und =*=",
        "^_^ und ^_^, >_< und >_<, ;_; und ;_;, (*_*) und (*_*)",
        "Der Ausdruck ^.*$ passt; .*? auch",
        "Regex .*foo.* und ^.*bar.*$",
        "/*so*/, //*x*//, --[[*x*]]",
        "/*so*/ und /*so*/; /* so */",
        "src/**/test.py und test/**/y.py, a/*b*/c und foo/**/bar",
        "*) Angabe ohne Gewähr; **) netto; 5*) und 6*)",
    ]) func `marks that are named stand for themselves`(_ text: String) {
        #expect(rows(text, width: 80) == [text])
        #expect(PlainMarkdown.text(text) == text)
    }

    @Test(
        arguments: [
            ("**Ja**/**Nein** ankreuzen", ["Ja", "Nein"]),
            ("Der **Kläger**/**Beklagte**", ["Kläger", "Beklagte"]),
            (
                "**1**/**2**, **B2B**/**B2C**, **10 %**/**20 %**, **C++**/**C#**",
                ["1", "2", "B2B", "B2C", "10 %", "20 %", "C++", "C#"]
            ),
            ("***Ja***/***Nein*** und **AG**/*GmbH*", ["Ja", "Nein", "AG"]),
            (
                "**Ja**\\**Nein**, **a**)**b**, **a**]**b**, **a**%**b**",
                ["Ja", "Nein", "a", "b", "a", "b", "a", "b"]
            ),
            (
                "**EUR 5**/Monat, **5 €**/Monat, **km**/h, **und**/oder",
                ["EUR 5", "5 €", "km", "und"]
            ),
            ("**EUR 5**\\Monat, **km**)h, **und**]oder, **5**%", ["EUR 5", "km", "und", "5"]),
            ("**(Ja)**/**(Nein)**, **Ja**/(**Nein**)", ["(Ja)", "(Nein)", "Ja", "Nein"]),
            ("C'est l'**obligation** de, d'**un** à", ["obligation", "un"]),
            ("L'**article 5** dit", ["article 5"]),
            ("(\"**a**\"), „**b**“, «**c**», “**d**” and '**e**'", ["a", "b", "c", "d", "e"]),
            ("**« Non »** et **\"oui\"** et **“so”**", ["« Non »", "\"oui\"", "“so”"]),
        ] as [(String, [String])]) func `emphasis stands beside slashes, apostrophes and quotes`(
            _ text: String, _ bold: [String]
        )
    {
        #expect(runs(text, with: .bold) == bold)
        #expect(rows(text).joined() == text.filter { $0 != "*" })
    }

    @Test(arguments: [
        ("## **Ja**/**Nein**/**Beides**", "Ja/Nein/Beides"),
        ("# dell'**art. 5** e l'**«accordo»**", "dell'art. 5 e l'«accordo»"),
        ("- Der **Kläger**/**Beklagte**\n- l'**art. 5**", "- Der Kläger/Beklagte\n- l'art. 5"),
    ]) func `emphasis stands in headings beside slashes and apostrophes`(
        _ text: String, _ shown: String
    ) {
        #expect(PlainMarkdown.text(text) == shown)
    }

    @Test func `emphasis in one run of marks or two, and struck text, stand beside slashes`() {
        #expect(
            runs("*Miete*/Monat, *Ja*/*Nein*, **AG**/*GmbH*", with: .italic)
                == ["Miete", "Ja", "Nein", "GmbH"])
        #expect(runs("***Ja***/***Nein***, *Ja*\\Nein", with: .italic) == ["Ja", "Nein", "Ja"])
        #expect(runs("~~a~~/~~b~~ und l'~~art~~", with: .strikethrough) == ["a", "b", "art"])
        #expect(runs("l'*accordo* et d'*un*", with: .italic) == ["accordo", "un"])
        let table = "| A | B |\n|---|---|\n| **Soll**/**Haben** | l'**un** \"*\" \"*\" |"
        #expect(
            runs(table + "\n", with: .bold).filter { !["A", "B"].contains($0) }
                == ["Soll", "Haben", "un"])
        #expect(PlainMarkdown.text(table) == "A | B\nSoll/Haben | l'un \"*\" \"*\"")
    }

    // MARK: Tables

    @Test func `a cell may have lines`() {
        let table = "| who | how |\n|---|---|\n| Mara | call<br>mail<br/>meet<BR />write |\n"
        let cells = rows(table).map { $0.filter { $0 != " " } }
        #expect(cells == ["who│how", "─────┼──────", "Mara│call", "│mail", "│meet", "│write"])
        #expect(PlainMarkdown.text(table) == "who | how\nMara | call mail meet write")
        #expect(rows("one<br>two") == ["one", "two"])
    }

    @Test(arguments: [
        ("| a | b |\n|---|---|\n| `x|y` | z |", "x|y", "z"),
        ("| a | b |\n|---|---|\n| `x \\| y` | z |", "x | y", "z"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |", "1", "2 | 3 | 4"),
        ("a | b\n--|--\n`x|y` | z", "x|y", "z"),
        ("| a | b |\n|---|---|\n| x\\|y | z |", "x|y", "z"),
        ("> | a | b |\n> |---|---|\n> | `x|y` | z |", "x|y", "z"),
        ("- | a | b |\n  |---|---|\n  | `x|y` | z |", "x|y", "z"),
    ]) func `pipes of code and cells without a column are kept`(
        _ text: String, _ first: String, _ second: String
    ) {
        let cells = (rows(text).last ?? "").split(separator: "│").map {
            $0.filter { $0 != " " && $0 != "▎" }
        }.filter { !$0.isEmpty }
        #expect(cells == [first, second].map { $0.filter { $0 != " " } })
    }

    @Test func `a header may hold a pipe in code, and one column needs pipes`() {
        #expect(rows("| `a|b` | c |\n|---|---|\n| 1 | 2 |").first == "a|b │ c")
        #expect(rows("Total\n:--") == ["Total", ":--"])
        #expect(rows("| a | b |\n|---|---|\n| 1 |").last == "1 │  ")
    }

    // MARK: Lists

    @Test func `what is indented by two below a number belongs to it`() {
        let list = [" 1. First", "     • sub", "     • more", " 2. Second"]
        #expect(rows("1. First\n  - sub\n  - more\n2. Second") == list)
        #expect(rows("1. First\n   - sub\n   - more\n2. Second") == list)
        #expect(
            rows("10. Ten\n  - sub\n    - deep\n11. Eleven") == [
                "10. Ten", "     • sub", "        • deep", "11. Eleven",
            ])
        #expect(
            rows("1. Run\n  ```sh\n  ls\n    -l\n  ```\n2. Done") == [
                " 1. Run", "      sh", "      ls", "        -l", " 2. Done",
            ])
        #expect(
            rows("> 1. First\n>   - sub\n> 2. Second") == [
                "▎  1. First", "▎      • sub", "▎  2. Second",
            ])
        #expect(rows("1. a\n  1. b\n2. c") == [" 1. a", "     1. b", " 2. c"])
        #expect(rows(" 9. a\n10. b") == [" 9. a", "10. b"])
    }

    @Test func `numbers are shown as written`() {
        #expect(rows("1. a\n1. b\n5. c") == [" 1. a", " 1. b", " 5. c"])
        #expect(rows("2) a\n4) b") == [" 2) a", " 4) b"])
        #expect(rows("1986. A great year") == ["1986. A great year"])
        #expect(rows("007. Bond") == ["007. Bond"])
        #expect(rows("1. [x] done\n2. [ ] open") == [" 1. ☑ done", " 2. ☐ open"])
        #expect(PlainMarkdown.text("1) a\n1) b\n2. [x] c") == "1) a\n1) b\n\n2. [x] c")
        let long = (0..<400).map { "\($0 * 2 + 1). item with some words\n" }.joined()
        #expect(rows(long).last == "799. item with some words")
    }

    // MARK: Blocks

    @Test(arguments: [
        "[1]: https://example.org/a\n[2]: https://example.org/b \"Title\"",
        "[^1]: A footnote",
        "[Mara Vogt]: General Counsel",
        "See [docs][1] and [docs] and [^1].",
        "See [this](below) and [that]() and [Name] and [a][b](c d).",
    ]) func `references are shown as written`(_ text: String) {
        #expect(rows(text) == text.split(separator: "\n").map(String.init))
        #expect(PlainMarkdown.text(text) == text)
    }

    @Test func `an underline makes a heading only of what it underlines`() {
        #expect(runs("Title\n=====", with: .bold) == ["Title"])
        #expect(runs("Title\n-----", with: .bold) == ["Title"])
        #expect(rows("Regards,\nMara\n---").prefix(2) == ["Regards,", "Mara"])
        #expect(runs("Regards,\nMara\n---\nmore", with: .bold) == [])
        #expect(rows("Regards,\nMara\n--").prefix(3) == ["Regards,", "Mara", "--"])
        #expect(rows("a\n=\nb").joined(separator: " ").hasPrefix("a ="))
        #expect(rows("#") == ["#"])
        #expect(rows("## ##") == ["## ##"])
    }

    @Test func `a fence's words are all shown`() {
        #expect(rows("```swift title=\"x y\"\na\n```") == ["  swift title=\"x y\"", "  a"])
        #expect(rows("- ~~~ &#99999999; &amp; ~x \na\n~~~").first == " •   &#99999999; & ~x")
    }

    // MARK: As they are

    @Test(arguments: [
        "C:\\Users\\_temp_\\new and \\\\server\\share\\_x_ and a\\b",
        "C:\\Users\\\nNext",
        "\\d{2}\\w+ \\alpha \\% \\\" \\{x\\}",
        "The value \\(a_1 * b_1\\) and \\(c\\) follow",
        "\\[ x^2 * y^2 * z_1_2 \\]",
        "\\[\nx = *a*\n- b\n+ c\n\\]",
        "$$ a_1 * b_1 * c_1 $$ and $$x$$",
        "$$\na\n= *b*\n- c\n$$",
        "$x^*$ and $y^*$ cost $5 and $6",
        "<name>, <Your Name>, <b>bold</b>, a < b, x<y, 1<2>1",
        "<Mara:Vogt> and <m@>",
        "&copy and AT&T and &unknown; and &#27; and &#x202E;",
        "a&shy;b, a&zwj;b, a&zwnj;b", "a&ZeroWidthSpace;b, a&lrm;b",
        "a&NoBreak;b, a&#173;b, a&#x200B;b",
        "$5_000 and $6_000",
        "C:\\Program Files\\_archiv\\#2024 und C:\\Program Files (x86)\\-x",
        "C:\\Users\\Jo Meier\\-x\\_y, C:\\Akten\\[2024]\\-alt",
        "(C:\\Akten (alt)\\_neu\\#1) und \\\\srv\\[x]\\_y\\-z",
        "\\\\srv\\Eigene Dateien\\_y und %APPDATA%\\_x",
        ".\\_x, ..\\-y und HKLM\\_z",
        "\\[a+b\\], \\[x+y\\], \\[a*b*c\\], \\[x\\] und \\[n\\]",
        "\\[Gewinn + Zins\\], \\[a - b\\], \\[f(x)\\], \\[ab*cd\\], \\[α+β\\]",
        "\\begin{align}\na_1 &= b \\\\\n# c &= *d* \\\\\n- e\n\\end{align}",
        "so \\begin{pmatrix} a & b \\\\ c_1 & d_1 \\end{pmatrix} steht",
        "&#99999999; &#12345678; &#x1234567;", "&#1234567; &#xD800; &#x110000;",
    ]) func `what is no Markdown stands as it is`(_ text: String) {
        #expect(rows(text) == text.split(separator: "\n").map(String.init))
        #expect(PlainMarkdown.text(text) == text)
    }

    @Test func `what is Markdown is used`() {
        #expect(
            rows("\\*a\\* \\_b\\_ 1\\. c \\# d \\$5 \\[Name\\] \\`e\\` f\\\\g")
                == ["*a* _b_ 1. c # d $5 [Name] `e` f\\g"])
        #expect(
            rows("\\[Date\\], \\[Your Name\\], \\[1\\], \\[A/B\\-Test\\], \\[**Ort**\\]")
                == ["[Date], [Your Name], [1], [A/B-Test], [Ort]"])
        #expect(
            rows("in C:\\temp, mit \\*Stern\\* und \\_so") == ["in C:\\temp, mit *Stern* und _so"])
        #expect(rows("[C:\\a b\\_c](x.y) 19%\\* 5.\\_") == ["C:\\a b\\_c (x.y) 19%* 5._"])
        #expect(rows("**Preis**\\* und **a**\\*\\*") == ["Preis* und a**"])
        #expect(rows("R&amp;D &lt;x&gt; &Auml; &#33;") == ["R&D <x> Ä !"])
        #expect(rows("one\\\ntwo  \nthree") == ["one", "two", "three"])
        #expect(rows("[a](https://x.example/y \"Title\")") == ["a (https://x.example/y) \"Title\""])
        #expect(rows("$5 is **much** for $6") == ["$5 is much for $6"])
    }

    // MARK: Addresses

    private func links(_ text: String) -> [String] {
        MarkdownParser.links(in: text[...]).map(\.url)
    }

    @Test(
        arguments: [
            (
                "参照 https://example.org/a。次の文（https://example.org/b）です",
                ["https://example.org/a", "https://example.org/b"]
            ),
            (
                "「https://example.org/a」、https://example.org/b、",
                [
                    "https://example.org/a", "https://example.org/b",
                ]
            ),
            (
                "（www.example.org）：https://example.org/東京！",
                [
                    "http://www.example.org", "https://example.org/東京",
                ]
            ),
            (
                "“https://example.org/a” and «https://example.org/b»",
                [
                    "https://example.org/a", "https://example.org/b",
                ]
            ),
            (
                "[https://example.org/a], (https://example.org/b_(c)).",
                [
                    "https://example.org/a", "https://example.org/b_(c)",
                ]
            ),
            (
                "**https://example.org/a** `https://no.example` https://example.org/x_y_z?q=1&r=2.",
                [
                    "https://example.org/a", "https://example.org/x_y_z?q=1&r=2",
                ]
            ),
            (
                "mail mara.vogt@example.org or <mara@example.org>.",
                [
                    "mailto:mara.vogt@example.org", "mailto:mara@example.org",
                ]
            ),
            (
                "[a](https://example.org/a) ![b](https://example.org/b.png) <https://example.org/c>",
                [
                    "https://example.org/a", "https://example.org/b.png", "https://example.org/c",
                ]
            ),
        ] as [(String, [String])]) func `a bare address ends where its sentence goes on`(
            _ text: String, _ urls: [String]
        )
    {
        #expect(links(text) == urls)
    }
}
