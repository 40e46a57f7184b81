public import LexiScreen

/// Where a key has its meaning.
public enum KeyScope: String, Sendable, Hashable, CaseIterable {
    /// Everywhere but in a form or the help.
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
    /// In the details of a step.
    case detail = "In the details of a step"
    /// In the list of what can be copied.
    case copyMenu = "In the list of copies"
    /// While a search is typed.
    case search = "In a search"
    /// In the context form.
    case form = "In the context form"
}

/// A command with its name, its keys and its words: the one place that dispatch, help and
/// `lexi keys` are made from.
public struct KeyBinding: Sendable, Hashable {
    public var command: Command
    /// The name that a configuration file would use.
    public var name: String
    public var scope: KeyScope
    public var keys: [Key]
    /// The keys as people read them.
    public var keyNames: String
    public var help: String

    init(
        _ command: Command, _ name: String, _ scope: KeyScope, _ keys: [Key], _ keyNames: String,
        _ help: String
    ) {
        self.command = command
        self.name = name
        self.scope = scope
        self.keys = keys
        self.keyNames = keyNames
        self.help = help
    }
}

/// The table of all keys.
public enum KeyTable {
    public static let bindings: [KeyBinding] =
        anywhere + selectTabs + message + history + panes + finding + copying + arranging
        + conversation + tools + thinking + detail + form + copyMenu + search

    private static let anywhere: [KeyBinding] = [
        .init(.escape, "stop", .anywhere, [.escape], "Esc", "Stop the run; else go back"),
        .init(
            .interrupt, "interrupt", .anywhere, [.control("c")], "Ctrl+C",
            "Stop the run or clear the message; twice within 1.5 s quits"),
        .init(.focusNext, "focus-next", .anywhere, [.tab], "Tab", "Next pane"),
        .init(
            .focusPrevious, "focus-previous", .anywhere, [.backTab], "Shift+Tab", "Previous pane"),
        .init(
            .pageUp, "page-up", .anywhere, [.special(.pageUp, [])], "PgUp", "Scroll a page up"),
        .init(
            .pageDown, "page-down", .anywhere, [.special(.pageDown, [])], "PgDn",
            "Scroll a page down"),
        .init(
            .newTab, "new-tab", .anywhere, [.control("n")], "Ctrl+N", "New conversation in a tab"),
        .init(
            .openContext, "context", .anywhere, [.control("o")], "Ctrl+O",
            "Context and tools of the next message"),
        .init(
            .cycleThinking, "thinking", .anywhere, [.control("t")], "Ctrl+T",
            "Thinking: live, open or hidden"),
        .init(
            .openThemes, "themes", .anywhere, [.special(.function(4), [])], "F4",
            "Choose a theme; each is shown while you look"),
        .init(
            .reloadSettings, "reload-config", .anywhere, [.special(.function(5), [])], "F5",
            "Read the settings and themes again"),
        .init(.redraw, "redraw", .anywhere, [.control("l")], "Ctrl+L", "Redraw the screen"),
        .init(
            .editText, "editor", .anywhere, [.control("g")], "Ctrl+G",
            "Write the message in $VISUAL or $EDITOR"),
        .init(.suspend, "suspend", .anywhere, [.control("z")], "Ctrl+Z", "Suspend to the shell"),
        .init(.openHelp, "help", .anywhere, [.special(.function(1), [])], "F1", "This help"),
    ]

    private static let selectTabs: [KeyBinding] = (1...9).map { number in
        .init(
            .selectTab(number - 1), "tab-\(number)", .anywhere, [.alt(Character("\(number)"))],
            "Alt+\(number)", "Go to tab \(number)")
    }

    private static let panes: [KeyBinding] = [
        .init(
            .scrollDown, "scroll-down", .panes, [.character("j"), .special(.down, [])], "j, Down",
            "Scroll down"),
        .init(
            .scrollUp, "scroll-up", .panes, [.character("k"), .special(.up, [])], "k, Up",
            "Scroll up"),
        .init(
            .halfPageDown, "half-page-down", .panes, [.control("d")], "Ctrl+D", "Half a page down"),
        .init(.halfPageUp, "half-page-up", .panes, [.control("u")], "Ctrl+U", "Half a page up"),
        .init(
            .scrollToTop, "scroll-to-top", .panes, [.character("g"), .special(.home, [])],
            "g, Home", "To the beginning"),
        .init(
            .follow, "follow", .panes, [.character("G"), .special(.end, [])], "G, End",
            "To the end, and follow"),
        .init(
            .retry, "retry", .panes, [.character("r")], "r",
            "Try again what did not complete, with its key; ask again what did"),
        .init(
            .export, "export", .panes, [.character("e")], "e",
            "Export the conversation to a Markdown file"),
        .init(.zoom, "zoom", .panes, [.character("z")], "z", "Zoom the pane, or back"),
        .init(.nextTab, "next-tab", .panes, [.character("]")], "]", "Next tab"),
        .init(.previousTab, "previous-tab", .panes, [.character("[")], "[", "Previous tab"),
        .init(.closeTab, "close-tab", .panes, [.control("w")], "Ctrl+W", "Close the tab"),
        .init(.openHelp, "help", .panes, [.character("?")], "?", "This help"),
    ]

    private static let form: [KeyBinding] = [
        .init(.formNext, "form-next", .form, [.special(.down, []), .tab], "Down, Tab", "Next row"),
        .init(
            .formPrevious, "form-previous", .form, [.special(.up, []), .backTab], "Up, Shift+Tab",
            "Previous row"),
        .init(
            .formToggle, "form-toggle", .form, [.character(" ")], "Space",
            "Switch tools on or off (on their row)"),
        .init(.formAccept, "form-accept", .form, [.enter], "Enter", "Use the context"),
        .init(.escape, "form-close", .form, [.escape, .control("c")], "Esc", "Leave it as it was"),
    ]

    /// What a key means in a scope; where a scope has no meaning of its own, the next wider has.
    static func command(_ key: Key, in scope: KeyScope) -> Command? {
        var scope: KeyScope? = scope
        while let current = scope {
            if let command = commands[current]?[key] { return command }
            scope = current.wider
        }
        return nil
    }

    private static let commands: [KeyScope: [Key: Command]] = {
        var commands: [KeyScope: [Key: Command]] = [:]
        for binding in bindings {
            for key in binding.keys { commands[binding.scope, default: [:]][key] = binding.command }
        }
        return commands
    }()
}
