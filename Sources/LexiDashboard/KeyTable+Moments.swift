import LexiPanes
import LexiScreen

/// The keys that select steps, thoughts and sentences, and what they do with them.
extension KeyTable {
    static let conversation: [KeyBinding] = [
        .init(
            .nextSentence, "next-sentence", .conversation, [.character(")")], ")",
            "Select the next sentence; the other panes show its moment"),
        .init(
            .previousSentence, "previous-sentence", .conversation, [.character("(")], "(",
            "Select the previous sentence"),
    ]

    static let tools: [KeyBinding] =
        list(.tools, "step") + [
            .init(
                .openDetail, "detail", .tools, [.enter], "Enter", "All that is known of the step"),
            .init(
                .filter, "filter", .tools, [.character("f")], "f",
                "Filter the steps by name, state or summary; Esc clears it"),
            .init(
                .toggleTotals, "totals", .tools, [.character("t")], "t",
                "Totals by tool, or the steps again"),
        ]

    static let thinking: [KeyBinding] =
        list(.thinking, "thought") + [
            .init(
                .fold, "fold", .thinking, [.character(" ")], "Space",
                "Fold or unfold the turn's thoughts")
        ]

    /// The keys of a list whose items can be selected.
    private static func list(_ scope: KeyScope, _ noun: String) -> [KeyBinding] {
        [
            .init(
                .selectNext, "next-\(noun)", scope, [.character("j"), .special(.down, [])],
                "j, Down", "Select the next \(noun); the other panes show its moment"),
            .init(
                .selectPrevious, "previous-\(noun)", scope, [.character("k"), .special(.up, [])],
                "k, Up", "Select the previous \(noun)"),
            .init(
                .selectFirst, "first-\(noun)", scope, [.character("g"), .special(.home, [])],
                "g, Home", "Select the first \(noun)"),
            .init(
                .selectLast, "last-\(noun)", scope, [.character("G"), .special(.end, [])],
                "G, End", "Select the last \(noun) and follow; once more: select nothing"),
        ]
    }

    static let detail: [KeyBinding] = [
        .init(
            .detailNext, "detail-next", .detail, [.character("l"), .special(.right, [])],
            "l, Right", "The next step"),
        .init(
            .detailPrevious, "detail-previous", .detail,
            [.character("h"), .special(.left, [])], "h, Left", "The previous step"),
        .init(
            .escape, "detail-close", .detail,
            [.escape, .enter, .character("q"), .control("c")], "Esc, Enter", "Close the details"),
    ]
}

extension KeyScope {
    /// The scope of the keys while a pane has the focus.
    init(_ pane: PaneID) {
        switch pane {
        case .message: self = .message
        case .conversation: self = .conversation
        case .tools: self = .tools
        case .thinking: self = .thinking
        }
    }

    /// Where a key has its meaning when it has none here; `nil` when it has none at all.
    var wider: KeyScope? {
        switch self {
        case .conversation, .tools, .thinking: .panes
        case .message, .panes: .anywhere
        case .anywhere, .history, .detail, .form, .search, .copyMenu: nil
        }
    }
}
