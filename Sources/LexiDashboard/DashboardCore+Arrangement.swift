public import LexiPanes
import LexiSession
import LexiState

/// How the panes are arranged.
extension DashboardCore {
    /// Does what a command asks for here; `false` when it is none of these.
    mutating func perform(arrangement command: Command) -> Bool {
        let change: PaneArrangement.Change
        switch command {
        case .splitLeft: change = .verticalLine(-1)
        case .splitRight: change = .verticalLine(1)
        case .splitUp: change = .horizontalLine(-1)
        case .splitDown: change = .horizontalLine(1)
        case .splitReset: change = .reset
        case .toggleTools: change = .toggle(.tools)
        case .toggleThinking: change = .toggle(.thinking)
        default: return false
        }
        if let words = view.arrange(change) { self.change(.notify(Notice(.information, words))) }
        return true
    }

    /// Arranges the panes as they were remembered.
    public mutating func restore(_ arrangement: PaneArrangement) {
        view.restore(arrangement)
        thinkingLeft = arrangement.thinking
        // What the settings say goes first.
        if setThinking == nil, let thinkingLeft { change(.setThinking(thinkingLeft)) }
    }

    /// The arrangement to remember.
    public var rememberedArrangement: PaneArrangement {
        var arrangement = view.rememberedArrangement
        let usual = setThinking ?? thinkingLeft ?? .live
        arrangement.thinking = state.thinkingMode == usual ? thinkingLeft : state.thinkingMode
        return arrangement
    }
}
