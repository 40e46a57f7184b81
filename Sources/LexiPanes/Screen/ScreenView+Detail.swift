import LexiAPI
import LexiScreen
public import LexiSession
public import LexiState

extension ScreenView {
    /// The step to show when none is selected: that of the selected moment, else the newest that
    /// the filter leaves; `nil` when there is none.
    public func stepOfMoment(_ state: AppState) -> Selection? {
        let tab = state.activeTab
        let subject = subject(tab, tabs[tab.id])
        guard let turn = subject.turn else { return nil }
        let shown = tab.tools.shownIndices(of: turn.steps)
        let index = subject.cursor?.step.flatMap { shown.contains($0) ? $0 : nil } ?? shown.last
        return index.map { .step(turn: turn.id, index: $0) }
    }

    /// Whether the thoughts of a turn are folded.
    public static func isThinkingFolded(_ turn: Turn, _ state: AppState) -> Bool {
        ThinkingFold.isFolded(turn, state.activeTab, mode: state.thinkingMode)
    }

    /// The next details begin at their first line.
    public mutating func resetDetail() { detailTop = 0 }

    mutating func scrollDetail(_ scroll: Scroll) {
        switch scroll {
        case .lines(let lines): detailTop += lines
        case .pages(let pages): detailTop += Int(Double(lastSize.rows - 2) * pages)
        case .top: detailTop = 0
        case .end: detailTop = .max / 2
        }
    }

    /// Draws the details of the selected step.
    ///
    /// - Returns: The caret's place, when a search's field takes the keys.
    mutating func drawDetail(
        _ state: AppState, now: Instant, into grid: inout Grid
    ) -> Point? {
        let tab = state.activeTab
        let subject = subject(tab, tabs[tab.id])
        guard let cursor = subject.cursor, let turn = subject.turn else { return nil }
        let width = OverlayBox.columns(grid.size, most: 72)
        let lines = StepOverlay.lines(cursor, subject, now: now, width: width, look: look)
        let below = lines.count - (grid.size.rows - 2)
        detailTop = searchOverlay(lines, width: width, top: detailTop, rows: grid.size.rows - 2)
        detailTop = max(0, min(detailTop, below))
        let inner = OverlayBox.draw(
            StepOverlay.title(cursor, in: turn), lines: lines, top: detailTop, width: width,
            look: look, into: &grid)
        drawnOverlay = OverlayArea(inner: inner, top: detailTop)
        let more = below > detailTop ? " \(below - detailTop) more \(look.glyphs.down)" : ""
        let others = "\(look.keys[.detailPrevious]) \(look.keys[.detailNext])"
        let close = look.keys[.detailClose]
        let hints = [
            "\(more) \(others): other steps, \(close) closes ", "\(more) \(others), \(close) ",
        ]
        let hint = hints.first { TextWidth.columns(of: $0) <= inner.columns - 2 } ?? " \(close) "
        grid.write(
            hint, column: inner.endColumn - TextWidth.columns(of: hint), row: inner.endRow,
            style: look.theme[below > 0 ? .badge : .title], clip: grid.bounds)
        return drawOverlaySearch(lines, top: detailTop, inner, into: &grid)
    }
}
