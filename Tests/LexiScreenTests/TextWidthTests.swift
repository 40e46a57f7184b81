import LexiScreen
import Testing

@Suite("Width of text")
struct TextWidthTests {
    /// The columns of each text's glyphs, as curses draws them.
    private static func cells(_ text: String) -> [(text: String, columns: Int)] {
        var cells: [(String, Int)] = []
        TextWidth.forEachCell(in: text) { glyph, columns in
            cells.append((glyph.text, columns))
            return true
        }
        return cells
    }

    @Test(
        "columns are those of Unicode 17",
        arguments: [
            ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한", 2), ("ｗ", 2), ("ｱ", 1),
            ("👍", 2), ("😀😀", 4), ("│─┌", 3), ("…", 1), ("⠹✓✗", 3), ("–", 1),
            // Emoji joined or varied: what every terminal agrees on.
            ("👩‍💻", 2), ("👨‍👩‍👧‍👦", 2), ("❤️", 1), ("1️⃣", 1), ("👍🏽", 2), ("🇸🇪", 2),
            ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("a\u{200B}b", 2), ("\u{202E}abc", 3), ("\u{FEFF}a", 1),
            // Newer than the C library: Unicode 15, 15.1, 16 and 17.
            ("\u{1FAE8}", 2), ("\u{1F6DC}", 2), ("\u{2FFC}", 2), ("\u{1FAE9}", 2),
            ("\u{1FAEA}", 2), ("\u{1E5D0}", 1), ("e\u{1ACF}", 1), ("\u{32374}", 2),
            ("\u{2630}", 2),
            // Not assigned yet, and never.
            ("\u{1FAFF}", 1), ("\u{5FFFE}", 1), ("\u{2028}", 1),
            // Controls show as replacement characters.
            ("\u{1B}[0m", 4), ("\u{7}", 1), ("\u{85}", 1), ("a\tb", 3), ("a\r\nb", 4),
            ("\u{301}", 1), ("กำ", 2), ("नि", 2),
        ] as [(String, Int)])
    func columns(text: String, expected: Int) {
        #expect(TextWidth.columns(of: text) == expected)
        #expect(Self.cells(text).map(\.columns).reduce(0, +) == expected)
        // Substrings are measured as strings are.
        #expect(TextWidth.columns(of: "\(text)xy".dropLast(2)) == expected)
    }

    @Test("joiners, variations, tones and bidi controls are left out of cells")
    func leavesOut() {
        #expect(Self.cells("👩‍💻").map(\.text) == ["👩"])
        #expect(Self.cells("❤️").map { Array($0.text.unicodeScalars) } == [["❤"]])
        #expect(Self.cells("🇸🇪").map { $0.text.unicodeScalars.count } == [1, 1])
        #expect(Self.cells("a\u{202E}b").map(\.text) == ["a", "b"])
        #expect(Self.cells("\u{1B}").map(\.text) == ["\u{FFFD}"])
        #expect(Self.cells("\u{301}").map(\.text) == [" \u{301}"])
    }

    @Test(
        "letters are never left out of cells",
        arguments: [
            // A consonant behind a joiner is of the same cluster.
            ("रक्\u{200D}षा", "रक्षा"), ("র\u{200D}্যাব", "র্যাব"), ("ශ්\u{200D}රී", "ශ්රී"),
            ("അവന്\u{200D}", "അവന്"), ("می\u{200C}خواهم", "میخواهم"),
            ("ക്\u{200D}\u{200D}ഷ", "ക്ഷ"), ("क्\u{200C}\u{200D}ष", "क्ष"),
            // Letters of no width, more than a cell has room for.
            ("ཧྐྵྨླྺྼྻྂ", "ཧྐྵྨླ ྺྼྻྂ"),
            (
                "\u{1100}\u{1161}\u{1161}\u{1161}\u{11A8}\u{11A8}\u{11A8}",
                "\u{1100}\u{1161}\u{1161}\u{1161}\u{11A8} \u{11A8}\u{11A8}"
            ),
            // Accents beyond them are no letters.
            ("a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}b", "a\u{300}\u{301}\u{302}\u{303}b"),
        ] as [(String, String)])
    func keepsLetters(text: String, expected: String) {
        let shown = Self.cells(text).map(\.text).joined()
        #expect(Array(shown.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("no script loses a letter in its cells, however they are joined")
    func keepsAllLetters() {
        let joints = ["", "\u{200D}", "\u{200C}", "\u{94D}", "\u{94D}\u{200D}", "\u{9CD}\u{200D}"]
        for value in 0xA0...0x1FFFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else {
                continue
            }
            for joint in joints {
                let text = "क" + joint + String(scalar) + joint + String(scalar)
                let shown = Self.cells(text).flatMap(\.text.unicodeScalars)
                if shown.count(where: { $0 == scalar }) < (scalar == "क" ? 3 : 2) {
                    Issue.record("U+\(String(value, radix: 16)) in \(text.debugDescription)")
                }
            }
        }
    }

    @Test("no text has a cell with a control or of no width")
    func everyScalar() {
        for value in 0...0x2FFFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value) else { continue }
            TextWidth.forEachCell(in: String(Character(scalar))) { glyph, columns in
                let base = glyph.baseValue
                if !(1...2).contains(columns) || base < 0x20 || (0x7F...0x9F).contains(base) {
                    Issue.record("U+\(String(value, radix: 16))")
                }
                return true
            }
        }
    }

    @Test(
        "text is cut to columns, never inside a character",
        arguments: [
            ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字漢", 5, "漢字…"), ("漢字漢", 4, "漢…"),
            ("漢字", 4, "漢字"), ("abc", 1, "…"), ("abc", 0, ""), ("e\u{301}xyz", 2, "e\u{301}…"),
        ] as [(String, Int, String)])
    func truncates(text: String, columns: Int, expected: String) {
        let cut = TextWidth.truncated(text, columns: columns)
        #expect(cut == expected)
        #expect(TextWidth.columns(of: cut) <= columns)
    }

    @Test(
        "characters that terminals disagree about are known",
        arguments: [
            ("a", false), ("é", true), ("α", true), ("─", true), ("①", true), ("…", true),
            ("漢", false), ("✓", false), ("⠋", false), ("\u{A9}", false), ("\u{E000}", false),
        ] as [(Unicode.Scalar, Bool)])
    func ambiguous(scalar: Unicode.Scalar, expected: Bool) {
        #expect(TextWidth.isAmbiguous(scalar) == expected)
        // Until it is said otherwise they take one column.
        #expect(!expected || TextWidth.columns(of: scalar) == 1)
    }
}
