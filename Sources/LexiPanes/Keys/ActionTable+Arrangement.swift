import LexiScreen

/// The keys that change how the panes are arranged; the program remembers it.
extension ActionTable {
    static let arranging: [DashboardAction] = [
        .init(
            .splitLeft, "split-left", .panes, [.character("<")], leader: .character("<"),
            "Move the line between panes side by side to the left"),
        .init(
            .splitRight, "split-right", .panes, [.character(">")], leader: .character(">"),
            "Move the line between panes side by side to the right"),
        .init(
            .splitUp, "split-up", .panes, [.character("-")], leader: .character("-"),
            "Move the line between panes one above the other up"),
        .init(
            .splitDown, "split-down", .panes, [.character("+"), .character("=")],
            leader: .character("+"),
            "Move the line between panes one above the other down"),
        .init(
            .splitReset, "split-reset", .panes, [.character("0")], leader: .character("0"),
            "Panes as they were at first, none hidden"),
        .init(
            .toggleTools, "hide-tools", .panes, [.character("T")], leader: .character("T"),
            "Hide or show the tools"),
        .init(
            .toggleThinking, "hide-thinking", .panes, [.character("K")], leader: .character("K"),
            "Hide or show the thoughts"),
    ]
}
