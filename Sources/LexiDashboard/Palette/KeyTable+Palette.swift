import LexiScreen

/// The keys that open the palette, and those in it.
extension KeyTable {
    static let openingPalette: [KeyBinding] = [
        .init(
            .openPalette, "palette", .anywhere, [.control("p")], "Ctrl+P",
            "Find anything by name: actions, tabs, conversations, themes, settings"),
        .init(
            .openCommandLine, "command-line", .panes, [.character(":")], ":",
            "Write a command, as :theme nord"),
    ]

    static let palette: [KeyBinding] = [
        .init(
            .paletteUp, "palette-up", .palette, [.special(.up, [])], "Up",
            "The row before; in a command line the line of before"),
        .init(.paletteDown, "palette-down", .palette, [.special(.down, [])], "Down", "The next row"),
        .init(
            .palettePrevious, "palette-previous", .palette, [.control("p"), .backTab],
            "Ctrl+P, Shift+Tab", "The row before"),
        .init(.paletteNext, "palette-next", .palette, [.control("n")], "Ctrl+N", "The next row"),
        .init(
            .palettePageUp, "palette-page-up", .palette, [.special(.pageUp, [])], "PgUp",
            "A page up"),
        .init(
            .palettePageDown, "palette-page-down", .palette, [.special(.pageDown, [])], "PgDn",
            "A page down"),
        .init(
            .paletteComplete, "palette-complete", .palette, [.tab], "Tab",
            "Write the selected row into the field"),
        .init(.paletteRun, "palette-run", .palette, [.enter], "Enter", "Do what is selected"),
        .init(
            .paletteClose, "palette-close", .palette, [.escape, .control("c")], "Esc",
            "Do nothing"),
    ]
}
