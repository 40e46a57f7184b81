import LexiScreen

/// The keys of a recording that is played, which count before those of the pane with the focus.
extension ActionTable {
    static let replay: [DashboardAction] = [
        .init(.replayPause, "replay-pause", .replay, [.character(" ")], "Pause, or go on"),
        .init(.replaySlower, "replay-slower", .replay, [.character("<")], "Half as fast"),
        .init(
            .replayFaster, "replay-faster", .replay, [.character(">")],
            "Twice as fast; in the end as fast as it goes"),
        .init(.quit, "replay-quit", .replay, [.character("q")], "Quit"),
    ]
}
