import LexiScreen

/// The keys that copy, and those of the list of what can be copied.
extension KeyTable {
    static let copying: [KeyBinding] = [
        .init(
            .copy, "copy", .panes, [.character("y")], "y",
            "Copy the selected sentence, step or thought; else the answer, the newest step or all "
                + "thoughts"),
        .init(
            .copyRaw, "copy-raw", .panes, [.character("Y")], "Y",
            "The same as the server sent it: Markdown or JSON"),
        .init(
            .openCopy, "copy-menu", .panes, [.character("c")], "c",
            "Choose what to copy: answer, code block, step, request ID and more"),
    ]

    static let copyMenu: [KeyBinding] = [
        .init(
            .copyNext, "copy-next", .copyMenu, [.character("j"), .special(.down, []), .tab],
            "j, Down", "Next"),
        .init(
            .copyPrevious, "copy-previous", .copyMenu,
            [.character("k"), .special(.up, []), .backTab], "k, Up", "Previous"),
        .init(
            .copyAccept, "copy-accept", .copyMenu, [.enter, .character("y")], "Enter", "Copy it"),
        .init(
            .escape, "copy-close", .copyMenu, [.escape, .character("q"), .control("c")], "Esc",
            "Copy nothing"),
    ]
}
