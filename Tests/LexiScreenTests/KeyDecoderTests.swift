import LexiScreen
import Testing

@Suite("Key decoder")
struct KeyDecoderTests {
    /// The keys of some bytes, fed at once, and settled at the end as the run loop does.
    static func keys(_ text: String, terminfo: [[UInt8]: Key] = [:]) -> [Key] {
        keys(parts: [Array(text.utf8)], terminfo: terminfo)
    }

    static func keys(parts: [[UInt8]], terminfo: [[UInt8]: Key] = [:]) -> [Key] {
        var decoder = KeyDecoder(terminfoKeys: terminfo)
        var keys: [Key] = []
        for part in parts { keys += part.withUnsafeBufferPointer { decoder.feed($0) } }
        if decoder.isWaiting { keys += decoder.flush() }
        return keys
    }

    /// Parts of one paste joined: how a paste is cut follows from how it was fed.
    static func joiningPastes(_ keys: [Key]) -> [Key] {
        var joined: [Key] = []
        for key in keys {
            if case .paste(let more, let isLast) = key,
                case .paste(let text, isLast: false)? = joined.last
            {
                joined[joined.count - 1] = .paste(text + more, isLast: isLast)
            } else {
                joined.append(key)
            }
        }
        return joined
    }

    static let table: [(String, [Key])] = [
        // Characters and controls.
        (
            "aZ 9~",
            [.character("a"), .character("Z"), .character(" "), .character("9"), .character("~")]
        ),
        ("é漢👍", [.character("é"), .character("漢"), .character("👍")]),
        ("e\u{301}", [.character("e"), .character("\u{301}")]),
        ("\u{85}", []),
        (
            "\u{0}\u{1}\u{1A}\u{1C}\u{1F}",
            [.control("@"), .control("a"), .control("z"), .control("\\"), .control("_")]
        ),
        ("\t\r\n", [.tab, .enter, .control("j")]),
        ("\u{7F}\u{8}", [.backspace, .backspace]),
        // Esc and Alt.
        ("\u{1B}", [.escape]),
        ("\u{1B}\u{1B}", [.escape, .escape]),
        ("\u{1B}x\u{1B}é\u{1B} ", [.alt("x"), .alt("é"), .alt(" ")]),
        ("\u{1B}[", [.alt("[")]),
        ("\u{1B}]", [.alt("]")]),
        ("\u{1B}O", [.alt("O")]),
        ("\u{1B}\u{1B}[", [.escape, .alt("[")]),
        ("\u{1B}P", [.alt("P")]),
        ("\u{1B}]x", [.alt("]"), .character("x")]),
        ("\u{1B}\r\u{1B}\n", [.altEnter, .altEnter]),
        ("\u{1B}\u{7F}\u{1B}\u{8}", [.altBackspace, .altBackspace]),
        ("\u{1B}\u{3}", [.escape, .control("c")]),
        // Cursor and numbered keys.
        (
            "\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D",
            [.special(.up, []), .special(.down, []), .special(.right, []), .special(.left, [])]
        ),
        (
            "\u{1B}OA\u{1B}OH\u{1B}OF",
            [.special(.up, []), .special(.home, []), .special(.end, [])]
        ),
        (
            "\u{1B}[1;5C\u{1B}[1;2D\u{1B}[1;3A\u{1B}[1;8B",
            [
                .special(.right, [.control]), .special(.left, [.shift]), .special(.up, [.alt]),
                .special(.down, [.shift, .alt, .control]),
            ]
        ),
        (
            "\u{1B}[2~\u{1B}[3~\u{1B}[3;5~\u{1B}[5~\u{1B}[6~",
            [
                .special(.insert, []), .special(.delete, []), .special(.delete, [.control]),
                .special(.pageUp, []), .special(.pageDown, []),
            ]
        ),
        (
            "\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~\u{1B}[H\u{1B}[F",
            [
                .special(.home, []), .special(.end, []), .special(.home, []), .special(.end, []),
                .special(.home, []), .special(.end, []),
            ]
        ),
        (
            "\u{1B}OP\u{1B}[15~\u{1B}[24~\u{1B}[1;2P\u{1B}[[A\u{1B}[[E\u{1B}[11~",
            [
                .special(.function(1), []), .special(.function(5), []),
                .special(.function(12), []), .special(.function(1), [.shift]),
                .special(.function(1), []), .special(.function(5), []),
                .special(.function(1), []),
            ]
        ),
        ("\u{1B}[Z", [.backTab]),
        ("\u{1B}\u{1B}[A\u{1B}\u{1B}OB", [.special(.up, [.alt]), .special(.down, [.alt])]),
        (
            "\u{1B}[a\u{1B}Oc\u{1B}[3$\u{1B}[3^\u{1B}[3@",
            [
                .special(.up, [.shift]), .special(.right, [.control]), .special(.delete, [.shift]),
                .special(.delete, [.control]), .special(.delete, [.control, .shift]),
            ]
        ),
        (
            "\u{1B}OM\u{1B}Oq\u{1B}Oj\u{1B}Ok",
            [.enter, .character("1"), .character("*"), .character("+")]
        ),
        // Keys named by their character.
        (
            "\u{1B}[13;2u\u{1B}[13;5u\u{1B}[13u\u{1B}[27;5;13~\u{1B}[27;2;13~",
            [.altEnter, .altEnter, .enter, .altEnter, .altEnter]
        ),
        (
            "\u{1B}[97;5u\u{1B}[97;3u\u{1B}[97;2u\u{1B}[97:65;2u\u{1B}[27u\u{1B}[9;2u\u{1B}[127;3u",
            [
                .control("a"), .alt("a"), .character("A"), .character("A"), .escape, .backTab,
                .altBackspace,
            ]
        ),
        ("\u{1B}[97;1:3u\u{1B}[57358u", []),
        ("\u{1B}[I\u{1B}[O", [.focus(true), .focus(false)]),
        // Answers and reports, then a key to show that nothing is left over.
        ("\u{1B}[?62;1;6c\u{1B}[>0;276;0c\u{1B}[12;40Ra", [.character("a")]),
        ("\u{1B}[?2026;2$ya", [.character("a")]),
        (
            "a\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{7}a",
            [
                .character("a"), .background(BackgroundColor(red: 30, green: 30, blue: 46)),
                .character("a"),
            ]
        ),
        (
            "\u{1B}]11;rgb:fd/f/e3e\u{1B}\\\u{1B}]11;rgba:ffff/ffff/ffff/8000\u{7}"
                + "\u{1B}]11;#0080ff\u{7}a",
            [
                .background(BackgroundColor(red: 253, green: 255, blue: 227)),
                .background(BackgroundColor(red: 255, green: 255, blue: 255)),
                .background(BackgroundColor(red: 0, green: 128, blue: 255)), .character("a"),
            ]
        ),
        // Other answers, those that cannot be read, and those too long for one.
        ("\u{1B}]10;rgb:ffff/ffff/ffff\u{7}\u{1B}P11;rgb:ff/ff/ff\u{1B}\\a", [.character("a")]),
        (
            "\u{1B}]11;?\u{7}\u{1B}]11;rgb:12345/0/0\u{7}\u{1B}]11;rgb:-1/0/0\u{7}a",
            [.character("a")]
        ),
        (
            "\u{1B}]11;rgb:ff/ff/ff" + String(repeating: "x", count: 64) + "\u{7}a",
            [.character("a")]
        ),
        ("\u{1B}P>|XTerm(370)\u{1B}\\a", [.character("a")]),
        ("\u{1B}P1$r0m\u{1B}\\a", [.character("a")]),
        ("\u{1B}_Gi=31;OK\u{1B}\\a", [.character("a")]),
        ("\u{1B}[M !!a", [.character("a")]),
        ("\u{1B}[32;12;5Ma", [.character("a")]),
        ("\u{1B}[200;1;1;1ta", [.character("a")]),
        // Cut short.
        ("\u{1B}]11;rgb\rb", [.enter, .character("b")]),
        ("\u{1B}]11;rgb\u{1B}[A", [.special(.up, [])]),
        ("\u{1B}[1;\u{1B}[A", [.special(.up, [])]),
        ("\u{1B}[12\rb", [.enter, .character("b")]),
        // Pastes.
        ("\u{1B}[200~hi\u{1B}[201~x", [.paste("hi", isLast: true), .character("x")]),
        ("\u{1B}[200~\u{1B}[201~", [.paste("", isLast: true)]),
        ("\u{1B}\u{1B}[200~hi\u{1B}[201~", [.escape, .paste("hi", isLast: true)]),
        ("\u{1B}[200~a\rb\r\nc\nd\r\re\u{1B}[201~", [.paste("a\nb\nc\nd\n\ne", isLast: true)]),
        (
            "\u{1B}[200~a\u{1B}[31mb\u{7}\u{0}c\u{7F}\td\u{9B}e\u{1B}[201~",
            [.paste("a[31mbc\tde", isLast: true)]
        ),
        (
            "\u{1B}[200~a\u{1B}[200~b\u{1B}[20xc\u{1B}[200\u{1B}[201~",
            [.paste("ab[20xc[200", isLast: true)]
        ),
        ("\u{1B}[201~a", [.character("a")]),
        ("\u{1B}[200~é漢👩‍💻\u{1B}[201~", [.paste("é漢👩‍💻", isLast: true)]),
    ]

