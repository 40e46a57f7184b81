import LexiScreen

/// The keys that copy, and those of the list of what can be copied.
extension ActionTable {
    static let copying: [DashboardAction] = [
        .init(
            .copy, "copy", .panes, [.character("y")], leader: .character("y"),
            "Copy the selected sentence, step or thought; else the answer, the newest step or all "
                + "thoughts"),
        .init(
            .copyRaw, "copy-raw", .panes, [.character("Y")], leader: .character("Y"),
            "The same as the server sent it: Markdown or JSON"),
        .init(
            .openCopy, "copy-menu", .panes, [.character("c")], leader: .character("c"),
            "Choose what to copy: answer, code block, step, request ID and more"),
    ]

    static let copyMenu: [DashboardAction] = [
        .init(
            .copyNext, "copy-next", .copyMenu, [.character("j"), .special(.down, []), .tab], "Next"),
        .init(
            .copyPrevious, "copy-previous", .copyMenu,
            [.character("k"), .special(.up, []), .backTab], "Previous"),
        .init(
            .copyAccept, "copy-accept", .copyMenu, [.enter, .character("y")], "Copy it"),
        .init(
            .escape, "copy-close", .copyMenu, [.escape, .character("q"), .control("c")],
            "Copy nothing"),
    ]
}
