import LexiScreen

/// The keys that search, and those of the search's field.
extension ActionTable {
    static let finding: [DashboardAction] = [
        .init(
            .search, "search", .panes, [.character("/")], leader: .character("/"),
            "Search in the pane; without a capital letter the case does not count"),
        .init(
            .searchNext, "search-next", .panes, [.character("n")], leader: .character("*"),
            "Next match; after the last comes the first"),
        .init(
            .searchPrevious, "search-previous", .panes, [.character("N")], leader: .character("#"),
            "Previous match"),
    ]

    static let search: [DashboardAction] = [
        .init(.searchAccept, "search-accept", .search, [.enter, .tab], "Keep the search"),
        .init(
            .searchCancel, "search-cancel", .search, [.escape, .control("c")],
            "Give it up and go back to where you were"),
        .init(
            .searchNext, "search-down", .search, [.special(.down, []), .control("n")], "Next match"),
        .init(
            .searchPrevious, "search-up", .search, [.special(.up, []), .control("p")],
            "Previous match"),
    ]
}
