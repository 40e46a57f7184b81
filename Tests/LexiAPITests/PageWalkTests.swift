import LexiAPI
import Testing

@Suite struct PageWalkTests {
    /// Plays pages of letters to a walk and tells what it took, a `|` after each page but the last
    /// it asked for, and a `!` where that was one it had before.
    private func walk(_ pages: [String], total: Int64?, unreadable: Int = 0) -> String {
        var walk = PageWalk()
        var taken = ""
        for letters in pages {
            let page = Page(
                items: letters.map(String.init), unreadableCount: unreadable,
                meta: PageMeta(total: total))
            let (items, hasNext, isRepeating) = walk.take(page) { $0 == "?" ? nil : $0 }
            taken += items.joined()
            if !hasNext { return taken + (isRepeating ? "!" : "") }
            taken += "|"
        }
        return taken
    }

    @Test func `the total ends it`() {
        #expect(walk(["abc", "de", "xyz"], total: 5) == "abc|de")
        #expect(walk(["abc", "x"], total: 3) == "abc")
        #expect(walk(["", "x"], total: 0) == "")
    }

    @Test func `entries that cannot be read count`() {
        #expect(walk(["ab", "x"], total: 3, unreadable: 1) == "ab")
    }

    @Test func `without a total a page with nothing new ends it`() {
        #expect(walk(["abc", "de", ""], total: nil) == "abc|de|")
        // A server that knows no pages gives the same one again.
        #expect(walk(["abc", "abc", "abc"], total: nil) == "abc|!")
    }

    @Test func `a total that is never reached does not go on for ever`() {
        #expect(walk(["abc", "", "x"], total: 1000) == "abc|")
        #expect(walk(["abc", "abc", "x"], total: 1000) == "abc|!")
    }

    @Test func `what moved to the next page is shown once`() {
        #expect(walk(["abc", "cde", "f"], total: 7) == "abc|de|f")
    }

    @Test func `records without a name all count`() {
        #expect(walk(["??", "?"], total: 3) == "??|?")
    }
}
