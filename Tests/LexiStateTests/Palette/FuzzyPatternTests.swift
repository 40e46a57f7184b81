import LexiSession
import LexiState
import LexiTesting
import Testing

@Suite struct FuzzyPatternTests {
    private func score(_ pattern: String, _ name: String, _ sentence: String = "") -> Int? {
        var scratch = FuzzyScratch()
        return FuzzyPattern(pattern).score(
            FoldedText(name), sentence: FoldedText(sentence), &scratch)
    }

    /// The names that match, the best first.
    private func order(_ pattern: String, _ names: String...) -> [String] {
        names.compactMap { name in score(pattern, name).map { (name, $0) } }
            .sorted { $0.1 > $1.1 }.map(\.0)
    }

    /// The name with what was found in capitals.
    private func marked(_ pattern: String, _ name: String) -> String {
        let marks = FuzzyPattern(pattern).places(
            in: FoldedText(name), sentence: FoldedText("")
        ).name
        return name.enumerated().map {
            marks.contains($0.offset) ? $0.element.uppercased() : String($0.element)
        }.joined()
    }

    @Test(arguments: [
        ("nt", "new-tab"), ("ntab", "new-tab"), ("tab new", "new-tab"), ("NEW", "NEW-TAB"),
        ("muller", "Müller & Söhne"), ("strasse", "Straße"), ("oeuvre", "Œuvre"),
        ("lodz", "Łódź"), ("cafe", "cafe\u{301}"), ("ação", "acao"), ("ΣΊΓΜΑ", "ΣΊΓΜΑ"),
        ("йод", "и\u{306}од"), ("и\u{306}од", "йод"), ("άλφα", "α\u{301}λφα"),
        ("한국", "\u{1112}\u{1161}\u{11AB}국"), ("が", "か\u{3099}"),
    ]) func `letters in order match, whatever their accents`(_ pattern: String, _ name: String) {
        #expect(score(pattern, name) != nil)
    }

    @Test(arguments: [
        ("tn", "new-tab"), ("newt x", "new-tab"), ("New", "new-tab"), ("aa", "a"),
        ("x", ""),
    ]) func `all letters of all words are needed`(_ pattern: String, _ name: String) {
        #expect(score(pattern, name) == nil)
    }

    @Test(arguments: [
        ("budget", "Whether bids include duties that get paid later"),
        ("tax", "The notes on what happened at Acme in October, and next steps"),
        ("dao", "Draft for the meeting and the notes of October"),
        ("nt", "Correspondence without a date"),
    ]) func `letters that lie scattered in a long name are no match`(
        _ pattern: String, _ name: String
    ) {
        #expect(score(pattern, name) == nil)
    }

    @Test(arguments: [
        ("budget", "What remains of the budget for the Acme matter"),
        ("wdwk", "What do we know about Mara Vogt and her deals?"),
        ("acmeb", "Everything on the Acme Series B round of last year"),
        ("mrvgt", "What do we know about Mara Vogt and her deals?"),
        ("vogt budget", "The budget that Mara Vogt has approved for us"),
        ("dmn", "Draft for the meeting and the notes of October"),
    ]) func `letters that are close, or begin words that follow, match in a long name, too`(
        _ pattern: String, _ name: String
    ) {
        #expect(score(pattern, name) != nil)
    }

    @Test func `a capital makes case count in its word alone`() {
        #expect(score("Vogt", "Mara Vogt") != nil)
        #expect(score("Vogt", "mara vogt") == nil)
        #expect(score("Vogt mara", "Mara Vogt") != nil)
    }

    @Test func `word starts, runs and beginnings lead`() {
        #expect(order("st", "cost", "stop", "s-tone") == ["stop", "s-tone", "cost"])
        #expect(order("nt", "count", "new-tab") == ["new-tab", "count"])
        #expect(order("dark", "dark", "dark-plus", "a dark one").first == "dark")
        #expect(order("tab", "next-tab", "tab-list", "table") == ["table", "tab-list", "next-tab"])
        #expect(order("hv", "handleView", "achieve").first == "handleView")
    }

    @Test func `the best places are marked`() {
        #expect(marked("tab", "to a table") == "to a TABle")
        #expect(marked("nt", "count new tab") == "count New Tab")
        #expect(marked("ret", "retry") == "RETry")
        #expect(marked("xp", "export copy") == "eXPort copy")
        #expect(marked("tab new", "new-tab") == "NEW-TAB")
        #expect(marked("o", "Łódź") == "ŁÓdź")
    }

