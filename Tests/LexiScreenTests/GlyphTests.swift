import LexiScreen
import Testing

@Suite("Glyph")
struct GlyphTests {
    private static func glyph(_ base: Unicode.Scalar, marks: [Unicode.Scalar]) -> Glyph {
        var glyph = Glyph(base)
        for mark in marks { glyph.append(mark: mark) }
        return glyph
    }

    @Test("a base and up to four marks come back as they went in", arguments: 0...4)
    func packs(count: Int) {
        // The largest scalar needs all 21 bits.
        let marks: [Unicode.Scalar] = ["\u{301}", "\u{10FFFF}", "\u{E0100}", "\u{323}"]
        let glyph = Self.glyph("\u{10FFFD}", marks: Array(marks[..<count]))
        var scalars: [UInt32] = []
        glyph.forEachScalar { scalars.append($0) }
        #expect(scalars == [0x10FFFD] + marks[..<count].map(\.value))
        #expect(Array(glyph.text.unicodeScalars) == ["\u{10FFFD}"] + marks[..<count])
    }

    @Test("a fifth mark is left out")
    func leavesOutFifth() {
        let four = Self.glyph("a", marks: ["\u{300}", "\u{301}", "\u{302}", "\u{303}"])
        var five = four
        five.append(mark: "\u{304}")
        #expect(five == four)
    }

    @Test("a continuation has no text, and is no space")
    func continuation() {
        #expect(Glyph.continuation.isContinuation)
        #expect(Glyph.continuation.text == "")
        #expect(!Glyph.space.isContinuation)
        #expect(Glyph.continuation != Glyph.space)
    }

    @Test("cells stay small: a screenful is copied for every frame")
    func size() {
        #expect(MemoryLayout<Glyph>.size == 16)
        #expect(MemoryLayout<Cell>.stride <= 32)
    }
}
