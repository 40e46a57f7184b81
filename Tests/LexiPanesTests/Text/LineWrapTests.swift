import LexiScreen
import LexiTesting
import Testing

@testable import LexiPanes

@Suite struct LineWrapTests {
    private func wrapped(_ text: String, _ width: Int) -> [String] {
        LineWrap.lines([Span(text: text, role: .text)], width: width).map { line in
            line.spans.map(\.text).joined()
        }
    }

    @Test(
        arguments: [
            ("one two three", 7, ["one two", "three"]),
            ("one two", 3, ["one", "two"]),
            ("", 5, [""]),
            ("a\n\nb", 5, ["a", "", "b"]),
            ("trailing   ", 8, ["trailing"]),
            ("  kept at the start", 9, ["  kept at", "the start"]),
            ("well-known", 6, ["well-", "known"]),
            ("see e.g. the", 6, ["see", "e.g.", "the"]),
            ("EUR 1,000.00 net", 8, ["EUR", "1,000.00", "net"]),
            ("yes (no) why?", 5, ["yes", "(no)", "why?"]),
            ("abcdefgh", 3, ["abc", "def", "gh"]),
            // No-break spaces hold.
            ("10\u{A0}000 EUR", 8, ["10\u{A0}000", "EUR"]),
            ("a b\u{202F}c d", 4, ["a", "b\u{202F}c", "d"]),
            // CJK breaks anywhere, but not before closing marks nor after opening ones.
            ("漢字漢字漢字", 6, ["漢字漢", "字漢字"]),
            ("漢字漢、字", 6, ["漢字", "漢、字"]),
            ("漢字「漢字」", 6, ["漢字", "「漢", "字」"]),
            ("これは。", 6, ["これ", "は。"]),
            ("한국어 문장", 7, ["한국어", "문장"]),
            // A wide character is never cut in half.
            ("漢字", 3, ["漢", "字"]), ("漢字", 1, ["漢", "字"]), ("a漢", 1, ["a", "漢"]),
            // Clusters stay whole.
            ("e\u{301}e\u{301}e\u{301}", 2, ["e\u{301}e\u{301}", "e\u{301}"]),
            ("👩‍💻👩‍💻👩‍💻", 4, ["👩‍💻👩‍💻", "👩‍💻"]), ("🇸🇪🇩🇪🇫🇷", 5, ["🇸🇪🇩🇪", "🇫🇷"]),
            ("👍🏽👍🏽", 2, ["👍🏽", "👍🏽"]), ("❤️❤️", 1, ["❤️", "❤️"]),
            // Tabs go to stops, and vanish at breaks.
            ("a\tb", 20, ["a       b"]), ("漢字\tb", 20, ["漢字    b"]),
            ("a\tb", 8, ["a", "b"]), ("12345678\t9", 20, ["12345678        9"]),
            // A soft hyphen is seen only where the line breaks.
            ("Donau\u{AD}dampf", 8, ["Donau\u{AD}-", "dampf"]),
            ("Donau\u{AD}dampf", 5, ["Donau\u{AD}", "dampf"]),
            ("a\u{200B}b", 1, ["a", "b"]),
            // Right-to-left text keeps its order.
            ("שלום עולם", 5, ["שלום", "עולם"]),
        ] as [(String, Int, [String])])
    func `lines break where the annex lets them`(text: String, width: Int, expected: [String]) {
        #expect(wrapped(text, width) == expected)
    }

