import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// Searching: the field's keys and the steps from match to match.
extension DashboardCore {
    mutating func handleSearchField(_ key: Key) -> [Request] {
        let command = command(key, in: .search)
        if let command, perform(search: command) { return [] }
        if case .character(let character) = key {
            view.editSearch(.insert(String(character)), state)
        } else if let command = self.command(key, in: .message), let edit = Self.edits[command] {
            view.editSearch(edit, state)
        }
        return []
    }

    /// Does what a command asks for here; `false` when it is none of these.
    mutating func perform(search command: Command) -> Bool {
        switch command {
        case .search: view.openSearch(state)
        case .searchNext: step(forward: true)
        case .searchPrevious: step(forward: false)
        case .searchAccept: view.acceptSearch(state)
        case .searchCancel: view.cancelSearch(state)
        default: return false
        }
        return true
    }

    private mutating func step(forward: Bool) {
        if !view.stepSearch(forward: forward, state) {
            change(.notify(Notice(.information, "Nothing is searched for: / searches.")))
        }
    }

    /// The keys of searching in what lies over the panes.
    mutating func performOverlaySearch(_ key: Key) -> Bool {
        guard let command = command(key, in: .panes) else { return false }
        if command == .escape { return view.clearSearch(state) }
        return perform(search: command)
    }
}
