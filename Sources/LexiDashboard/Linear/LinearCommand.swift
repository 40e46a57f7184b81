import LexiAPI
import LexiSession
import LexiState

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
        var words = CommandLineText.words(rest)
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

    /// What was entered at once: a line, or several that were pasted and are one message.
    ///
    /// A command in front of pasted lines is neither done, since nobody typed it, nor sent.
    init(entered text: String) {
        guard let end = text.firstIndex(where: \.isNewline), text.hasPrefix(":") else {
            self = text.contains(where: \.isNewline) ? .message(text) : LinearCommand(text)
            return
        }
        if case .message = LinearCommand(String(text[..<end])) {
            self = .message(String(text.dropFirst()))
        } else {
            self = .mistake(
                "nothing is done or sent of lines that begin with a command; enter \(text[..<end]) "
                    + "on its own, or write a message that begins with a colon with two")
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
        switch CommandLineText.context(words) {
        case .change(let fields, let tools): .context(fields, tools: tools)
        case .mistake(let reason): .mistake(reason)
        }
    }
}
