import LexiScreen

/// The keys that open the palette, those in it, and the way out of the program.
extension ActionTable {
    static let openingPalette: [DashboardAction] = [
        .init(
            .openPalette, "palette", .anywhere, [.control("p")], leader: .character("p"),
            "Find anything by name: actions, tabs, conversations, themes, settings"),
        .init(
            .openCommandLine, "command-line", .anywhere, [.character(":")],
            leader: .character(":"), "Write a command, as :theme nord"),
        .init(
            .quit, "quit", .anywhere, [], leader: .character("q"),
            "Quit; asks when something still runs"),
    ]

    static let palette: [DashboardAction] = [
        .init(
            .paletteUp, "palette-up", .palette, [.special(.up, [])],
            "The row before; in a command line the line of before"),
        .init(.paletteDown, "palette-down", .palette, [.special(.down, [])], "The next row"),
        .init(
            .palettePrevious, "palette-previous", .palette, [.control("p"), .backTab],
            "The row before"),
        .init(.paletteNext, "palette-next", .palette, [.control("n")], "The next row"),
        .init(
            .palettePageUp, "palette-page-up", .palette, [.special(.pageUp, [])],
            "As many rows up as are seen"),
        .init(
            .palettePageDown, "palette-page-down", .palette, [.special(.pageDown, [])],
            "As many rows down as are seen"),
        .init(
            .paletteComplete, "palette-complete", .palette, [.tab],
            "Write the selected row into the field"),
        .init(.paletteRun, "palette-run", .palette, [.enter], "Do what is selected"),
        .init(.escape, "palette-close", .palette, [.escape, .control("c")], "Do nothing"),
    ]
}
