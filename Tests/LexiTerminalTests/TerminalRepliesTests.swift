import LexiTerminal
import Testing

@Suite struct TerminalRepliesTests {
    private static let all =
        "\u{1B}[12;2R\u{1B}[12;3R\u{1B}[?2004;2$y\u{1B}[?1004;0$y\u{1B}P1$r48:2:1:2:3m\u{1B}\\"
        + "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\\u{1B}P>|XTerm(390)\u{1B}\\\u{1B}[?64;1;52c"

    private func expectAll(_ replies: TerminalReplies) {
        #expect(replies.isComplete)
        #expect(replies.widths.map(\.columns) == [1, 2])
        #expect(replies.modes == [2004: .off, 1004: .unknown])
        #expect(replies.modes[2004]?.isAvailable == true)
        #expect(replies.hasDirectColor == true)
        #expect(replies.background == "rgb:1e1e/1e1e/1e1e")
        #expect(replies.version == "XTerm(390)")
        #expect(replies.attributes == [64, 1, 52])
    }

    @Test func `answers are told apart, wherever they are cut`() {
        let bytes = Array(Self.all.utf8)
        for cut in 0...bytes.count {
            var replies = TerminalReplies(graphemes: ["a", "漢"])
            replies.feed(bytes[..<cut])
            replies.feed(bytes[cut...])
            expectAll(replies)
        }
    }

    @Test func `keys between the answers are passed over`() {
        var replies = TerminalReplies(graphemes: ["a", "漢"])
        replies.feed(Array(("x\u{1B}[A\u{1B}OP" + Self.all).utf8))
        expectAll(replies)
    }

    @Test func `an old terminal answers what it is, and nothing else`() {
        var replies = TerminalReplies(graphemes: ["a"])
        replies.feed(Array("\u{1B}[?1;2c".utf8))
        #expect(replies.isComplete)
        #expect(replies.widths.map(\.columns) == [nil])
        #expect(replies.hasDirectColor == nil)
        #expect(replies.version == nil)
    }

    @Test func `a place that is none is no answer`() {
        var replies = TerminalReplies(graphemes: ["a"])
        replies.feed(Array("\u{1B}[1;-9223372036854775808R\u{1B}[1;99999999999999999999R".utf8))
        #expect(replies.widths.map(\.columns) == [nil])
        replies.feed(Array("\u{1B}[1;0R".utf8))
        #expect(replies.widths.map(\.columns) == [0])
    }

    @Test func `endless noise is not gathered`() {
        var replies = TerminalReplies(graphemes: [])
        for _ in 0..<100 {
            replies.feed(Array("\u{1B}]".utf8) + Array(repeating: 0x41, count: 9000))
        }
        replies.feed(Array("\u{1B}\\\u{1B}[?1c".utf8))
        #expect(replies.isComplete)
    }
}
