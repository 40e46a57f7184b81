import LexiAPI
import LexiSession
import LexiState

/// What a search knows of a pane's lines without looking at them.
extension SearchStamp {
    /// A stamp for each turn of a conversation.
    static func conversation(_ tab: Tab) -> [SearchStamp] {
        tab.turns.indices.map { index in
            let turn = tab.turns[index]
            let attempts = turn.earlierAttempts.count
            // What was tried before folds when the turn ends.
            let folds = attempts > 0 && !turn.isRunning
            return SearchStamp(
                base: [
                    turn.id.rawValue.folded, attempts, folds ? 1 : 0, turn.answer.isEmpty ? 1 : 0,
                ],
                tail: turn.revision)
        }
    }

    /// The stamp of a pane about one turn.
    static func side(
        _ pane: PaneID, _ subject: PaneSubject, lineCount: Int
    ) -> [SearchStamp] {
        guard let turn = subject.turn else { return [SearchStamp(base: [], tail: 0)] }
        let base = [turn.id.rawValue.folded, turn.earlierAttempts.count]
        // Thoughts only come to those that are there; a step changes where it is.
        guard pane == .thinking else {
            return [SearchStamp(base: base + [turn.toolRevision, lineCount], tail: 0)]
        }
        // Folded, they are fewer lines than thoughts.
        let isFolded = lineCount < turn.thoughts.count
        return [SearchStamp(base: base + [isFolded ? 1 : 0], tail: turn.thoughts.count)]
    }
}
