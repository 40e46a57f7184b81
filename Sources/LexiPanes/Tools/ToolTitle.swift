import LexiAPI
import LexiState

/// The title of the tools: which turn, how many steps, and what is wrong or running among them.
enum ToolTitle {
    /// - Parameter shownCount: The steps that the filter leaves; `nil` for the totals.
    static func text(
        _ subject: PaneSubject, _ view: ToolsView, shownCount: Int?, now: Instant, look: Look,
        columns: Int
    ) -> String {
        var title = FittedLine<TitlePart>(.tools, subject, look: look)
        guard let turn = subject.turn, !turn.steps.isEmpty else {
            return title.text(columns: columns)
        }
        let total = turn.steps.count
        let steps = Wording.count(total, "step")
        if shownCount == nil {
            title.add(.count, "totals of \(steps)", "totals", look: look)
        } else if let shownCount, !view.filter.isEmpty {
            title.add(.count, "\(shownCount) of \(steps)", "\(shownCount)/\(total)", look: look)
        } else {
            title.add(.count, steps, "\(total)", look: look)
        }
        // Told even where a filter or the totals hide the step itself.
        let failed = turn.steps.count { $0.state == .failed }
        let running = turn.steps.count { $0.state == .running }
        if failed > 0 {
            title.add(.failed, "\(failed) failed", "\(look.glyphs.failed)\(failed)", look: look)
        }
        if running > 0 {
            title.add(
                .running, "\(running) running", "\(look.glyphs.barHead)\(running)", look: look)
        }
        title.addMoment(subject, look: look)
        // The server's record has no times of its events.
        guard !turn.isEarlier else { return title.text(columns: columns) }
        let elapsed = Wording.fixed(turn.elapsedSeconds(now: now), digits: 2)
        title.add(.elapsed, "\(elapsed) s", "", look: look)
        return title.text(columns: columns)
    }
}
