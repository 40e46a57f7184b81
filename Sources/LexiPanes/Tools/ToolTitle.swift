import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The title of the tools: which turn, how many steps, and what is wrong or running among them.
enum ToolTitle {
    /// - Parameter shownCount: The steps that the filter leaves; `nil` for the totals.
    static func text(
        _ subject: PaneSubject, _ view: ToolsView, shownCount: Int?, now: Instant, look: Look,
        columns: Int
    ) -> String {
        var title = parts(subject, view, shownCount: shownCount, look: look)
        // The server's record has no times of its events.
        if let turn = subject.turn, !turn.steps.isEmpty, !turn.isEarlier {
            let elapsed = Wording.fixed(turn.elapsedSeconds(now: now), digits: 2)
            title.add(.elapsed, "\(elapsed) s", "", look: look)
        }
        return title.text(columns: columns)
    }

    /// The title with the scale of the bars' time axis over them, as much of it as the words leave
    /// room for; its end is how long the turn has taken.
    ///
    /// - Parameter barColumns: The columns of the bars, at the end of the rows; 0 for none.
    static func header(
        _ subject: PaneSubject, _ view: ToolsView, shownCount: Int?, barColumns: Int, now: Instant,
        look: Look, columns: Int
    ) -> String {
        func plain() -> String {
            text(
                subject, view, shownCount: shownCount, now: now, look: look, columns: columns)
        }
        guard let turn = subject.turn, barColumns > 0, !turn.isEarlier else { return plain() }
        let labels = TimeScale(
            seconds: TimeAxis(turn, now: now).seconds, columns: barColumns
        ).labels
        // The first column of the header is the rows' second.
        let firstColumn = columns + 1 - barColumns
        // A blank, a piece of the line and another blank stand between title and scale.
        let endColumns = (labels.last?.text.utf8.count ?? 0) + 3
        let title = parts(subject, view, shownCount: shownCount, look: look)
            .text(columns: columns)
        var end = TextWidth.columns(of: title)
        guard end <= columns - endColumns else { return plain() }
        var header = title
        for label in labels where firstColumn + label.column >= end + 3 {
            let start = firstColumn + label.column
            let line = String(repeating: look.glyphs.lines[10], count: start - end - 2)
            header += " \(line) \(label.text)"
            end = start + label.text.utf8.count
        }
        return header
    }

    private static func parts(
        _ subject: PaneSubject, _ view: ToolsView, shownCount: Int?, look: Look
    ) -> FittedLine<TitlePart> {
        var title = FittedLine<TitlePart>(.tools, subject, look: look)
        guard let turn = subject.turn, !turn.steps.isEmpty else { return title }
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
        return title
    }
}
