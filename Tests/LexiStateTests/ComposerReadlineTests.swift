import LexiSession
import LexiState
import Testing

/// What readline's users have in their fingers beyond single characters.
@Suite struct ComposerReadlineTests {
    private func composer(_ text: String, _ edits: Composer.Edit...) -> String {
        ComposerSketch.after(text, edits)
    }

    @Test func `words and blanks are cut apart differently`() {
        #expect(composer("see a.b/c|", .killWordBackward) == "see a.b/|")
        #expect(composer("see a.b/c|", .killBlankBackward) == "see |")
        #expect(composer("see a.b  |x", .killBlankBackward) == "see |x")
    }

    @Test func `the whole message has a start and an end`() {
        #expect(composer("a\nb|c\nd", .moveToStart) == "|a\nbc\nd")
        #expect(composer("a\nb|c\nd", .moveToEnd) == "a\nbc\nd|")
    }

    @Test func `cuts in a row are one`() {
        #expect(
            composer("one two three|", .killWordBackward, .killWordBackward, .yank)
                == "one two three|")
        #expect(composer("|one two", .killWordForward, .killWordForward, .yank) == "one two|")
        #expect(composer("ab |cd", .killBlankBackward, .killToLineEnd, .yank) == "ab cd|")
        // A move between them makes two of them.
        #expect(
            composer("one two|", .killWordBackward, .moveLeft, .killWordBackward, .yank)
                == "one| ")
    }

    @Test func `yank-pop goes through what was cut before`() {
        let cuts: [Composer.Edit] = [.killWordBackward, .moveLeft, .killWordBackward]
        #expect(ComposerSketch.after("one two|", cuts + [.yank, .yankPop]) == "two| ")
        #expect(ComposerSketch.after("one two|", cuts + [.yank, .yankPop, .yankPop]) == "one| ")
        // Only right after a yank.
        #expect(composer("one two|", .killWordBackward, .yankPop) == "one |")
        #expect(
            composer("one two|", .killWordBackward, .yank, .insert("!"), .yankPop) == "one two!|")
    }

    @Test func `words are swapped`() {
        #expect(composer("one t|wo three", .transposeWords) == "two one| three")
        #expect(composer("one| two", .transposeWords) == "two one|")
        #expect(composer("one two|", .transposeWords) == "two one|")
        #expect(
            composer("one, two! |", .transposeWords) == "two, one| ! ".replacing(" ! ", with: "! "))
        #expect(composer("one|", .transposeWords) == "one|")
        #expect(composer("|", .transposeWords) == "|")
    }

    @Test func `words change their case`() {
        #expect(composer("|straße one", .upcaseWord) == "STRASSE| one")
        #expect(composer("one| TWO", .downcaseWord) == "one two|")
        #expect(composer("| éLAN vital", .capitalizeWord, .capitalizeWord) == " Élan Vital|")
        #expect(composer("one|", .upcaseWord) == "one|")
    }

    @Test func `undo and redo go both ways`() {
        var composer = Composer()
        for letter in "one two" { composer.apply(.insert(String(letter))) }
        composer.apply(.undo)
        #expect(composer.text == "one ")
        composer.apply(.undo)
        #expect(composer.text == "")
        composer.apply(.redo)
        #expect(ComposerSketch.shown(composer) == "one |")
        composer.apply(.redo)
        #expect(ComposerSketch.shown(composer) == "one two|")
        composer.apply(.redo)
        #expect(composer.text == "one two")
        composer.apply(.undo)
        composer.apply(.insert("X"))
        composer.apply(.redo)
        #expect(composer.text == "one X")
    }

    @Test func `deleting in a row is one step`() {
        var composer = ComposerSketch.composer("draft 漢字|")
        for _ in 0..<4 { composer.apply(.deleteBackward) }
        #expect(composer.text == "draf")
        composer.apply(.undo)
        #expect(ComposerSketch.shown(composer) == "draft 漢字|")
    }

    @Test func `undo puts the caret where it was`() {
        #expect(composer("one |two three", .killToLineEnd, .undo) == "one |two three")
        #expect(composer("on|e", .replaceAll("other"), .undo) == "on|e")
    }

    @Test func `every edit can be undone and made again, in any order`() {
        var random = SeededEdits(seed: 20_261_125)
        for _ in 0..<60 {
            var composer = ComposerSketch.composer("one two\nthree 漢字 e\u{301}|")
            var texts = [composer.text]
            for _ in 0..<30 {
                composer.apply(random.next())
                if composer.text != texts.last { texts.append(composer.text) }
                #expect(composer.scalarCount == composer.text.unicodeScalars.count)
                let index = composer.body.content.utf8.index(
                    composer.body.content.startIndex, offsetBy: composer.caretByteOffset)
                #expect(
                    index == composer.body.content.endIndex
                        || composer.body.content.indices.contains(index))
            }
            let written = composer.text
            for _ in 0..<40 { composer.apply(.undo) }
            #expect(composer.text == "")
            for _ in 0..<40 { composer.apply(.redo) }
            #expect(composer.text == written)
        }
    }

    @Test func `controls and foreign line ends never get in`() {
        #expect(
            Composer(text: "a\r\nb\rc\u{2028}d\u{85}e\u{1A}\u{1B}[31m\u{7F}\u{9B}\tf").text
                == "a\nb\nc\nd\ne[31m\tf")
        #expect(composer("|", .insert("x\u{1A}y")) == "xy|")
    }
}

/// Edits of all kinds, the same for a seed.
private struct SeededEdits {
    private var state: UInt64
    private static let all: [Composer.Edit] = [
        .insert("a"), .insert(" "), .insert("\n"), .insert("\u{301}"), .insert("👩‍💻"),
        .insert("two words"), .paste(String(repeating: "line\n", count: 12), isLast: true),
        .unfold, .deleteBackward, .deleteForward, .killWordBackward, .killWordForward,
        .killBlankBackward, .killToLineStart, .killToLineEnd, .yank, .yankPop, .transpose,
        .transposeWords, .upcaseWord, .downcaseWord, .capitalizeWord, .moveLeft, .moveRight,
        .moveWordLeft, .moveWordRight, .moveToLineStart, .moveToLineEnd, .moveToStart, .moveToEnd,
    ]

    init(seed: UInt64) { state = seed }

    mutating func next() -> Composer.Edit {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Self.all[Int(state >> 33) % Self.all.count]
    }
}
