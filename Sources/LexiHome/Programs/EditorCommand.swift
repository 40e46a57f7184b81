/// The user's editor and its arguments.
public struct EditorCommand: Sendable, Hashable {
    /// The program, then its arguments. Never empty.
    public let words: [String]

    /// The setting cannot be understood, for a reason.
    public struct ParseError: Error, Sendable, Hashable {
        public let reason: String

        public init(reason: String) { self.reason = reason }
    }

    /// Takes `$VISUAL`, else `$EDITOR`, else vi.
    ///
    /// - Parameter environment: Reads a variable; an empty one counts as absent.
    public init(environment: (String) -> String?) throws(ParseError) {
        for name in ["VISUAL", "EDITOR"] {
            guard let value = environment(name) else { continue }
            guard let words = Self.split(value) else {
                throw ParseError(reason: "$\(name) has a quote that is not closed.")
            }
            guard !words.isEmpty else { continue }
            self.words = words
            return
        }
        words = ["vi"]
    }

    /// Splits a command as a shell splits words: at blanks, with quotes and backslashes. Nothing
    /// is expanded.
    ///
    /// - Returns: `nil` when a quote is not closed.
    public static func split(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var characters = text.makeIterator()
        while let character = characters.next() {
            switch (quote, character) {
            case ("'", "'"), ("\"", "\""): quote = nil
            case ("'", _): word?.append(character)
            case (nil, "'"), (nil, "\""):
                quote = character
                word = word ?? ""
            case (_, "\\"):
                guard let next = characters.next() else { return nil }
                // Inside quotes a backslash is only special before these.
                if quote != nil, !"\"\\$`".contains(next) { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(next)
            case (nil, _) where character.isWhitespace:
                if let done = word { words.append(done) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { return nil }
        if let word { words.append(word) }
        return words
    }
}
