/// A word that begins a command line, with what follows it.
struct CommandWord: Sendable, Hashable {
    /// What follows a word.
    enum Argument: Sendable, Hashable {
        case none(PaletteDeed)
        /// One of the palette's items, in words that say what is written.
        case item(PaletteItem.Kind, String)
        case context
    }

    let name: String
    var others: [String] = []
    let argument: Argument
    let sentence: String

    /// All words there are, in the order of the list.
    static let all: [CommandWord] = [
        .init(name: "theme", argument: .item(.theme, "NAME"), sentence: "Use a theme"),
        .init(name: "tab", argument: .item(.tab, "NUMBER"), sentence: "Go to a tab"),
        .init(
            name: "open", argument: .item(.conversation, "ID or title"),
            sentence: "Continue a conversation in a new tab"),
        .init(
            name: "set", argument: .item(.setting, "NAME VALUE"),
            sentence: "Change a setting, here and in the settings file"),
        .init(
            name: "context", argument: .context,
            sentence: "What the next message is sent with: contact=ID deal= tools=off"),
        .init(
            name: "new", argument: .none(.action("new-tab")), sentence: "New conversation in a tab"),
        .init(name: "close", argument: .none(.action("close-tab")), sentence: "Close the tab"),
        .init(name: "stop", argument: .none(.stop), sentence: "Stop the run"),
        .init(
            name: "retry", argument: .none(.action("retry")),
            sentence: "Try again what did not complete, with its key"),
        .init(
            name: "again", argument: .none(.again),
            sentence: "Ask the last question anew, which costs anew"),
        .init(
            name: "export", argument: .none(.action("export")),
            sentence: "Export the conversation to a Markdown file"),
        .init(
            name: "bus", argument: .none(.readers),
            sentence: "How those fare who read what happens: the screen, the journal"),
        .init(
            name: "help", others: ["h", "keys"], argument: .none(.action("help")),
            sentence: "All keys and what they do"),
        .init(
            name: "quit", others: ["q", "exit"], argument: .none(.action("quit")),
            sentence: "Quit lexi"),
    ]

    static func named(_ name: String) -> CommandWord? {
        all.first { $0.name == name || $0.others.contains(name) }
    }

    /// The word as an item of the list.
    var item: PaletteItem {
        switch argument {
        case .none(let deed): PaletteItem(.command, name, sentence, deed)
        case .item(_, let words):
            PaletteItem(
                .command, "\(name) \(words)", sentence, argument: name, .write(":\(name) "))
        case .context:
            PaletteItem(
                .command, "\(name) FIELD=ID", sentence, argument: name, .write(":\(name) "))
        }
    }

    /// All words as items.
    public static let items: [PaletteItem] = all.map(\.item)
}
