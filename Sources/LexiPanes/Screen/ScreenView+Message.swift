import LexiAPI
import LexiScreen
import LexiState

/// The message being written.
extension ScreenView {
    func drawCounter(_ state: AppState, in frame: Rect, into grid: inout Grid) {
        let clip = frame.inset(columns: 2, rows: 0)
        let count = state.activeTab.composer.scalarCount
        let limit = ChatRequest.documentedMessageLimit
        let text = " \(count)/\(limit) "
        let role: Role = count > limit ? .error : count > limit * 9 / 10 ? .warning : .messageHint
        let column = clip.endColumn - text.count
        grid.write(text, column: column, row: clip.row, style: look.theme[role], clip: clip)
    }

    func drawMessage(
        _ layout: ScreenLayout, _ message: MessageLayout, _ state: AppState, into grid: inout Grid
    ) -> Point? {
        guard let rect = layout.contents[.message], rect.rows > 0 else { return nil }
        if let frame = layout.frames[.message] {
            drawTitle(PaneID.message.title, of: .message, layout, into: &grid)
            drawCounter(state, in: frame, into: &grid)
        } else {
            grid.write(
                look.glyphs.folded, column: 0, row: rect.row,
                style: look.theme[focus == .message ? .titleFocused : .title])
        }
        let top = max(0, min(message.caret.row - rect.rows / 2, message.rows.count - rect.rows))
        for row in 0..<min(rect.rows, message.rows.count - top) {
            grid.write(
                message.rows[top + row].shown, column: rect.column, row: rect.row + row,
                style: look.theme[.messageText], clip: rect)
        }
        if state.activeTab.composer.isEmpty {
            let hint = state.activeTab.isRunning ? "Esc stops Lexi" : "Ask Lexi something"
            grid.write(
                hint, column: rect.column + (focus == .message ? 1 : 0), row: rect.row,
                style: look.theme[.messageHint], clip: rect)
        }
        guard focus == .message else { return nil }
        return Point(
            column: min(rect.column + message.caret.column, rect.endColumn - 1),
            row: rect.row + message.caret.row - top)
    }
}
