/// What is looked for in names: words in any order, each of them letters in order, though not all
/// beside each other.
///
/// Without a capital letter in a word its case does not count, and accents never do. A match is
/// worth more where it begins words, where its letters follow each other, and at the beginning of
/// the name. In a long name letters do not lie scattered. In the sentence behind a name a word has to stand as it is.
public struct FuzzyPattern: Sendable, Hashable {
    struct Word: Sendable, Hashable {
        var letters: [UInt32]
        var countsCase: Bool
        var mask: UInt64
    }

    let words: [Word]

    /// Words beyond this many are not looked for.
    private static let mostWords = 12

    public init(_ text: String) {
        words = FoldedText(text).text.split(separator: " ").prefix(Self.mostWords).compactMap {
            Word(String($0))
        }
    }

    /// Whether everything matches.
    public var isEmpty: Bool { words.isEmpty }

    /// How well a name and its sentence match; `nil` when they do not.
    ///
    /// - Parameters:
    ///   - isTitle: Whether the name is words that people wrote about something: then a word has
    ///     to stand as it is in a long one, as in a sentence.
    ///   - scratch: Is used again for the next.
    public func score(
        _ name: FoldedText, sentence: FoldedText? = nil, isTitle: Bool = false,
        _ scratch: inout FuzzyScratch
    ) -> Int? {
        let isLongTitle = isTitle && name.letters.count > FuzzyScratch.longName
        var total = 0
        for word in words {
            let isInName = !isLongTitle || Self.find(word, in: name) != nil
            let inName = isInName ? scratch.score(word, name) : nil
            let inSentence = sentence.flatMap { Self.find(word, in: $0)?.score }
            guard let best = [inName, inSentence].compactMap(\.self).max() else { return nil }
            total += best
        }
        // All of a name is better than the beginning of another.
        if words.count == 1, words[0].letters.count == name.letters.count { total += 2_000 }
        return total
    }

    /// The characters of the name and of the sentence that match, by their offsets.
    public func places(
        in name: FoldedText, sentence: FoldedText
    ) -> (name: Set<Int>, sentence: Set<Int>) {
        var scratch = FuzzyScratch()
        var found: (name: Set<Int>, sentence: Set<Int>) = ([], [])
        for word in words {
            let inName = scratch.score(word, name)
            let inSentence = Self.find(word, in: sentence)
            if let inSentence, inSentence.score > inName ?? .min {
                found.sentence.formUnion(inSentence.range.map { Int(sentence.places[$0]) })
            } else if inName != nil {
                found.name.formUnion(scratch.places(word, name).map { Int(name.places[$0]) })
            }
        }
        return found
    }

    /// A word as it stands in a sentence, at the beginning of a word there if possible.
    private static func find(
        _ word: Word, in sentence: FoldedText
    ) -> (score: Int, range: Range<Int>)? {
        guard word.mask & ~sentence.mask == 0 else { return nil }
        let letters = sentence.letters(countingCase: word.countsCase)
        let count = word.letters.count
        guard count <= letters.count else { return nil }
        var inside: Int?
        for start in 0...letters.count - count
        where letters[start] == word.letters[0]
            && letters[start..<start + count].elementsEqual(word.letters)
        {
            if sentence.bonuses[start] > 0 {
                return (score: 300 * count, range: start..<start + count)
            }
            inside = inside ?? start
        }
        // A letter or two are inside of everything.
        guard let inside, count > 2 else { return nil }
        return (score: 100 * count, range: inside..<inside + count)
    }
}

extension FuzzyPattern.Word {
    fileprivate init?(_ text: String) {
        let folded = FoldedText(text)
        guard !folded.isEmpty else { return nil }
        countsCase = text.unicodeScalars.contains { $0.properties.isUppercase }
        letters = folded.letters(countingCase: countsCase)
        mask = folded.mask
    }
}
