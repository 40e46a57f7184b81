/// One word of a message or of a name.
struct Word: Hashable, Sendable {
    /// As written, without a possessive ending.
    var original: String
    /// Without case and accents.
    var folded: String
    /// The other German spelling, "mueller" for "Müller", when there is one.
    var transliterated: String?
    /// Whether it was written with a capital first letter, or in a script without case.
    var looksLikeName: Bool
    /// Where it stands in its text, without a possessive ending.
    var range: Range<String.Index>
}

extension Word {
    /// The words of a text in order. Hyphens and apostrophes inside a word belong to it.
    static func words(of text: String) -> [Word] {
        var words: [Word] = []
        var start: String.Index?
        func close(at end: String.Index) {
            guard let from = start else { return }
            start = nil
            if let word = Word(text, from..<end) { words.append(word) }
        }
        for index in text.indices {
            let character = text[index]
            if character.isLetter || character.isNumber {
                if start == nil { start = index }
            } else if start != nil, joiners.contains(character) {
                let next = text.index(after: index)
                let goesOn = next < text.endIndex && (text[next].isLetter || text[next].isNumber)
                if !goesOn { close(at: index) }
            } else {
                close(at: index)
            }
        }
        close(at: text.endIndex)
        return words
    }

    private static let joiners: Set<Character> = ["-", "'", "’", "\u{2011}", "."]

    private init?(_ text: String, _ range: Range<String.Index>) {
        var range = range
        for ending in ["'s", "’s", "'S", "’S"] where text[range].hasSuffix(ending) {
            range = range.lowerBound..<text.index(range.upperBound, offsetBy: -2)
            break
        }
        let written = String(text[range])
        guard let first = written.first else { return nil }
        original = written
        folded = FoldedText.fold(written)
        transliterated = FoldedText.transliterated(written)
        looksLikeName = first.isUppercase || (first.isLetter && !first.isCased)
        self.range = range
    }
}
