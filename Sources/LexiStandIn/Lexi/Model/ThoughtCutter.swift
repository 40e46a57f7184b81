/// Cuts a model's reasoning, which comes word by word, into thoughts a person can read one by
/// one: at line ends, at ends of sentences, and where a thought becomes long.
struct ThoughtCutter: Sendable {
    /// In characters.
    static let longest = 240

    private var open = ""

    /// - Returns: the thoughts that are complete now.
    mutating func take(_ text: String) -> [String] {
        var thoughts: [String] = []
        for character in text {
            if character.isNewline || (character.isWhitespace && isAtEnd) {
                thoughts += flush()
            } else {
                open.append(character)
            }
        }
        return thoughts
    }

    /// - Returns: what is left, if anything.
    mutating func flush() -> [String] {
        let thought = open.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        open = ""
        return thought.isEmpty ? [] : [thought]
    }

    private var isAtEnd: Bool {
        guard open.count > 20, let last = open.last else { return false }
        return ".!?:".contains(last) || open.count > Self.longest
    }
}
