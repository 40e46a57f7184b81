import LexiScreen

/// Deals a table's room out to its columns.
///
/// A column that has room for its widest cell takes no more. When they do not all have it, the
/// widest give way first, and none becomes narrower than its longest word: rather than that, the
/// table is stacked.
enum ColumnWidths {
    /// A word counts as no longer than this; longer ones (addresses) are broken.
    private static let longestWord = 24

    /// The widths of the columns.
    ///
    /// - Parameter room: The columns of the screen for all of them, without borders.
    /// - Returns: `nil` when they do not fit.
    static func fitted(_ rows: [[[Span]]], count: Int, room: Int) -> [Int]? {
        guard count > 0, count <= room else { return nil }
        let natural = (0..<count).map { column in
            max(1, rows.map { Self.columns(of: $0[column]) }.max() ?? 1)
        }
        if natural.reduce(0, +) <= room { return natural }
        let words = (0..<count).map { column in
            rows.reduce(1) { max($0, longestWord(in: $1[column])) }
        }
        guard words.reduce(0, +) <= room else { return nil }
        return dealt(natural, atLeast: words, room: room)
    }

    /// The highest common limit under which all fit; what is left over goes to the first.
    private static func dealt(_ natural: [Int], atLeast words: [Int], room: Int) -> [Int] {
        func widths(_ limit: Int) -> [Int] {
            zip(natural, words).map { min($0, max(limit, $1)) }
        }
        var (low, high) = (1, room)
        while low < high {
            let middle = (low + high + 1) / 2
            if widths(middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
        }
        var result = widths(low)
        var rest = room - result.reduce(0, +)
        for index in result.indices where rest > 0 && result[index] < natural[index] {
            result[index] += 1
            rest -= 1
        }
        return result
    }

    private static func columns(of runs: [Span]) -> Int {
        // A line feed in a cell begins a line of its own.
        let text = runs.map(\.text).joined()
        guard text.utf8.contains(0x0A) else { return TextWidth.columns(of: text) }
        return text.split(separator: "\n").map { TextWidth.columns(of: $0) }.max() ?? 0
    }

    /// The columns of what a line must not break.
    private static func longestWord(in runs: [Span]) -> Int {
        let text = runs.map(\.text).joined()
        var longest = 0
        for word in text.split(whereSeparator: { $0 == " " || $0.isNewline }) {
            let columns = TextWidth.columns(of: word)
            if columns <= longest { continue }
            longest = max(longest, min(longestWord, longestPiece(of: word)))
        }
        return longest
    }

    private static func longestPiece(of word: Substring) -> Int {
        let bytes = Array(word.utf8)
        let allowed = bytes.withUnsafeBufferPointer { LineBreaks.opportunities(in: $0) }
        var longest = 0
        var start = 0
        for index in 1...bytes.count where index == bytes.count || allowed[index] {
            let piece = String(decoding: bytes[start..<index], as: UTF8.self)
            longest = max(longest, TextWidth.columns(of: piece))
            start = index
        }
        return longest
    }
}