    @Test(
        arguments: [
            // Whole on a line of its own.
            ("see https://a.example/b/c", 21, ["see", "https://a.example/b/c"]),
            ("see www.example.com/b-c now", 17, ["see", "www.example.com/", "b-c now"]),
            // After its joints, never inside `://`, and anywhere when those leave too little.
            (
                "https://a.example/path/to?x=1&y=2", 20,
                ["https://a.example/", "path/to?x=1&y=2"]
            ),
            ("https://abcdefghijklmnopqrstuvwxyz", 20, ["https://abcdefghijkl", "mnopqrstuvwxyz"]),
            ("aaa https://b.example/c", 10, ["aaa", "https://b.", "example/c"]),
            // Other text after it breaks as ever.
            ("https://a.b/c漢字漢字", 15, ["https://a.b/c漢", "字漢字"]),
            ("and/or", 4, ["and/", "or"]),
        ] as [(String, Int, [String])])
    func `addresses stay whole`(text: String, width: Int, expected: [String]) {
        let lines = wrapped(text, width)
        #expect(lines == expected)
        #expect(
            lines.joined().filter { $0 != " " } == text.filter { $0 != " " },
            "Nothing is inserted.")
    }

    /// Text of everything that lines treat in their own way.
    private func randomText(_ generator: inout SeededGenerator, ascii: Bool) -> String {
        let plain = [
            "a", "bcd", "efghij", " ", " ", "  ", "-", "/", ".", ", ", "(", ")", "\"", "1", "23",
            "%", "$", "\n", "https://", "www.", "?", "!", "x=", "&", "|", "}",
        ]
        let other = [
            "漢", "字", "、", "。", "「", "」", "한", "é", "e\u{301}", "👩‍💻", "🇸🇪", "\u{A0}", "\u{AD}",
            "\u{200B}", "\t", "א", "ב", "\u{3000}", "ก", "…", "—", "\u{2028}",
        ]
        let pieces = ascii ? plain : plain + other
        return (0..<Int.random(in: 1...30, using: &generator)).map { _ in
            pieces.randomElement(using: &generator)!
        }.joined()
    }

    @Test func `the short way for ASCII comes to the same lines`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<3_000 {
            let source = StyledText([
                Span(text: randomText(&generator, ascii: true), role: .text)
            ])
            source.bytes.withUnsafeBufferPointer { bytes in
                let room = Int.random(in: 1...24, using: &generator)
                let breaker = LineBreaker(text: source, bytes: bytes, room: room)
                var start = 0
                while start < bytes.count {
                    let plain = breaker.plainLine(from: start)
                    let any = breaker.anyLine(from: start)
                    #expect(
                        plain == any,
                        "\(String(decoding: bytes[start...], as: UTF8.self).debugDescription) \(room)"
                    )
                    start = any.next
                }
            }
        }
    }

    @Test func `a paragraph can be wrapped on from any of its lines`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<1_500 {
            let text = randomText(&generator, ascii: false)
            let width = Int.random(in: 1...24, using: &generator)
            let rows = LineWrap.rows([Span(text: text, role: .text)], width: width)
            for (index, row) in rows.enumerated().dropFirst() {
                let rest = String(decoding: Array(text.utf8)[row.start...], as: UTF8.self)
                let again = LineWrap.lines([Span(text: rest, role: .text)], width: width)
                #expect(again == rows[index...].map(\.line), "\(text.debugDescription) \(width)")
            }
        }
    }

    @Test func `lines fit and lose nothing but blanks`() {
        var generator = SeededGenerator(seed: 3)
        func ink(_ text: String) -> [Unicode.Scalar] {
            text.unicodeScalars.filter {
                !$0.properties.isWhitespace && !["-", "\u{200B}"].contains($0)
            }
        }
        for _ in 0..<1_500 {
            let text = randomText(&generator, ascii: false)
            let width = Int.random(in: 1...24, using: &generator)
            let lines = LineWrap.lines([Span(text: text, role: .text)], width: width)
            #expect(
                lines.allSatisfy { $0.columns <= max(2, width) },
                "\(text.debugDescription) \(width)")
            #expect(ink(lines.flatMap(\.spans).map(\.text).joined()) == ink(text))
        }
    }

    @Test func `styles go on over lines and prefixes take room`() {
        let lines = LineWrap.lines(
            [
                Span(text: "one tw", role: .text), Span(text: "o three", role: .link),
                Span(text: "!", role: .text),
            ], width: 9, firstPrefix: [Span(text: "* ", role: .marker)],
            otherPrefix: [Span(text: "  ", role: .text)])
        #expect(
            lines.map(\.spans) == [
                [
                    Span(text: "* ", role: .marker), Span(text: "one tw", role: .text),
                    Span(text: "o", role: .link),
                ],
                [
                    Span(text: "  ", role: .text), Span(text: "three", role: .link),
                    Span(text: "!", role: .text),
                ],
            ])
    }

    @Test(arguments: [
        String(repeating: "a", count: 1_000_000), String(repeating: " ", count: 1_000_000) + "a",
        String(repeating: "漢", count: 100_000), "e" + String(repeating: "\u{301}", count: 300_000),
        String(repeating: "\u{1F1E6}", count: 50_000), String(repeating: "\u{AD}", count: 100_000),
        String(repeating: "https://", count: 50_000), String(repeating: "-", count: 500_000),
        String(repeating: "( ", count: 100_000), String(repeating: "\u{A0}a", count: 100_000),
    ]) func `text made to overwhelm takes time by its length`(text: String) {
        #expect(!LineWrap.lines([Span(text: text, role: .text)], width: 60).isEmpty)
    }
}
