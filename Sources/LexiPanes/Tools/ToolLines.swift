import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The rows of the tool timeline: state, name, time, and a bar on the turn's time axis.
///
/// Where the rows are is kept from frame to frame; what a row looks like moves with time and is
/// worked out only for the rows that are seen.
struct ToolLines: SidePane {
    /// A step that is shown: its place in the turn, its name and its summary's lines.
    private struct Row {
        var step: Int
        var name: NumberedName
        var summary: [StyledLine]
    }

    /// What of a turn is shown here; text of the answer is not.
    private struct TurnKey: Equatable {
        var turn: TurnID?
        var revision = 0
        var isRunning = false
    }

    private struct Key: Equatable {
        var turn: TurnKey
        var width: Int
        var filter: String
        var showsTotals: Bool
        var look: Look
    }

    private var key: Key?
    /// For tests: how often rows, or what stands in their place, were laid out, and how often the
    /// turn was copied.
    private(set) var work = (layouts: 0, copies: 0)
    private var subject = PaneSubject()
    private var view = ToolsView()
    private var now = Instant(nanoseconds: 0, unixSeconds: 0)
    private var look: Look
    private var width = 0
    private var rows: [Row] = []
    private var starts = LineStarts()
    private var layout = StepRowLayout(longestName: 0, width: 0)
    /// Shown in place of rows: a hint when there are none, or the totals.
    private var stand: [StyledLine]?

    init(look: Look) { self.look = look }

    var lineCount: Int { stand?.count ?? starts.lineCount }

    func line(at index: Int) -> StyledLine {
        if let stand { return stand[index] }
        guard let turn = subject.turn else { return .empty }
        let row = starts.item(ofLine: index)
        let offset = index - starts[row]
        guard offset == 0 else { return rows[row].summary[offset - 1] }
        return layout.line(
            turn.steps[rows[row].step], rows[row].name, in: turn, now: now, look: look)
    }

    func anchor(ofLine index: Int) -> Anchor {
        if let stand { return Anchor(ofLine: index, in: stand) }
        guard index >= 0 else { return Anchor(section: 0, block: 0, offset: 0) }
        let row = starts.item(ofLine: index)
        return Anchor(section: 0, block: rows[row].step, offset: index - starts[row])
    }

    func line(of anchor: Anchor) -> Int {
        if let stand { return anchor.line(in: stand) }
        guard !rows.isEmpty else { return 0 }
        // With a filter the step itself may be gone; then it is the one before.
        let row = bisect(0..<rows.count) { rows[$0].step <= anchor.block }
        let offset = rows[row].step == anchor.block ? anchor.offset : 0
        return starts[row] + min(offset, rows[row].summary.count)
    }

    var marked: MarkedLines? {
        guard stand == nil, let cursor = subject.cursor, let step = cursor.step,
            let row = rows.firstIndex(where: { $0.step == step })
        else { return nil }
        let isSelected = if case .step = cursor.selection { true } else { false }
        return MarkedLines(lines: starts[row]..<starts[row + 1], isSelected: isSelected)
    }

    var footer: (line: StyledLine, caret: Int?)? {
        guard !view.showsTotals, view.isFiltering || !view.filter.isEmpty else { return nil }
        let field = FilterField(view, width: width, look: look)
        return (field.line, view.isFiltering ? field.caret : nil)
    }

    func item(atLine line: Int) -> SideItem? {
        guard stand == nil, (0..<lineCount).contains(line) else { return nil }
        return .step(rows[starts.item(ofLine: line)].step)
    }

    func title(columns: Int) -> String {
        ToolTitle.text(
            subject, view, shownCount: view.showsTotals ? nil : rows.count, now: now, look: look,
            columns: columns)
    }

    func header(columns: Int) -> String {
        ToolTitle.header(
            subject, view, shownCount: view.showsTotals ? nil : rows.count,
            barColumns: stand == nil ? layout.barColumns : 0, now: now, look: look,
            columns: columns)
    }

    mutating func update(
        _ subject: PaneSubject, _ tab: Tab, _ state: AppState, width: Int, now: Instant, look: Look
    ) {
        view = tab.tools
        let turnKey =
            subject.turn.map {
                TurnKey(turn: $0.id, revision: $0.toolRevision, isRunning: $0.isRunning)
            } ?? TurnKey()
        let key = Key(
            turn: turnKey, width: width, filter: view.filter.text,
            showsTotals: view.showsTotals, look: look)
        let renewsTurn = turnKey != self.key?.turn
        if renewsTurn { work.copies += 1 }
        self.subject.take(subject, renewsTurn: renewsTurn)
        // Totals are the one layout that moves with time.
        let hasTotalsMoved =
            view.showsTotals && now != self.now && self.subject.turn?.isToolRunning == true
        self.now = now
        guard key != self.key || hasTotalsMoved else { return }
        work.layouts += 1
        self.look = look
        self.width = width
        if key != self.key { layOut(self.subject.turn?.steps ?? []) }
        self.key = key
        stand = stand(self.subject.turn)
    }

    private mutating func layOut(_ steps: [ToolStep]) {
        let names = NumberedName.names(of: steps)
        rows = view.shownIndices(of: steps).map { index in
            Row(
                step: index, name: names[index],
                summary: Self.summary(steps[index], width: width))
        }
        layout = StepRowLayout(
            longestName: rows.map(\.name.columns).max() ?? 0, width: width)
        starts = LineStarts()
        for row in rows { starts.append(lines: 1 + row.summary.count) }
    }

    private func stand(_ turn: Turn?) -> [StyledLine]? {
        if view.showsTotals, let turn, !turn.steps.isEmpty {
            return TotalsTable.lines(turn.steps.totals(now: now), width: width, look: look)
        }
        guard rows.isEmpty else { return nil }
        let text =
            switch turn {
            case nil: "Tool steps appear here."
            case let turn? where !turn.steps.isEmpty:
                "No step matches the filter. \(look.keys[.stop]) clears it."
            case let turn? where turn.isEarlier: "The server's record of this answer has no steps."
            case let turn? where !turn.request.allowTools: "Tools are off for this message."
            // JSON in place of a stream tells of none, and has no end mark.
            case let turn? where turn.outcome == .completed && !turn.hasTerminator:
                "Whether a tool was used is not known: the answer has no end mark."
            case let turn?: turn.isRunning ? "No tool used yet." : "No tool was used."
            }
        return LineWrap.lines([Span(text: text, role: .muted)], width: width)
    }

    private static func summary(_ step: ToolStep, width: Int) -> [StyledLine] {
        let text = StepWording.summary(step)
        guard !text.isEmpty else { return [] }
        let indent = [Span(text: "  ", role: .toolSummary)]
        return LineWrap.lines(
            [Span(text: text, role: .toolSummary)], width: width, firstPrefix: indent)
    }
}
