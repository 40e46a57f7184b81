import LexiScreen
import LexiSession
import LexiState

/// Where one pane is shown at a time: which others there are.
extension ScreenView {
    /// Writes at the end of a title's line which key leads to which panes, as long as the title
    /// leaves room.
    ///
    /// - Parameter titleEnd: The first column behind the title.
    func drawOtherPanes(
        beside pane: PaneID, row: Int, titleEnd: Int, columns: Int, into grid: inout Grid
    ) {
        let key = look.keys[.nextPane]
        let names = otherPanes(beside: pane).map(\.title)
        let forms = (0...names.count).reversed().map { count in
            " "
                + ([key] + [names.prefix(count).joined(separator: ", ")].filter { !$0.isEmpty })
                .joined(separator: ": ") + " "
        }
        // A piece of the line stands before and behind.
        let room = columns - titleEnd - 2
        guard let text = forms.first(where: { TextWidth.columns(of: $0) <= room }) else { return }
        grid.write(
            text, column: columns - 1 - TextWidth.columns(of: text), row: row,
            style: look.theme[.title])
    }

    /// The panes that are not in sight, in the order in which one gets to them.
    private func otherPanes(beside shown: PaneID) -> [PaneID] {
        let all = reachablePanes
        let index = all.firstIndex(of: focus) ?? 0
        // The message stands below the conversation.
        return (all[index...] + all[..<index]).filter { $0 != shown && $0 != .message }
    }
}
