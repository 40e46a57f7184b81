import LexiPanes
import LexiSession
import LexiState

/// What the keys do, as far as it makes sense to choose it from a list; in a command line all of
/// it, by its whole name.
struct ActionSource: PaletteSource {
    func items(_ context: PaletteContext) -> [PaletteItem] {
        let isReplay = context.state.replay != nil
        return Self.actions.filter { !isReplay || $0.action.command.onlyLooks }.map {
            (action, isListed) in
            PaletteItem(
                .action, action.name, action.help, keys: context.keymap.shown(action.name),
                isListed: isListed, .action(action.name))
        }
    }

    private static let actions: [(action: DashboardAction, isListed: Bool)] = {
        let ranks = Dictionary(
            leading.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return ActionTable.actions.filter { $0.scope.hasLeader }.enumerated()
            .sorted { left, right in
                (ranks[left.element.name] ?? leading.count, left.offset)
                    < (ranks[right.element.name] ?? leading.count, right.offset)
            }
            .map { ($0.element, isListed($0.element)) }
    }()

    /// The most useful ones, which lead the list.
    private static let leading = [
        "new-tab", "context", "retry", "stop", "search", "copy", "copy-menu", "export", "themes",
        "help", "history", "editor", "close-tab", "next-tab", "previous-tab", "zoom", "thinking",
        "filter", "totals", "detail", "quit",
    ]

    /// Moving about and editing are for keys.
    private static func isListed(_ action: DashboardAction) -> Bool {
        switch action.scope {
        case .message: ["send", "history", "unfold-paste"].contains(action.name)
        default: !action.name.hasPrefix("tab-") && !unlisted.contains(action.name)
        }
    }

    private static let unlisted: Set<String> = [
        "interrupt", "focus-next", "focus-previous", "page-up", "page-down", "scroll-up",
        "scroll-down", "half-page-up", "half-page-down", "next-step", "previous-step",
        "next-thought", "previous-thought", "palette", "command-line",
    ]
}

extension Keymap {
    /// The keys of an action as a list shows them: those behind the leader only where there are
    /// no others.
    func shown(_ name: String) -> String {
        guard let action = ActionTable.action(named: name) else { return "" }
        let plain = text(action, withLeader: false)
        return plain.isEmpty ? text(action) : plain
    }
}
