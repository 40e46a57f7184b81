public import LexiAPI
public import LexiSession

/// Something that the palette can do.
public struct PaletteItem: Sendable, Hashable, Identifiable {
    /// What an item is about; the order is that of the list when nothing is typed.
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        case action, tab, conversation, theme, setting
        /// A word of the command line.
        case command
    }

    public let kind: Kind
    public let name: FoldedText
    /// What it is or does.
    public let sentence: FoldedText
    /// The keys that do the same; empty when none do.
    public let keys: String
    /// What stands for it behind its kind's word in a command line: `nord` in `:theme nord`.
    public let argument: String
    /// Whether it is found by more than its whole name.
    public let isListed: Bool
    /// The words for which somebody else has found it, whatever its name is.
    public let foundFor: String?
    public let deed: PaletteDeed

    /// - Parameters:
    ///   - name: Server text may be given as it came.
    ///   - argument: What stands for it in a command line; the name unless said otherwise.
    ///   - isListed: Whether it is found by more than its whole name, in a command line.
    ///   - foundFor: The words for which somebody else has found it.
    public init(
        _ kind: Kind, _ name: String, _ sentence: String, keys: String = "",
        argument: String? = nil, isListed: Bool = true, foundFor: String? = nil,
        _ deed: PaletteDeed
    ) {
        self.kind = kind
        self.name = FoldedText(name)
        self.sentence = FoldedText(sentence)
        self.keys = keys
        self.argument = argument ?? self.name.text
        self.isListed = isListed
        self.foundFor = foundFor
        self.deed = deed
    }

    /// The same item has the same from one opening of the palette to the next.
    public var id: String { "\(kind.rawValue) \(argument)" }
}

extension PaletteItem.Kind {
    /// The character that narrows the list to the kind.
    public var prefix: Character {
        switch self {
        case .action: ">"
        case .tab: "#"
        case .conversation: "@"
        case .theme: "~"
        case .setting: "="
        case .command: ":"
        }
    }

    /// Whether its names are titles of conversations, and not words that are learnt by heart.
    var isTitled: Bool { self == .conversation || self == .tab }

    /// What several of it are called.
    public var plural: String {
        switch self {
        case .action: "actions"
        case .tab: "tabs"
        case .conversation: "conversations"
        case .theme: "themes"
        case .setting: "settings"
        case .command: "commands"
        }
    }
}

/// What is done for an item.
public enum PaletteDeed: Sendable, Hashable {
    /// An action of the dashboard, by its name.
    case action(String)
    case tab(ConversationID)
    case theme(String)
    /// A conversation of the server; the title is told to people alone.
    case conversation(id: String, title: String?, context: ChatContext)
    /// A setting gets a value, which is in TOML or as people write it.
    case set(name: String, value: String)
    /// What the next message is sent with: fields to set, an empty value taking one away.
    case context([ChatContext.Field: String], tools: Bool?)
    case stop, again
    /// Tells how the readers of the bus fare.
    case readers
    /// The palette's field takes this text, and more is typed.
    case write(String)
}
