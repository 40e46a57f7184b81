/// The word that was probably meant.
enum NearestWord {
    /// - Returns: The most similar of the known words; `nil` when more than half of its letters
    ///   would have to change.
    static func of(_ word: String, among known: [String]) -> String? {
        let word = word.lowercased()
        let near = known.map { (name: $0, distance: distance($0.lowercased(), word)) }
            .min { $0.distance < $1.distance }
        guard let near, near.distance <= near.name.count / 2 else { return nil }
        return near.name
    }

    /// How many letters to change, insert, leave out, or swap with the next (optimal string
    /// alignment).
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right.prefix(64)))
        var rows = [Array(0...right.count)]
        for (index, character) in left.enumerated() {
            var row = [index + 1]
            for column in right.indices {
                var best = min(
                    rows[index][column] + (right[column] == character ? 0 : 1),
                    rows[index][column + 1] + 1, row[column] + 1)
                if index > 0, column > 0, character == right[column - 1],
                    left[index - 1] == right[column]
                {
                    best = min(best, rows[index - 1][column - 1] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
