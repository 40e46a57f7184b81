import LexiScreen

/// The keys that select steps, thoughts and sentences, and what they do with them.
extension ActionTable {
    static let conversation: [DashboardAction] = [
        .init(
            .nextSentence, "next-sentence", .conversation, [.character(")")],
            leader: .character(")"),
            "Select the next sentence; the other panes show its moment"),
        .init(
            .previousSentence, "previous-sentence", .conversation, [.character("(")],
            leader: .character("("),
            "Select the previous sentence"),
    ]

    static let tools: [DashboardAction] =
        list(.tools, "step") + [
            .init(
                .openDetail, "detail", .tools, [.enter], leader: .character("v"),
                "All that is known of the step"),
            .init(
                .filter, "filter", .tools, [.character("f")], leader: .character("F"),
                "Filter the steps by name, state or summary; Esc clears it"),
            .init(
                .toggleTotals, "totals", .tools, [.character("t")], leader: .character("="),
                "Totals by tool, or the steps again"),
        ]

    static let thinking: [DashboardAction] =
        list(.thinking, "thought") + [
            .init(
                .fold, "fold", .thinking, [.character(" ")], leader: .character("h"),
                "Fold or unfold the turn's thoughts")
        ]

    /// The keys of a list whose items can be selected.
    private static func list(_ scope: KeyScope, _ noun: String) -> [DashboardAction] {
        [
            .init(
                .selectNext, "next-\(noun)", scope, [.character("j"), .special(.down, [])],
                "Select the next \(noun); the other panes show its moment"),
            .init(
                .selectPrevious, "previous-\(noun)", scope, [.character("k"), .special(.up, [])],
                "Select the previous \(noun)"),
            .init(
                .selectFirst, "first-\(noun)", scope, [.character("g"), .special(.home, [])],
                "Select the first \(noun)"),
            .init(
                .selectLast, "last-\(noun)", scope, [.character("G"), .special(.end, [])],
                "Select the last \(noun) and follow; once more: select nothing"),
        ]
    }

    static let detail: [DashboardAction] = [
        .init(
            .detailNext, "detail-next", .detail, [.character("l"), .special(.right, [])],
            "The next step"),
        .init(
            .detailPrevious, "detail-previous", .detail,
            [.character("h"), .special(.left, [])], "The previous step"),
        .init(
            .escape, "detail-close", .detail,
            [.escape, .enter, .character("q"), .control("c")], "Close the details"),
    ]
}
