/// Finds the best way to match a word's letters, in order, in a name.
///
/// For each letter of the word and each place of the name it knows the best that a match can be
/// worth whose last letter is right there, and the best anywhere up to there: what the search
/// algorithm of fzy does. The work is the product of both lengths.
public struct FuzzyScratch {
    /// For each letter of the word, a row with a number for each place of the name.
    private var endingHere: [Int32] = []
    private var upToHere: [Int32] = []

    private static let impossible = Int32.min / 2
    /// What lies before the match, between its letters, and behind it costs.
    private static let leadingGap: Int32 = 5
    private static let innerGap: Int32 = 10
    private static let trailingGap: Int32 = 5
    private static let following: Int32 = 1_000
    private static let wordStart: Int32 = 100
    private static let prefix: Int32 = 500
    /// In shorter names letters in order are meant.
    static let longName = 24
    /// Letters are close to each other when they reach over fewer than so many places each.
    private static let closeness = 3
    /// The bonus of a letter that begins a word, and more.
    private static let wordBonus: UInt8 = 7

    public init() {}

    /// What the best match is worth; `nil` when there is none.
    mutating func score(_ word: FuzzyPattern.Word, _ name: FoldedText) -> Int? {
        let letters = name.letters(countingCase: word.countsCase)
        guard Self.isPossible(word, name, letters) else { return nil }
        fill(word, name, letters)
        var score = upToHere[word.letters.count * letters.count - 1]
        if letters.starts(with: word.letters) {
            score += Self.prefix
        } else if letters.count > Self.longName,
            Self.isScattered(trace(word, columns: letters.count), name.bonuses)
        {
            return nil
        }
        return Int(score)
    }

    /// The letters of the name that the best match takes.
    mutating func places(_ word: FuzzyPattern.Word, _ name: FoldedText) -> [Int] {
        let letters = name.letters(countingCase: word.countsCase)
        guard Self.isPossible(word, name, letters) else { return [] }
        if letters.starts(with: word.letters) { return Array(word.letters.indices) }
        fill(word, name, letters)
        return trace(word, columns: letters.count)
    }

    /// Whether letters are only somewhere in a name, so that nobody means it: neither close to
    /// each other nor at the beginnings of words that follow each other, but for two between.
    private static func isScattered(_ places: [Int], _ bonuses: [UInt8]) -> Bool {
        guard let first = places.first, let last = places.last else { return false }
        if last - first < closeness * places.count { return false }
        return zip(places, places.dropFirst()).contains { before, place in
            guard place > before + 1 else { return false }
            let passedOver = bonuses[(before + 1)..<place].count { $0 >= wordBonus }
            return bonuses[place] < wordBonus || passedOver > 2
        }
    }

    private func trace(_ word: FuzzyPattern.Word, columns: Int) -> [Int] {
        var places: [Int] = []
        var column = columns - 1
        var mustBeHere = false
        for row in word.letters.indices.reversed() {
            while column >= 0 {
                let here = row * columns + column
                let isHere =
                    endingHere[here] > Self.impossible
                    && (mustBeHere || endingHere[here] == upToHere[here])
                if isHere {
                    // Whether the letter before has to be right before this one.
                    mustBeHere =
                        row > 0 && column > 0
                        && endingHere[here]
                            == endingHere[here - columns - 1] + Self.following
                    places.append(column)
                    column -= 1
                    break
                }
                column -= 1
            }
        }
        return places.reversed()
    }

    private static func isPossible(
        _ word: FuzzyPattern.Word, _ name: FoldedText, _ letters: [UInt32]
    ) -> Bool {
        guard word.letters.count <= letters.count else { return false }
        if word.mask & ~name.mask != 0 { return false }
        var next = 0
        for letter in letters where letter == word.letters[next] {
            next += 1
            if next == word.letters.count { return true }
        }
        return false
    }

    private mutating func fill(
        _ word: FuzzyPattern.Word, _ name: FoldedText, _ letters: [UInt32]
    ) {
        let (rows, columns) = (word.letters.count, letters.count)
        if endingHere.count < rows * columns {
            endingHere = Array(repeating: 0, count: rows * columns)
            upToHere = endingHere
        }
        word.letters.withUnsafeBufferPointer { word in
            letters.withUnsafeBufferPointer { letters in
                name.bonuses.withUnsafeBufferPointer { bonuses in
                    endingHere.withUnsafeMutableBufferPointer { ending in
                        upToHere.withUnsafeMutableBufferPointer { best in
                            Self.fill(
                                word, letters, bonuses, rows, columns, ending: ending, best: best)
                        }
                    }
                }
            }
        }
    }

    private static func fill(
        _ word: UnsafeBufferPointer<UInt32>, _ letters: UnsafeBufferPointer<UInt32>,
        _ bonuses: UnsafeBufferPointer<UInt8>, _ rows: Int, _ columns: Int,
        ending: UnsafeMutableBufferPointer<Int32>, best: UnsafeMutableBufferPointer<Int32>
    ) {
        for row in 0..<rows {
            let gap = row == rows - 1 ? trailingGap : innerGap
            var running = impossible
            for column in 0..<columns {
                let here = row * columns + column
                var score = impossible
                if letters[column] == word[row] {
                    let bonus = Int32(bonuses[column]) * wordStart
                    if row == 0 {
                        score = bonus - Int32(column) * leadingGap
                    } else if column > 0 {
                        let before = here - columns - 1
                        score = max(
                            best[before] > impossible ? best[before] + bonus : impossible,
                            ending[before] > impossible ? ending[before] + following : impossible)
                    }
                }
                running = max(score, running > impossible ? running - gap : impossible)
                ending[here] = score
                best[here] = running
            }
        }
    }
}
