import LexiAPI
import LexiScreen
import LexiState

/// The rows of the tool timeline: state, name, time, and a bar on the turn's time axis.
///
/// Where the rows are is kept from frame to frame; what a row looks like moves with time and is
/// worked out only for the rows that are seen.
struct ToolLines: SidePane {
    /// A step's name, numbered among its like, and its summary's lines.
    private struct Row {
        var name: String
        var summary: [StyledLine]
    }

    private struct Key: Equatable {
        var turn: TurnID?
        var revision: Int
        var width: Int
    }

    private var key = Key(revision: -1, width: 0)
    private var turn: Turn?
    private var now = Instant(nanoseconds: 0, unixSeconds: 0)
    private var look: Look
    private var rows: [Row] = []
    private var starts = LineStarts()
    private var nameColumns = 0
    /// Shown in place of rows when there are none.
    private var hint: [StyledLine] = []

    init(look: Look) { self.look = look }

    var lineCount: Int { rows.isEmpty ? hint.count : starts.lineCount }

    func line(at index: Int) -> StyledLine {
        guard let turn, !rows.isEmpty else { return hint[index] }
        let row = starts.item(ofLine: index)
        let offset = index - starts[row]
        return offset == 0 ? head(row, turn) : rows[row].summary[offset - 1]
    }

    func anchor(ofLine index: Int) -> Anchor {
        guard !rows.isEmpty, index >= 0 else { return Anchor(section: 0, block: 0, offset: 0) }
        let row = starts.item(ofLine: index)
        return Anchor(section: 0, block: row, offset: index - starts[row])
    }

    func line(of anchor: Anchor) -> Int {
        guard rows.indices.contains(anchor.block) else { return max(0, lineCount - 1) }
        let start = starts[anchor.block]
        return start + min(anchor.offset, rows[anchor.block].summary.count)
    }

    func title(_ tab: Tab, now: Instant, look: Look) -> String {
        let title = PaneID.tools.title
        guard let turn = tab.lastTurn, !turn.steps.isEmpty else { return title }
        let line = look.glyphs.lines[10]
        let count = Wording.count(turn.steps.count, "step")
        let seconds = Wording.fixed(turn.elapsedSeconds(now: now), digits: 2)
        return "\(title) \(line) \(count) \(line) \(seconds) s"
    }

    mutating func update(
        _ tab: Tab, _ state: AppState, width: Int, now: Instant, look: Look
    ) {
        let turn = tab.lastTurn
        self.now = now
        let key = Key(turn: turn?.id, revision: turn?.toolRevision ?? 0, width: width)
        guard key != self.key || look != self.look || turn == nil else {
            // Only what time decides has changed, and whether the turn still runs.
            self.turn = turn
            if rows.isEmpty { hint = Self.hint(turn, width: width) }
            return
        }
        self.key = key
        self.look = look
        self.turn = turn
        hint = Self.hint(turn, width: width)
        let steps = turn?.steps ?? []
        let names = Self.numberedNames(steps)
        nameColumns = min(
            names.map { TextWidth.columns(of: $0) }.max() ?? 0, max(8, width * 2 / 5))
        rows = zip(steps, names).map { step, name in
            Row(name: name, summary: Self.summary(step, width: width))
        }
        starts = LineStarts()
        for row in rows { starts.append(lines: 1 + row.summary.count) }
    }

    private static func hint(_ turn: Turn?, width: Int) -> [StyledLine] {
        let text =
            switch turn {
            case nil: "Tool steps appear here."
            case let turn? where !turn.request.allowTools: "Tools are off for this message."
            case let turn?: turn.isRunning ? "No tool used yet." : "No tool was used."
            }
        return LineWrap.lines([Span(text: text, role: .muted)], width: width)
    }

    /// `contacts.get 2/3` where a tool was used more than once.
    private static func numberedNames(_ steps: [ToolStep]) -> [String] {
        let totals = Dictionary(grouping: steps, by: \.tool).mapValues(\.count)
        var seen: [String: Int] = [:]
        return steps.map { step in
            seen[step.tool, default: 0] += 1
            let total = totals[step.tool] ?? 1
            return total > 1 ? "\(step.tool) \(seen[step.tool] ?? 1)/\(total)" : step.tool
        }
    }

    private func head(_ row: Int, _ turn: Turn) -> StyledLine {
        let step = turn.steps[row]
        let glyphs = look.glyphs
        let (mark, role): (String, Role) =
            switch step.state {
            case .running: (glyphs.spinner(atNanoseconds: now.nanoseconds), .toolRunning)
            case .completed: (glyphs.done, .toolDone)
            case .failed: (glyphs.failed, .toolFailed)
            case .unfinished: (glyphs.unfinished, .toolUnfinished)
            }
        let name = TextWidth.truncated(
            rows[row].name, columns: nameColumns, ellipsis: glyphs.ellipsis)
        let blank = String(repeating: " ", count: nameColumns - TextWidth.columns(of: name))
        let time =
            step.seconds(now: now).map { Wording.fixed($0, digits: 2) + "s" } ?? glyphs.unknown
        let paddedTime = String(repeating: " ", count: max(0, 7 - time.count)) + time
        var spans = [
            Span(text: mark + " ", role: role), Span(text: name + blank + " ", role: .toolName),
            Span(text: paddedTime + " ", role: .toolTime),
        ]
        let room = key.width - (2 + nameColumns + 1 + paddedTime.count + 1)
        if room >= 6 {
            spans.append(
                Span(
                    text: bar(step, turn, columns: room),
                    role: step.state == .running ? .toolRunning : .toolBar))
        }
        return StyledLine(spans)
    }

    private func bar(_ step: ToolStep, _ turn: Turn, columns: Int) -> String {
        guard let startedAt = step.startedAt else { return "" }
        // The axis ends with the last step, so that a long answer does not shrink the bars.
        let lastEnd = turn.isToolRunning ? now : turn.lastToolEnd ?? now
        let axis = max(lastEnd.seconds(since: turn.sentAt), 0.001)
        func column(_ instant: Instant) -> Int {
            Int((instant.seconds(since: turn.sentAt) / axis * Double(columns)).rounded(.down))
        }
        let start = min(column(startedAt), columns - 1)
        let end = min(max(start + 1, column(step.endedAt ?? now)), columns)
        let blank = String(repeating: " ", count: start)
        guard step.state == .running else {
            return blank + String(repeating: look.glyphs.bar, count: end - start)
        }
        let body = String(repeating: look.glyphs.bar, count: max(0, end - start - 1))
        return blank + body + look.glyphs.barHead
    }

    private static func summary(_ step: ToolStep, width: Int) -> [StyledLine] {
        var text = step.summary ?? ""
        let word: String? =
            switch step.state {
            case .failed: "failed"
            case .unfinished: "unfinished"
            case .running, .completed: step.undocumentedStatus
            }
        if let word { text = text.isEmpty ? word : "\(word): \(text)" }
        guard !text.isEmpty else { return [] }
        let indent = [Span(text: "  ", role: .toolSummary)]
        return LineWrap.lines(
            [Span(text: text, role: .toolSummary)], width: width, firstPrefix: indent)
    }
}
