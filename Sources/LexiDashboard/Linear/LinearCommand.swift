import LexiAPI

/// What a line of input asks for.
enum LinearCommand: Hashable {
    case message(String)
    case help, stop, retry, again, status, new, close, tabs, quit, export, thinking
    case selectTab(Int)
    /// Fields to set, an empty value taking one away; none only asks what is set.
    case context([ChatContext.Field: String], tools: Bool?)
    /// A command that is none, with why.
    case mistake(String)

    /// A line that begins with a colon is a command, one with two a message with one.
    init(_ text: String) {
        guard text.hasPrefix(":") else {
            self = .message(text)
            return
        }
        let rest = text.dropFirst()
        if rest.hasPrefix(":") {
            self = .message(String(rest))
            return
        }
        var words = Self.words(rest)
        guard !words.isEmpty else {
            self = .help
            return
        }
        let name = words.removeFirst()
        switch name {
        case "context": self = Self.context(words)
        case "tab":
            guard words.count == 1, let number = Int(words[0]), number > 0 else {
                self = .mistake("write it as :tab 2")
                return
            }
            self = .selectTab(number - 1)
        default:
            guard let command = Self.plain[name] else {
                self = .mistake("there is no command :\(name); :help lists them")
                return
            }
            self = words.isEmpty ? command : .mistake(":\(name) takes nothing behind it")
        }
    }

    private static let plain: [String: LinearCommand] = [
        "help": .help, "h": .help, "stop": .stop, "retry": .retry, "again": .again,
        "status": .status, "new": .new, "close": .close, "tabs": .tabs, "quit": .quit, "q": .quit,
        "export": .export, "thinking": .thinking,
    ]

    /// The lines of `:help`.
    static let helpLines = [
        "A line is sent as a message. One that ends in a backslash goes on in the next line.",
        "Lines that are pasted together are one message. A message that begins with a colon is "
            + "written with two.",
        ":stop stops the run. So does Ctrl+C; pressed twice it quits.",
        ":retry tries again what did not complete; it is charged once.",
        ":again asks the last question anew, which costs anew.",
        ":context shows what the next message is sent with; :context contact=ID deal=ID matter=ID "
            + "company=ID page=NAME tools=off sets it, deal= takes one away.",
        ":status tells the run, credits, limits and the last request.",
        ":new begins a conversation in a tab of its own. :tabs lists them, :tab 2 goes to one, "
            + ":close closes this one.",
        ":thinking says thoughts, or no longer. :export writes the conversation to a file.",
        ":quit ends lexi. So does Ctrl+D.",
    ]

    private static func context(_ words: [String]) -> LinearCommand {
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
        return .context(fields, tools: tools)
    }

    /// Words by white space; what stands in quotation marks stays together.
    private static func words(_ text: Substring) -> [String] {
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
}