    @Test func `in the sentence a word stands as it is`() {
        #expect(score("credits", "doctor", "Shows what credits are left") != nil)
        #expect(score("crdts", "doctor", "Shows what credits are left") == nil)
        #expect(score("copy answer", "copy", "The answer as text") != nil)
        let places = FuzzyPattern("left").places(
            in: FoldedText("doctor"), sentence: FoldedText("are left"))
        #expect(places.name.isEmpty && places.sentence == [4, 5, 6, 7])
    }

    @Test func `hostile names are harmless and short`() {
        let name = FoldedText(
            "\u{1B}]0;owned\u{07}a\u{202E}b\n\tc\u{1B}[31m" + String(repeating: "x", count: 5_000))
        #expect(name.text.hasPrefix("ab  cxxx"))
        #expect(name.text.count <= FoldedText.mostCharacters)
        let zalgo = FoldedText("z" + String(repeating: "\u{301}", count: 100_000))
        #expect(zalgo.text.unicodeScalars.count <= 1_000)
        let ligatures = FoldedText(String(repeating: "ß", count: 10_000))
        #expect(score("ssss", ligatures.text) != nil)
        #expect(FuzzyPattern(String(repeating: "a b ", count: 50_000)).isEmpty == false)
    }
}

/// What holds for any words and names.
@Suite struct FuzzyPatternPropertyTests {
    private static func word(
        _ count: ClosedRange<Int>, _ random: inout SeededGenerator
    ) -> String {
        String(
            (0..<Int.random(in: count, using: &random)).map { _ in
                "aab-c dE".randomElement(using: &random)!
            })
    }

    /// The most that a match can be worth, by trying all of them.
    private func best(_ word: [Character], _ name: [Character]) -> Int? {
        func start(_ index: Int) -> Int {
            func isMark(_ character: Character) -> Bool { character == "-" || character == " " }
            guard !isMark(name[index]) else { return 0 }
            guard index > 0 else { return 900 }
            if isMark(name[index - 1]) { return 800 }
            return name[index].isUppercase && !name[index - 1].isUppercase ? 700 : 0
        }
        func find(_ row: Int, after last: Int, _ isFirst: Bool) -> Int? {
            guard row < word.count else { return -5 * (name.count - 1 - last) }
            var found: Int?
            for index in (last + 1)..<max(name.count, last + 1)
            where Character(name[index].lowercased()) == word[row] {
                let gap = index - last - 1
                let worth =
                    isFirst
                    ? start(index) - 5 * gap
                    : gap == 0 ? max(1_000, start(index)) : start(index) - 10 * gap
                guard let rest = find(row + 1, after: index, false) else { continue }
                found = max(found ?? .min, worth + rest)
            }
            return found
        }
        guard let worth = find(0, after: -1, true) else { return nil }
        let isPrefix = name.prefix(word.count).map { Character($0.lowercased()) } == word
        return worth + (isPrefix ? 500 : 0) + (word.count == name.count ? 2_000 : 0)
    }

    @Test func `the score is that of the best of all ways`() {
        var random = SeededGenerator(seed: 1)
        var scratch = FuzzyScratch()
        var count = 0
        for _ in 0..<3_000 {
            let name = "x" + Self.word(0...9, &random)
            let word = Self.word(1...3, &random).lowercased().filter { $0 != " " }
            guard !word.isEmpty else { continue }
            let expected = best(Array(word), Array(name))
            let actual = FuzzyPattern(word).score(FoldedText(name), &scratch)
            #expect(actual == expected, "\(word) in \(name)")
            if actual != nil { count += 1 }
        }
        #expect(count > 500)
    }

    @Test func `what is marked spells the word, in order`() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<3_000 {
            let name = Self.word(1...12, &random)
            let word = Self.word(1...4, &random).lowercased().filter { $0 != " " }
            var scratch = FuzzyScratch()
            let folded = FoldedText(name)
            guard !word.isEmpty, FuzzyPattern(word).score(folded, &scratch) != nil else {
                continue
            }
            let marks = FuzzyPattern(word).places(in: folded, sentence: FoldedText("")).name
            let text = Array(folded.text)
            #expect(
                String(marks.sorted().map { text[$0] }).lowercased() == word, "\(word) in \(name)")
        }
    }
}
