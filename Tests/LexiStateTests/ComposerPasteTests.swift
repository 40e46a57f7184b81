import LexiSession
import LexiState
import Testing

@Suite struct ComposerPasteTests {
    private static let lines = (1...14).map { "line \($0)\n" }.joined()

    @Test func `a small paste is text, a large one a single character`() {
        #expect(ComposerSketch.after("a|b", [.paste("x\ny", isLast: true)]) == "ax\ny|b")
        #expect(ComposerSketch.after("a|b", [.paste(Self.lines, isLast: true)]) == "a¶|b")
        let long = String(repeating: "x", count: 2001)
        #expect(ComposerSketch.after("|", [.paste(long, isLast: true)]) == "¶|")
        #expect(
            ComposerSketch.after("|", [.paste(String(long.dropLast()), isLast: true)]).count == 2001
        )
        #expect(
            ComposerSketch.after("|", [.paste(String(repeating: "x\n", count: 10), isLast: true)])
                == String(repeating: "x\n", count: 10) + "|")
    }

    @Test func `a folded paste counts, is moved over, deleted and sent as a whole`() throws {
        var composer = ComposerSketch.composer("a|b")
        composer.apply(.paste(Self.lines, isLast: true))
        #expect(composer.text == "a\(Self.lines)b")
        #expect(composer.scalarCount == Self.lines.count + 2)
        let fold = try #require(composer.foldAtCaret)
        #expect(fold.paste.lineCount == 14 && fold.paste.byteCount == Self.lines.utf8.count)
        composer.apply(.moveLeft)
        #expect(ComposerSketch.shown(composer) == "a|¶b")
        composer.apply(.moveRight)
        composer.apply(.deleteBackward)
        #expect(composer.text == "ab" && composer.scalarCount == 2)
        composer.apply(.undo)
        #expect(composer.text == "a\(Self.lines)b")
    }

    @Test func `it is shown in full on demand, and folded again by undo`() {
        var composer = ComposerSketch.composer("a|b")
        composer.apply(.paste(Self.lines, isLast: true))
        composer.apply(.unfold)
        #expect(ComposerSketch.shown(composer) == "a\(Self.lines)|b")
        composer.apply(.undo)
        #expect(ComposerSketch.shown(composer) == "a¶|b")
        composer.apply(.moveToEnd)
        composer.apply(.unfold)
        #expect(ComposerSketch.shown(composer) == "a\(Self.lines)b|")
        composer.apply(.undo)
        composer.apply(.moveToStart)
        composer.apply(.unfold)
        #expect(ComposerSketch.shown(composer) == "|a\(Self.lines)b")
    }

    @Test func `a paste in parts is one, and one step`() {
        var composer = ComposerSketch.composer("a|b")
        for part in ["one\n", "two\n", String(repeating: "x\n", count: 9), "more", "\n", "end"] {
            composer.apply(.paste(part, isLast: part == "end"))
        }
        #expect(ComposerSketch.shown(composer) == "a¶|b")
        let whole = "aone\ntwo\n" + String(repeating: "x\n", count: 9) + "more\nendb"
        #expect(composer.text == whole)
        #expect(composer.scalarCount == whole.unicodeScalars.count)
        composer.apply(.undo)
        #expect(ComposerSketch.shown(composer) == "a|b")
        composer.apply(.redo)
        #expect(composer.text == whole)
    }

    @Test func `a paste that never ends keeps what came, and the next text is no part of it`() {
        var composer = Composer()
        composer.apply(.paste(Self.lines, isLast: false))
        composer.apply(.insert("!"))
        composer.apply(.paste("late", isLast: true))
        #expect(composer.text == Self.lines + "!late")
        #expect(composer.body.content == "\u{1A}!late")
    }

    @Test func `cut and put back, it stays folded`() {
        var composer = ComposerSketch.composer("one |")
        composer.apply(.paste(Self.lines, isLast: true))
        composer.apply(.killToLineStart)
        #expect(composer.isEmpty)
        composer.apply(.yank)
        composer.apply(.yank)
        #expect(ComposerSketch.shown(composer) == "one ¶one ¶|")
        #expect(composer.text == "one \(Self.lines)one \(Self.lines)")
    }

    @Test func `two pastes keep their places while text changes around them`() {
        var composer = Composer()
        composer.apply(.paste("A\n" + Self.lines, isLast: true))
        composer.apply(.insert(" and "))
        composer.apply(.paste("B\n" + Self.lines, isLast: true))
        composer.apply(.moveToStart)
        composer.apply(.insert("see "))
        composer.apply(.moveToEnd)
        composer.apply(.moveLeft)
        composer.apply(.killWordBackward)
        #expect(ComposerSketch.shown(composer) == "see ¶ |¶")
        #expect(composer.text == "see A\n\(Self.lines) B\n\(Self.lines)")
        composer.apply(.transpose)
        #expect(composer.text == "see A\n\(Self.lines)B\n\(Self.lines) ")
    }
}
