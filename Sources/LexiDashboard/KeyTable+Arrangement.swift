import LexiScreen

/// The keys that change how the panes are arranged; the program remembers it.
extension KeyTable {
    static let arranging: [KeyBinding] = [
        .init(
            .splitLeft, "split-left", .panes, [.character("<")], "<",
            "Move the line between panes side by side to the left"),
        .init(.splitRight, "split-right", .panes, [.character(">")], ">", "To the right"),
        .init(
            .splitUp, "split-up", .panes, [.character("-")], "-",
            "Move the line between panes one above the other up"),
        .init(
            .splitDown, "split-down", .panes, [.character("+"), .character("=")], "+", "Down"),
        .init(
            .splitReset, "split-reset", .panes, [.character("0")], "0",
            "Panes as they were at first, none hidden"),
        .init(
            .toggleTools, "hide-tools", .panes, [.character("T")], "T", "Hide or show the tools"),
        .init(
            .toggleThinking, "hide-thinking", .panes, [.character("K")], "K",
            "Hide or show the thoughts"),
    ]
}
