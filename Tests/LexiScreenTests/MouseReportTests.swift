import LexiScreen
import Testing

@Suite("Mouse reports")
struct MouseReportTests {
    private static func mouse(
        _ kind: MouseEvent.Kind, _ column: Int, _ row: Int, _ modifiers: Key.Modifiers = []
    ) -> Key {
        .mouse(MouseEvent(kind, at: Point(column: column, row: row), modifiers: modifiers))
    }

    static let table: [(String, [Key])] = [
        // Buttons, down and up.
        (
            "\u{1B}[<0;1;1M\u{1B}[<0;1;1m",
            [mouse(.press(.left), 0, 0), mouse(.release(.left), 0, 0)]
        ),
        (
            "\u{1B}[<1;12;5M\u{1B}[<2;120;40m",
            [mouse(.press(.middle), 11, 4), mouse(.release(.right), 119, 39)]
        ),
        // Moves with a button down.
        (
            "\u{1B}[<32;7;3M\u{1B}[<33;8;3M\u{1B}[<34;9;3M",
            [
                mouse(.drag(.left), 6, 2), mouse(.drag(.middle), 7, 2),
                mouse(.drag(.right), 8, 2),
            ]
        ),
        // The wheel.
        (
            "\u{1B}[<64;300;200M\u{1B}[<65;1;1M\u{1B}[<66;1;1M\u{1B}[<67;1;1M",
            [
                mouse(.wheel(.up), 299, 199), mouse(.wheel(.down), 0, 0),
                mouse(.wheel(.left), 0, 0), mouse(.wheel(.right), 0, 0),
            ]
        ),
        // Modifiers.
        (
            "\u{1B}[<4;1;1M\u{1B}[<8;1;1M\u{1B}[<16;1;1M\u{1B}[<28;1;1M\u{1B}[<81;1;1M",
            [
                mouse(.press(.left), 0, 0, .shift), mouse(.press(.left), 0, 0, .alt),
                mouse(.press(.left), 0, 0, .control),
                mouse(.press(.left), 0, 0, [.shift, .alt, .control]),
                mouse(.wheel(.down), 0, 0, .control),
            ]
        ),
        // Between keys.
        ("a\u{1B}[<0;2;2Mb", [.character("a"), mouse(.press(.left), 1, 1), .character("b")]),
        ("\u{1B}\u{1B}[<0;2;2M", [.escape, mouse(.press(.left), 1, 1)]),
        // Nobody has a use for these: no button, further buttons, a wheel that is let go or moves.
        ("\u{1B}[<35;5;5M\u{1B}[<3;5;5M\u{1B}[<3;5;5ma", [.character("a")]),
        ("\u{1B}[<128;5;5M\u{1B}[<131;5;5m\u{1B}[<64;5;5m\u{1B}[<96;5;5Ma", [.character("a")]),
        // Numbers that no terminal means.
        (
            "\u{1B}[<0;99999999999999999999999;4294967296M",
            [mouse(.press(.left), 65_534, 65_534)]
        ),
        ("\u{1B}[<99999999999999999999999;1;1Ma", [.character("a")]),
        ("\u{1B}[<0;0;1M\u{1B}[<0;1;0Ma", [.character("a")]),
        // No such report at all.
        (
            "\u{1B}[<M\u{1B}[<0M\u{1B}[<0;1M\u{1B}[<;;M\u{1B}[<0;1;M\u{1B}[<;1;1Ma",
            [.character("a")]
        ),
        ("\u{1B}[<0;1;1;1M\u{1B}[<0:1;1;1M\u{1B}[<<0;1;1M\u{1B}[?0;1;1Ma", [.character("a")]),
        ("\u{1B}[<0;1;1 M\u{1B}[<0;1;1A\u{1B}[<0;1;1~a", [.character("a")]),
        // Cut short by another.
        ("\u{1B}[<0;1\u{1B}[<0;2;2M", [mouse(.press(.left), 1, 1)]),
        // Reports of before SGR are swallowed: urxvt's, X10's, and those in UTF-8.
        ("\u{1B}[32;12;5M\u{1B}[M +!\u{1B}[M`~~a", [.character("a")]),
    ]

    @Test("SGR reports are read, and everything else is swallowed whole", arguments: table)
    func decodes(bytes: String, expected: [Key]) {
        #expect(KeyDecoderTests.keys(bytes) == expected)
    }

    @Test("the same comes out wherever the bytes are cut", arguments: table)
    func cutAnywhere(bytes: String, expected: [Key]) {
        let bytes = Array(bytes.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let parts = [bytes[..<first], bytes[first..<second], bytes[second...]].map(
                    Array.init)
                #expect(KeyDecoderTests.keys(parts: parts) == expected, "\(first), \(second)")
            }
        }
        #expect(KeyDecoderTests.keys(parts: bytes.map { [$0] }) == expected)
    }

    @Test("a report too long to mean anything is skipped")
    func tooLong() {
        let digits = String(repeating: "1", count: 500)
        #expect(KeyDecoderTests.keys("\u{1B}[<0;\(digits);1Ma") == [.character("a")])
        let zeros = String(repeating: "0", count: 100)
        #expect(
            KeyDecoderTests.keys("\u{1B}[<\(zeros);1;2M") == [Self.mouse(.press(.left), 0, 1)])
    }
}
