import LexiAPI
import LexiSession
import LexiState

extension ScreenView {
    /// When the last turn has just ended without completing, and what is said of it has more lines
    /// than the pane, its beginning is shown once: what failed stands before what to do about it.
    func revealFailure(
        _ tab: Tab, _ view: inout TabView, in source: some LineSource, rows: Int
    ) {
        guard let turn = tab.turns.last else { return }
        let ending = turn.isRunning ? nil : SelectionView.Ending(turn)
        defer { view.selection.seenEnding = ending }
        guard let ending, ending != view.selection.seenEnding, turn.outcome != .completed,
            view.viewports[.conversation]?.isFollowing ?? true
        else { return }
        let section = tab.turns.count - 1
        let first = firstLine(ofBlock: .max, section: section, in: source)
        // An ending that follows text begins with a blank line.
        let isBlank = source.line(at: first).spans.allSatisfy { $0.text.allSatisfy { $0 == " " } }
        let start = isBlank && first + 1 < source.lineCount ? first + 1 : first
        guard source.lineCount - start > rows else { return }
        var viewport = Viewport()
        viewport.anchor(at: min(start, source.lineCount - rows), in: source)
        view.viewports[.conversation] = viewport
    }
}

extension SelectionView {
    /// One end of a turn; another try has another.
    struct Ending: Hashable {
        private let turn: TurnID
        private let attempt: Int

        init(_ turn: Turn) {
            self.turn = turn.id
            attempt = turn.earlierAttempts.count
        }
    }
}
