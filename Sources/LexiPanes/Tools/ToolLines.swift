import LexiAPI
import LexiScreen
import LexiState

/// The rows of the tool timeline: state, name, time, and a bar on the turn's time axis.
enum ToolLines {
    static func title(_ turn: Turn?, now: Instant, glyphs: GlyphSet) -> String {
        guard let turn, !turn.steps.isEmpty else { return "Tools" }
        let line = glyphs.lines[10]
        let count = Wording.count(turn.steps.count, "step")
        let seconds = Wording.fixed(turn.elapsedSeconds(now: now), digits: 2)
        return "Tools \(line) \(count) \(line) \(seconds) s"
    }

    static func lines(_ turn: Turn?, width: Int, now: Instant, look: Look) -> [StyledLine] {
        guard let turn else {
            return LineWrap.lines([Span(text: "Tool steps appear here.", role: .muted)], width: width)
        }
        guard !turn.steps.isEmpty else {
            let text =
                !turn.request.allowTools
                ? "Tools are off for this message."
                : turn.isRunning ? "No tool used yet." : "No tool was used."
            return LineWrap.lines([Span(text: text, role: .muted)], width: width)
        }
        let names = numberedNames(turn.steps)
        let longest = names.map { TextWidth.columns(of: $0) }.max() ?? 0
        let nameColumns = min(longest, max(8, width * 2 / 5))
        var lines: [StyledLine] = []
        for (index, step) in turn.steps.enumerated() {
            let row = row(
                step, name: names[index], nameColumns: nameColumns, turn, width: width, now: now,
                look: look)
            let rows = [row] + summary(step, width: width, look: look)
            lines += rows.numbered(block: index)
        }
        return lines
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

    private static func row(
        _ step: ToolStep, name: String, nameColumns: Int, _ turn: Turn, width: Int, now: Instant,
        look: Look
    ) -> StyledLine {
        let glyphs = look.glyphs
        let (mark, role): (String, Role) =
            switch step.state {
            case .running: (glyphs.spinner(atNanoseconds: now.nanoseconds), .toolRunning)
            case .completed: (glyphs.done, .toolDone)
            case .failed: (glyphs.failed, .toolFailed)
            case .unfinished: (glyphs.unfinished, .toolUnfinished)
            }
        let shown = TextWidth.truncated(name, columns: nameColumns, ellipsis: glyphs.ellipsis)
        let blank = String(repeating: " ", count: nameColumns - TextWidth.columns(of: shown))
        let time = step.seconds(now: now).map { Wording.fixed($0, digits: 2) + "s" } ?? glyphs.unknown
        let paddedTime = String(repeating: " ", count: max(0, 7 - time.count)) + time
        var spans = [
            Span(text: mark + " ", role: role), Span(text: shown + blank + " ", role: .toolName),
            Span(text: paddedTime + " ", role: .toolTime),
        ]
        let used = 2 + nameColumns + 1 + paddedTime.count + 1
        if width - used >= 6 {
            spans.append(
                Span(
                    text: bar(step, turn, columns: width - used, now: now, glyphs: glyphs),
                    role: step.state == .running ? .toolRunning : .toolBar))
        }
        return StyledLine(spans)
    }

    private static func bar(
        _ step: ToolStep, _ turn: Turn, columns: Int, now: Instant, glyphs: GlyphSet
    ) -> String {
        guard let startedAt = step.startedAt else { return "" }
        // The axis ends with the last step, so that a long answer does not shrink the bars.
        let lastEnd = turn.steps.compactMap { $0.state == .running ? now : $0.endedAt }.max() ?? now
        let axis = max(lastEnd.seconds(since: turn.sentAt), 0.001)
        func column(_ instant: Instant) -> Int {
            Int((instant.seconds(since: turn.sentAt) / axis * Double(columns)).rounded(.down))
        }
        let start = min(column(startedAt), columns - 1)
        let end = min(max(start + 1, column(step.endedAt ?? now)), columns)
        var bar = String(repeating: " ", count: start)
        if step.state == .running {
            bar += String(repeating: glyphs.bar, count: max(0, end - start - 1)) + glyphs.barHead
        } else {
            bar += String(repeating: glyphs.bar, count: end - start)
        }
        return bar
    }

    private static func summary(_ step: ToolStep, width: Int, look: Look) -> [StyledLine] {
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