    @Test("bytes mean the keys that terminals send them for", arguments: table)
    func decodes(bytes: String, expected: [Key]) {
        #expect(Self.keys(bytes) == expected)
    }

    @Test("the same keys come out wherever the bytes are cut", arguments: table)
    func cutAnywhere(bytes: String, expected: [Key]) {
        let bytes = Array(bytes.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let parts = [bytes[..<first], bytes[first..<second], bytes[second...]].map(
                    Array.init)
                #expect(
                    Self.joiningPastes(Self.keys(parts: parts)) == expected,
                    "cut at \(first) and \(second)")
            }
        }
        #expect(Self.joiningPastes(Self.keys(parts: bytes.map { [$0] })) == expected)
    }

    @Test(
        "bytes that are no UTF-8 become replacement characters",
        arguments: [
            ([0xFF], 1), ([0x80], 1), ([0xC3, 0x41], 2), ([0xE2, 0x82, 0x41], 2),
            ([0xE0, 0x80], 2), ([0xF4, 0x90, 0x41], 3), ([0xED, 0xA0, 0x80], 3), ([0xC0, 0xAF], 2),
        ] as [([UInt8], Int)])
    func invalidUTF8(bytes: [UInt8], count: Int) {
        for keys in [Self.keys(parts: [bytes]), Self.keys(parts: bytes.map { [$0] })] {
            #expect(keys.count == count)
            #expect(keys.first == .character("\u{FFFD}"))
        }
    }

    @Test("a character split over reads waits for its rest, without a time-out")
    func splitCharacter() {
        var decoder = KeyDecoder()
        #expect([0xF0, 0x9F].withUnsafeBufferPointer { decoder.feed($0) } == [])
        #expect(!decoder.isWaiting)
        #expect(decoder.flush() == [])
        #expect([0x91, 0x8D].withUnsafeBufferPointer { decoder.feed($0) } == [.character("👍")])
    }

    @Test(
        "only what may be a key by itself waits for a time-out",
        arguments: [
            ("\u{1B}", true), ("\u{1B}[", true), ("\u{1B}O", true), ("\u{1B}]", true),
            ("\u{1B}\u{1B}", true), ("\u{1B}[1", false), ("\u{1B}]1", false), ("a", false),
            ("\u{1B}[200~", false), ("\u{1B}[200~x\u{1B}", false), ("\u{1B}]1\u{1B}", true),
            ("\u{1B}[M ", true),
        ])
    func waits(bytes: String, isWaiting: Bool) {
        var decoder = KeyDecoder()
        _ = Array(bytes.utf8).withUnsafeBufferPointer { decoder.feed($0) }
        #expect(decoder.isWaiting == isWaiting)
        _ = decoder.flush()
        #expect(!decoder.isWaiting)
    }

    @Test("a paste comes in a part a feed, each of whole characters")
    func pasteParts() {
        var decoder = KeyDecoder()
        var keys: [Key] = []
        for part in [
            "\u{1B}[200~one é".utf8.dropLast(1), "é two".utf8.dropFirst(1), "\u{1B}[201~"[...].utf8,
        ] {
            keys += Array(part).withUnsafeBufferPointer { decoder.feed($0) }
        }
        #expect(
            keys == [
                .paste("one ", isLast: false), .paste("é two", isLast: false),
                .paste("", isLast: true),
            ])
    }

    @Test("terminfo's sequences are keys, even where the standard would read them otherwise")
    func terminfo() {
        let terminfo: [[UInt8]: Key] = [
            Array("\u{1B}&p1".utf8): .special(.function(1), []),
            Array("\u{1B}A".utf8): .special(.up, []),
            Array("\u{1B}[A".utf8): .special(.up, []),
            Array("\u{1B}[224z".utf8): .special(.function(1), []),
            [0x0B]: .special(.up, []),
        ]
        #expect(Self.keys("\u{1B}&p1", terminfo: terminfo) == [.special(.function(1), [])])
        #expect(
            Self.keys(parts: Array("\u{1B}&p1a".utf8).map { [$0] }, terminfo: terminfo)
                == [.special(.function(1), []), .character("a")])
        #expect(Self.keys("\u{1B}&", terminfo: terminfo) == [.alt("&")])
        #expect(Self.keys("\u{1B}A\u{1B}[A\u{1B}[224z", terminfo: terminfo).count == 3)
        #expect(Self.keys("\u{1B}", terminfo: terminfo) == [.escape])
        #expect(Self.keys("\u{B}", terminfo: terminfo) == [.control("k")])
        #expect(Self.keys("\u{1B}[1;5C", terminfo: terminfo) == [.special(.right, [.control])])
    }

    @Test("an endless sequence is skipped without being kept")
    func overlong() {
        var decoder = KeyDecoder()
        var keys: [Key] = []
        func feed(_ text: String) {
            keys += Array(text.utf8).withUnsafeBufferPointer { decoder.feed($0) }
        }
        let elapsed = ContinuousClock().measure {
            feed("\u{1B}[")
            for _ in 0..<60_000 { feed("1;1;1;1;1;1;1;1;") }
            feed("2")
        }
        feed("mq")
        #expect(keys == [.character("q")])
        // Kept, it would be copied 60,000 times.
        #expect(elapsed < .seconds(2))
    }

    @Test("a megabyte pasted takes well under a second")
    func largePaste() {
        let line = "The contact owns two deals: 漢字 and é.\r\n"
        let count = 1_000_000 / line.utf8.count
        let bytes = Array(
            ("\u{1B}[200~" + String(repeating: line, count: count) + "\u{1B}[201~").utf8)
        var decoder = KeyDecoder()
        var text = ""
        var isLast = false
        let elapsed = ContinuousClock().measure {
            // A terminal hands over 4095 bytes at most at a time.
            for start in stride(from: 0, to: bytes.count, by: 4095) {
                let keys = bytes[start..<min(start + 4095, bytes.count)]
                    .withUnsafeBufferPointer { decoder.feed($0) }
                for case .paste(let part, let last) in keys {
                    text += part
                    isLast = last
                }
            }
        }
        #expect(isLast)
        #expect(text == String(repeating: line.replacing("\r\n", with: "\n"), count: count))
        #expect(elapsed < .seconds(1))
    }
}
