import LexiScreen

/// Where an action's keys have their meaning.
public enum KeyScope: String, Sendable, Hashable, CaseIterable {
    /// Wherever no form, list or help lies over the panes. Bare characters count only outside of
    /// the message.
    case anywhere = "Anywhere"
    /// While the message has the focus.
    case message = "In the message"
    /// While a message that was sent before is looked for.
    case history = "In the history"
    /// While another pane has the focus.
    case panes = "In the other panes"
    /// While the tool timeline has the focus.
    case tools = "In Tools"
    /// While the thinking trace has the focus.
    case thinking = "In Thinking"
    /// While the conversation has the focus.
    case conversation = "In the conversation"
    /// While the steps' filter is typed.
    case filter = "In the filter of steps"
    /// In the details of a step.
    case detail = "In the details of a step"
    /// In the list of what can be copied.
    case copyMenu = "In the list of copies"
    /// In the list of themes.
    case themes = "In the list of themes"
    /// In the palette and the command line.
    case palette = "In the palette"
    /// While a search is typed.
    case search = "In a search"
    /// In the context form.
    case form = "In the context form"
    /// On the screen for signing in.
    case signIn = "Where a key is asked for"
    /// In the help.
    case help = "In the help"
    /// While a recording is played, before all that the pane with the focus has.
    case replay = "In a replay"
}

extension KeyScope {
    /// The scope of the keys while a pane has the focus.
    package init(_ pane: PaneID) {
        switch pane {
        case .message: self = .message
        case .conversation: self = .conversation
        case .tools: self = .tools
        case .thinking: self = .thinking
        }
    }

    /// The pane that has to have the focus; `nil` when any may.
    package var pane: PaneID? {
        switch self {
        case .message: .message
        case .conversation: .conversation
        case .tools: .tools
        case .thinking: .thinking
        default: nil
        }
    }

    /// Where a key has its meaning when it has none here; `nil` when it has none at all.
    var wider: KeyScope? {
        switch self {
        case .conversation, .tools, .thinking: .panes
        case .message, .panes: .anywhere
        case .anywhere, .history, .filter, .detail, .form, .search, .copyMenu, .themes, .help,
            .palette, .signIn, .replay:
            nil
        }
    }

    /// Whether what is typed here is text, so that a bare character cannot be a key.
    var isTyped: Bool {
        switch self {
        case .message, .history, .filter, .search, .palette, .signIn: true
        default: false
        }
    }

    /// Whether the leader is known here.
    package var hasLeader: Bool { self == .anywhere || wider != nil }

    /// Whether a key of one of the two hides the same key of the other.
    func overlaps(_ other: KeyScope) -> Bool {
        self == other || isWithin(other) || other.isWithin(self)
    }

    /// Whether a key that has no meaning here is looked for there.
    func isWithin(_ other: KeyScope) -> Bool {
        var scope = wider
        while let current = scope {
            if current == other { return true }
            scope = current.wider
        }
        return false
    }
}
