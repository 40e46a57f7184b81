public import LexiAPI

/// How command lines are read, whoever they are typed for.
public enum CommandLineText {
    /// Words by white space; what stands in quotation marks stays together.
    public static func words(_ text: some StringProtocol) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in text {
            if character == "\"" {
                isQuoted.toggle()
                word = word ?? ""
            } else if character.isWhitespace, !isQuoted {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    /// What `contact=ID deal= tools=off` asks for.
    public enum ContextWords: Sendable, Hashable {
        /// Fields to set, an empty value taking one away.
        case change([ChatContext.Field: String], tools: Bool?)
        /// Why it cannot be read.
        case mistake(String)
    }

    /// Reads the words behind `context`.
    public static func context(_ words: [String]) -> ContextWords {
        var fields: [ChatContext.Field: String] = [:]
        var tools: Bool?
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return .mistake("write it as :context contact=ID") }
            let value = String(parts[1])
            if parts[0] == "tools" {
                guard value == "on" || value == "off" else {
                    return .mistake("tools are on or off: :context tools=off")
                }
                tools = value == "on"
            } else if let field = ChatContext.Field(rawValue: String(parts[0])) {
                fields[field] = value
            } else {
                let names = ChatContext.Field.allCases.map(\.rawValue).joined(separator: ", ")
                return .mistake("the context has \(names) and tools, and no \(parts[0])")
            }
        }
        return .change(fields, tools: tools)
    }
}
