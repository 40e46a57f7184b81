import LexiScreen

/// The keys that search, and those of the search's field.
extension KeyTable {
    static let finding: [KeyBinding] = [
        .init(
            .search, "search", .panes, [.character("/")], "/",
            "Search in the pane; without a capital letter the case does not count"),
        .init(
            .searchNext, "search-next", .panes, [.character("n")], "n",
            "Next match; after the last comes the first"),
        .init(
            .searchPrevious, "search-previous", .panes, [.character("N")], "N", "Previous match"),
    ]

    static let search: [KeyBinding] = [
        .init(.searchAccept, "search-accept", .search, [.enter, .tab], "Enter", "Keep the search"),
        .init(
            .searchCancel, "search-cancel", .search, [.escape, .control("c")], "Esc",
            "Give it up and go back to where you were"),
        .init(
            .searchNext, "search-down", .search, [.special(.down, []), .control("n")],
            "Down, Ctrl+N", "Next match"),
        .init(
            .searchPrevious, "search-up", .search, [.special(.up, []), .control("p")],
            "Up, Ctrl+P", "Previous match"),
    ]
}
