import LexiAPI
public import LexiSession

/// What the reader points at: the moment that all panes show.
public enum Selection: Sendable, Hashable {
    /// A step of a turn's tool timeline, by its index in ``Turn/steps``.
    case step(turn: TurnID, index: Int)
    /// A thought of a turn, by its index in ``Turn/thoughts``.
    case thought(turn: TurnID, index: Int)
    /// A part of a turn's answer, in UTF-8 bytes of its text.
    case text(turn: TurnID, range: Range<Int>)

    /// The turn that it lies in.
    public var turn: TurnID {
        switch self {
        case .step(let turn, _), .thought(let turn, _), .text(let turn, _): turn
        }
    }
}

extension Turn {
    /// Whether the turn has what a selection points at.
    func contains(_ selection: Selection) -> Bool {
        guard selection.turn == id else { return false }
        return switch selection {
        case .step(_, let index): steps.indices.contains(index)
        case .thought(_, let index): thoughts.indices.contains(index)
        case .text(_, let range):
            !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= answer.text.utf8.count
        }
    }
}

extension Tab {
    /// The turn that holds the selection.
    public var selectedTurn: Turn? {
        selection.flatMap { selection in turns.last { $0.id == selection.turn } }
    }
}

extension AppState {
    /// Points at something in the active tab, or at nothing; what is not there is not pointed at.
    mutating func select(_ selection: Selection?) {
        if let selection {
            let turn = activeTab.turns.last { $0.id == selection.turn }
            guard turn?.contains(selection) == true else { return }
        }
        activeScreen.selection = selection
    }
}
