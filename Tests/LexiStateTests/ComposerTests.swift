import LexiSession
import LexiState
import Testing

@Suite struct ComposerTests {
    private func composer(_ text: String, _ edits: Composer.Edit...) -> String {
        ComposerSketch.after(text, edits)
    }

    @Test func editsAsReadlineDoes() {
        #expect(composer("ab|c", .insert("X")) == "abX|c")
        #expect(composer("ab|c", .deleteBackward) == "a|c")
        #expect(composer("ab|c", .deleteForward) == "ab|")
        #expect(composer("|abc", .deleteBackward) == "|abc")
        #expect(composer("one two  |three", .killWordBackward) == "one |three")
        #expect(composer("one| two three", .killWordForward) == "one| three")
        #expect(composer("one\ntwo|x\nthree", .killToLineStart) == "one\n|x\nthree")
        #expect(composer("one\nt|wo\nthree", .killToLineEnd) == "one\nt|\nthree")
        #expect(composer("one|\ntwo", .killToLineEnd) == "one|two")
        #expect(composer("one two|", .killWordBackward, .yank, .yank) == "one twotwo|")
        #expect(composer("ab|cd", .transpose) == "acb|d")
        #expect(composer("ab|", .transpose) == "ba|")
        #expect(composer("one two|", .moveWordLeft, .moveWordLeft) == "|one two")
        #expect(composer("|one two", .moveWordRight) == "one| two")
        #expect(composer("a\nbc|d", .moveToLineStart) == "a\n|bcd")
        #expect(composer("a\nb|cd\ne", .moveToLineEnd) == "a\nbcd|\ne")
    }

    @Test func oneKeyDeletesOneGrapheme() {
        #expect(composer("a👩‍💻|", .deleteBackward) == "a|")
        #expect(composer("ae\u{301}|", .deleteBackward) == "a|")
        #expect(composer("🇸🇪|", .deleteBackward) == "|")
        #expect(composer("|漢字", .moveRight) == "漢|字")
    }

    @Test func aCombiningMarkTypedLaterJoinsItsBase() {
        var composer = Composer()
        composer.apply(.insert("e"))
        composer.apply(.insert("\u{301}"))
        composer.apply(.moveLeft)
        #expect(composer.caretByteOffset == 0)
    }

    @Test func undoGoesBackByWordsOfTyping() {
        var composer = Composer()
        for letter in ["h", "i"] { composer.apply(.insert(letter)) }
        composer.apply(.insert(" pasted text"))
        composer.apply(.undo)
        #expect(composer.text == "hi")
        composer.apply(.undo)
        #expect(composer.text == "")
        composer.apply(.undo)
        #expect(composer.text == "")
    }

    @Test func clearedTextCanBePutBack() {
        #expect(composer("dr|aft", .clear) == "|")
        #expect(composer("dr|aft", .clear, .yank) == "draft|")
    }

    @Test func lengthIsCountedInScalars() {
        #expect(Composer(text: "e\u{301}👩‍💻").scalarCount == 5)
    }
}
