/// The name that was probably meant.
public enum NearestName {
    /// - Returns: The most similar of the known names, unless none is similar: more than half of
    ///   its letters would have to change.
    public static func of(_ name: String, among known: [String]) -> String? {
        let nearest = known.map { (name: $0, distance: distance($0, name)) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= nearest.name.count / 2 else { return nil }
        return nearest.name
    }

    /// What to say of a name that is none of the known ones.
    public static func hint(_ name: String, among known: [String]) -> String {
        if let nearest = of(name, among: known) { return "did you mean \"\(nearest)\"?" }
        return "known here: " + known.joined(separator: ", ")
    }

    /// Levenshtein distance: how many letters to change, insert or leave out.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var previous = row[0]
            row[0] = index + 1
            for column in right.indices {
                let substituted = previous + (right[column] == character ? 0 : 1)
                previous = row[column + 1]
                row[column + 1] = Swift.min(substituted, row[column] + 1, previous + 1)
            }
        }
        return row[right.count]
    }
}
