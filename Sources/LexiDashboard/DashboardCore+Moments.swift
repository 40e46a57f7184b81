import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// Selecting steps, thoughts and sentences, and what is shown of them.
extension DashboardCore {
    private static let moves: [Command: SelectionMove] = [
        .selectNext: .next, .selectPrevious: .previous, .selectFirst: .first, .selectLast: .last,
    ]

    /// Does what a command asks for here; `false` when it is none of these.
    mutating func perform(timeline command: Command) -> Bool {
        if let move = Self.moves[command] {
            select(move, command)
            return true
        }
        switch command {
        case .nextSentence, .previousSentence:
            if let sentence = view.sentence(command == .nextSentence ? .next : .previous, state) {
                change(.select(sentence))
            }
        case .openDetail: openDetail()
        case .filter: change(.tools(.openFilter))
        case .toggleTotals: change(.tools(.toggleTotals))
        case .fold:
            guard let turn = view.lookedAtTurn(state) else { return true }
            let isFolded = ScreenView.isThinkingFolded(turn, state)
            change(.foldThinking(turn.id, !isFolded))
        default: return false
        }
        return true
    }

    private mutating func select(_ move: SelectionMove, _ command: Command) {
        guard let selection = view.selection(moved: move, state) else {
            // Without anything to select the keys scroll.
            view.scroll(Self.scrollsOfMoves[move]!, state)
            return
        }
        if move == .last {
            let isThere = state.activeTab.selection == selection
            change(.select(isThere ? nil : selection))
            view.followFocused(state)
        } else {
            change(.select(selection))
        }
    }

    private static let scrollsOfMoves: [SelectionMove: ScreenView.Scroll] = [
        .next: .lines(1), .previous: .lines(-1), .first: .top, .last: .end,
    ]

    /// Enter shows the selected step; with none selected that of the moment, else the newest.
    private mutating func openDetail() {
        if case .step = state.activeTab.selection {
        } else {
            guard let step = view.stepOfMoment(state) else { return }
            change(.select(step))
        }
        view.resetDetail()
        change(.openStep)
    }

    mutating func handleDetail(_ key: Key, now: Instant) -> [Request] {
        switch command(key, in: .detail) {
        case .escape: change(.closeOverlay)
        case .detailNext: moveDetail(.next)
        case .detailPrevious: moveDetail(.previous)
        default:
            guard let command = command(key, in: .panes) else { return [] }
            if let scroll = command.scroll { view.scroll(scroll, state) }
            return perform(copy: command, now: now) ?? []
        }
        return []
    }

    private mutating func moveDetail(_ move: SelectionMove) {
        guard let selection = view.selection(moved: move, state) else { return }
        view.resetDetail()
        change(.select(selection))
    }

    // MARK: The filter's field

    mutating func handleFilter(_ key: Key) -> [Request] {
        switch command(key, in: .filter) {
        case .filterClear: change(.tools(.clearFilter))
        case .filterAccept: change(.tools(.acceptFilter))
        default:
            if case .character(let character) = key {
                change(.tools(.editFilter(.insert(String(character)))))
            } else if let command = command(key, in: .message),
                let edit = Self.edits[command]
            {
                change(.tools(.editFilter(edit)))
            }
        }
        return []
    }

    /// Lets go of what is looked at, one thing after the other: totals, filter, selection.
    ///
    /// - Returns: Whether there was anything.
    mutating func leaveMoment() -> Bool {
        let tab = state.activeTab
        if view.focus == .tools, tab.tools.showsTotals {
            change(.tools(.toggleTotals))
        } else if view.focus == .tools, !tab.tools.filter.isEmpty {
            change(.tools(.clearFilter))
        } else if tab.selection != nil {
            change(.select(nil))
        } else {
            return false
        }
        return true
    }
}
