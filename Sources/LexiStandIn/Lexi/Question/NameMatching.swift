/// Whether a typed word means a word of a name.
enum NameMatching {
    enum Quality: Int, Comparable {
        case fuzzy
        case exact

        static func < (left: Quality, right: Quality) -> Bool { left.rawValue < right.rawValue }
    }

    /// Compares without case and accents, in both German spellings, with or without a genitive
    /// s, and forgives a slip in a long word.
    static func quality(of typed: Word, as name: Word) -> Quality? {
        let spellings = [name.folded, name.transliterated].compactMap { $0 }
        for written in [typed.folded, typed.transliterated].compactMap({ $0 }) {
            for spelling in spellings where written == spelling || written == spelling + "s" {
                return .exact
            }
        }
        for spelling in spellings where isSlip(typed.folded, of: spelling) { return .fuzzy }
        return nil
    }

    private static func isSlip(_ typed: String, of name: String) -> Bool {
        guard typed.count >= 5, typed.first == name.first else { return false }
        if typed.count >= 6, name.hasPrefix(typed) { return true }
        return isWithin(typed.count >= 9 ? 2 : 1, typed, name)
    }

    /// Whether one text becomes the other with so many insertions, deletions or replacements.
    static func isWithin(_ limit: Int, _ left: String, _ right: String) -> Bool {
        let left = Array(left)
        let right = Array(right)
        guard abs(left.count - right.count) <= limit else { return false }
        guard !left.isEmpty, !right.isEmpty else { return true }
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = previous[column] + (character == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count] <= limit
    }
}
