import LexiAPI
import LexiSession
import Testing

@testable import LexiState

/// How much Backspace takes; ComposerTests has what else keys do.
@Suite struct BackspaceTests {
    /// What is left of a text after each Backspace, down to nothing.
    private func left(_ text: String) -> [String] {
        var composer = Composer(text: text)
        var left: [String] = []
        while !composer.isEmpty {
            composer.apply(.deleteBackward)
            left.append(composer.text)
            #expect(composer.caretByteOffset == composer.text.utf8.count)
        }
        return left
    }

    private static let wholes = [
        "👩‍💻", "👨‍👩‍👧‍👦", "👍🏽", "🇸🇪", "1\u{FE0F}\u{20E3}", "❤\u{FE0F}",
        "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        "e\u{301}", "ậ", "a\u{302}\u{323}", "и\u{306}", "α\u{301}",
        "한", "\u{1112}\u{1161}\u{11AB}", "か\u{3099}", "葛\u{E0100}",
    ]

    @Test(arguments: wholes)
    func `what is one thing goes whole`(_ text: String) {
        #expect(left("x" + text) == ["x", ""])
        #expect(left(text + text) == [text, ""])
    }

    @Test(arguments: [
        ("\u{E01}\u{E34}\u{E48}", ["\u{E01}\u{E34}", "\u{E01}", ""]),
        ("\u{E19}\u{E49}\u{E33}", ["\u{E19}\u{E49}", "\u{E19}", ""]),
        ("\u{915}\u{93F}", ["\u{915}", ""]),
        (
            "\u{915}\u{94D}\u{937}\u{93F}",
            ["\u{915}\u{94D}\u{937}", "\u{915}\u{94D}", "\u{915}", ""]
        ),
        ("\u{B95}\u{BCA}", ["\u{B95}", ""]),
        (
            "\u{5E9}\u{5BC}\u{5C1}\u{5B8}",
            ["\u{5E9}\u{5BC}\u{5C1}", "\u{5E9}\u{5BC}", "\u{5E9}", ""]
        ),
        ("\u{628}\u{651}\u{64E}", ["\u{628}\u{651}", "\u{628}", ""]),
        ("\u{645}\u{6CC}\u{200C}", ["\u{645}\u{6CC}", "\u{645}", ""]),
        ("f\u{200C}", ["f", ""]),
    ])
    func `of a letter with marks that are typed one by one the last goes`(
        _ text: String, _ expected: [String]
    ) {
        func scalars(_ texts: [String]) -> [[UInt32]] {
            texts.map { $0.unicodeScalars.map(\.value) }
        }
        #expect(scalars(left(text)) == scalars(expected))
    }

    @Test func `a mark that was taken comes back with undo, and Delete takes the letter with all`()
    {
        var composer = Composer(text: "\u{628}\u{651}\u{64E}")
        composer.apply(.deleteBackward)
        composer.apply(.undo)
        #expect(composer.text.unicodeScalars.count == 3)
        composer.apply(.moveLeft)
        #expect(composer.caretByteOffset == 0)
        composer.apply(.deleteForward)
        #expect(composer.isEmpty)
    }

    @Test func `the key's field and the search of the history do the same`() {
        var field = KeyField()
        field.add(Secret(verbatim: "wbk_\u{628}\u{651}"))
        field.deleteBackward()
        #expect(field.key.revealed.unicodeScalars.elementsEqual("wbk_\u{628}".unicodeScalars))
        var search = HistorySearch()
        search.type("a\u{E01}\u{E34}")
        search.deleteBackward()
        #expect(search.query.unicodeScalars.elementsEqual("a\u{E01}".unicodeScalars))
        for _ in 0..<3 { search.deleteBackward() }
        #expect(search.query.isEmpty)
    }
}
