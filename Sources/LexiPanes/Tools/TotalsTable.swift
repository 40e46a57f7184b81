import LexiScreen
import LexiSession
import LexiState

/// Totals by tool: how often, how long together and at most, and what failed.
enum TotalsTable {
    static func lines(_ totals: [StepTotals], width: Int, look: Look) -> [StyledLine] {
        func time(_ seconds: Double?) -> String {
            seconds.map { Wording.step(seconds: $0) } ?? look.glyphs.unknown
        }
        let longest = totals.map { TextWidth.columns(of: $0.tool) }.max() ?? 0
        // Times and the longest give way before the name does.
        let showsLongest = width >= 8 + 4 + 8 + 8
        let numberColumns = 4 + 8 + (showsLongest ? 8 : 0)
        let nameColumns = max(4, min(max(longest, 4), width - numberColumns))
        func row(_ name: String, _ count: String, _ total: String, _ longest: String, _ role: Role)
            -> StyledLine
        {
            let name = TextWidth.truncated(
                name, columns: nameColumns, ellipsis: look.glyphs.ellipsis)
            let blank = String(repeating: " ", count: nameColumns - TextWidth.columns(of: name))
            let numbers =
                right(count, 4) + right(total, 8) + (showsLongest ? right(longest, 8) : "")
            return StyledLine([
                Span(text: name + blank, role: role == .muted ? .muted : .toolName),
                Span(text: numbers, role: role),
            ])
        }
        var lines = [row("tool", "uses", "total", "longest", .muted)]
        for total in totals {
            lines.append(
                row(
                    total.tool, "\(total.count)", time(total.totalSeconds),
                    time(total.longestSeconds), .toolTime))
            for (count, word, role) in [
                (total.failedCount, "failed", Role.toolFailed),
                (total.unfinishedCount, "unfinished", .toolUnfinished),
                (total.runningCount, "running", .toolRunning),
            ] where count > 0 {
                lines.append(StyledLine("  \(count) \(word)", role))
            }
        }
        return lines.numbered(block: 0)
    }

    private static func right(_ text: String, _ columns: Int) -> String {
        // A space at least, so that two numbers never touch.
        String(repeating: " ", count: max(1, columns - TextWidth.columns(of: text))) + text
    }
}
