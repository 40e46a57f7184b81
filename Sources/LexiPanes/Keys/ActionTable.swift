import LexiScreen

/// The one table of all that keys do: dispatch, help, `lexi keys`, the page of keys, and the names
/// in the settings' `[keys]` are made from it.
public enum ActionTable {
    public static let actions: [DashboardAction] =
        anywhere + selectTabs + message + history + panes + finding + copying + arranging
        + conversation + tools + thinking + filter + detail + form + copyMenu + themes + search
        + help + openingPalette + palette + signIn + replay

    /// The action of a name.
    public static func action(named name: String) -> DashboardAction? {
        actions.first { $0.name == name }
    }

    private static let anywhere: [DashboardAction] = [
        .init(
            .escape, "stop", .anywhere, [.escape], leader: .character("s"),
            "Stop the run; else go back"),
        .init(
            .interrupt, "interrupt", .anywhere, [.control("c")],
            "Stop the run or clear the message; twice within 1.5 s quits"),
        .init(.focusNext, "focus-next", .anywhere, [.tab], leader: .character("."), "Next pane"),
        .init(
            .focusPrevious, "focus-previous", .anywhere, [.backTab], leader: .character(","),
            "Previous pane"),
        .init(
            .pageUp, "page-up", .anywhere, [.special(.pageUp, [])], leader: .character("b"),
            "Scroll a page up"),
        .init(
            .pageDown, "page-down", .anywhere, [.special(.pageDown, [])], leader: .character("f"),
            "Scroll a page down"),
        .init(
            .newTab, "new-tab", .anywhere, [.control("n")], leader: .character("n"),
            "New conversation in a tab"),
        .init(
            .reopenTab, "reopen-tab", .anywhere, [], leader: .character("U"),
            "Open the tab again that was closed last"),
        .init(
            .takeOver, "take-over", .anywhere, [], leader: .character("A"),
            "Ask another lexi for the conversation that it has open"),
        .init(
            .continueCopy, "continue-copy", .anywhere, [], leader: .character("C"),
            "Go on in a copy of a conversation that another lexi has open"),
        .init(
            .openContext, "context", .anywhere, [.control("o")], leader: .character("o"),
            "Context and tools of the next message"),
        .init(
            .cycleThinking, "thinking", .anywhere, [.control("t")], leader: .character("t"),
            "Thinking: live, open or hidden"),
        .init(
            .openThemes, "themes", .anywhere, [.special(.function(4), [])], leader: .character("l"),
            "Choose a theme; each is shown while you look"),
        .init(
            .reloadSettings, "reload-config", .anywhere, [.special(.function(5), [])],
            leader: .character("R"),
            "Read the settings and themes again"),
        .init(
            .toggleMouse, "mouse", .anywhere, [.special(.function(2), [])],
            leader: .character("m"), "Mouse on or off: click, wheel, drag"),
        .init(
            .signIn, "sign-in", .anywhere, [], leader: .character("a"),
            "Give an API key, or go to the demo"),
        .init(
            .redraw, "redraw", .anywhere, [.control("l")], leader: .character("L"),
            "Redraw the screen"),
        .init(
            .editText, "editor", .anywhere, [.control("g")], leader: .control("e"),
            "Write the message in $VISUAL or $EDITOR"),
        .init(
            .suspend, "suspend", .anywhere, [.control("z")], leader: .character("Z"),
            "Suspend to the shell"),
        .init(
            .openHelp, "help", .anywhere, [.special(.function(1), []), .character("?")],
            leader: .character("?"), "The keys of what has the focus, and all others"),
    ]

    private static let selectTabs: [DashboardAction] = (1...9).map { number in
        .init(
            .selectTab(number - 1), "tab-\(number)", .anywhere, [.alt(Character("\(number)"))],
            leader: .character(Character("\(number)")), "Go to tab \(number)")
    }

    private static let panes: [DashboardAction] = [
        .init(
            .scrollDown, "scroll-down", .panes, [.character("j"), .special(.down, [])],
            leader: .character("j"),
            "Scroll down"),
        .init(
            .scrollUp, "scroll-up", .panes, [.character("k"), .special(.up, [])],
            leader: .character("k"),
            "Scroll up"),
        .init(
            .halfPageDown, "half-page-down", .panes, [.control("d")], leader: .character("d"),
            "Half a page down"),
        .init(
            .halfPageUp, "half-page-up", .panes, [.control("u")], leader: .character("u"),
            "Half a page up"),
        .init(
            .scrollToTop, "scroll-to-top", .panes, [.character("g"), .special(.home, [])],
            leader: .character("g"), "To the beginning"),
        .init(
            .follow, "follow", .panes, [.character("G"), .special(.end, [])],
            leader: .character("G"),
            "To the end, and follow"),
        .init(
            .retry, "retry", .panes, [.character("r")], leader: .character("r"),
            "Try again what did not complete, with its key; ask again what did"),
        .init(
            .export, "export", .panes, [.character("e")], leader: .character("e"),
            "Export the conversation to a Markdown file"),
        .init(
            .zoom, "zoom", .panes, [.character("z")], leader: .character("z"),
            "Zoom the pane, or back"),
        .init(.nextTab, "next-tab", .panes, [.character("]")], leader: .character("]"), "Next tab"),
        .init(
            .previousTab, "previous-tab", .panes, [.character("[")], leader: .character("["),
            "Previous tab"),
        .init(
            .closeTab, "close-tab", .panes, [.control("w")], leader: .character("w"),
            "Close the tab"),
    ]

    private static let form: [DashboardAction] = [
        .init(.formNext, "form-next", .form, [.special(.down, []), .tab], "Next row"),
        .init(
            .formPrevious, "form-previous", .form, [.special(.up, []), .backTab],
            "Previous row"),
        .init(
            .formToggle, "form-toggle", .form, [.character(" ")],
            "Switch tools on or off (on their row)"),
        .init(.formAccept, "form-accept", .form, [.enter], "Use the context"),
        .init(.escape, "form-close", .form, [.escape, .control("c")], "Leave it as it was"),
    ]

    private static let filter: [DashboardAction] = [
        .init(.filterAccept, "filter-accept", .filter, [.enter, .tab], "Keep the filter"),
        .init(
            .filterClear, "filter-clear", .filter, [.escape, .control("c")], "Clear the filter"),
    ]

    private static let themes: [DashboardAction] = [
        .init(.themesAccept, "themes-accept", .themes, [.enter], "Keep the theme"),
        .init(
            .themesNext, "themes-next", .themes, [.character("j"), .special(.down, []), .tab],
            "The next theme"),
        .init(
            .themesPrevious, "themes-previous", .themes,
            [.character("k"), .special(.up, []), .backTab], "The theme before"),
        .init(
            .escape, "themes-close", .themes, [.escape, .character("q"), .control("c")],
            "Go back to the theme of before"),
    ]

    private static let help: [DashboardAction] = [
        .init(
            .escape, "help-close", .help,
            [.escape, .enter, .character("q"), .control("c")], "Close the help")
    ]
}
