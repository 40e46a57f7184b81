import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The columns of a timeline's rows: mark, name, time, and the bar.
struct StepRowLayout: Hashable {
    private(set) var nameColumns: Int
    private(set) var showsTime = true
    private(set) var barColumns: Int

    private static let timeColumns = 7
    private static let leastBarColumns = 6
    private static let leastNameColumns = 4

    /// - Parameters:
    ///   - longestName: Columns of the longest name; what there is no room for is cut.
    ///   - width: Columns of the whole row.
    init(longestName: Int, width: Int) {
        // A mark and a space, and a space before the bar.
        var room = width - 3 - Self.leastBarColumns
        if room - Self.timeColumns - 1 < min(longestName, Self.leastNameColumns) {
            showsTime = false
        } else {
            room -= Self.timeColumns + 1
        }
        nameColumns = max(1, min(longestName, room))
        barColumns = max(0, width - 3 - nameColumns - (showsTime ? Self.timeColumns + 1 : 0))
    }

    /// The row of a step.
    func line(
        _ step: ToolStep, _ name: NumberedName, in turn: Turn, now: Instant, look: Look
    ) -> StyledLine {
        let (mark, role) = Self.mark(step.state, now: now, look: look)
        let name = name.fitted(nameColumns, ellipsis: look.glyphs.ellipsis)
        let blank = String(repeating: " ", count: nameColumns - TextWidth.columns(of: name))
        var spans = [
            Span(text: mark + " ", role: role), Span(text: name + blank + " ", role: .toolName),
        ]
        if showsTime {
            let time = Self.time(step, now: now, look: look)
            let pad = String(
                repeating: " ", count: max(0, Self.timeColumns - TextWidth.columns(of: time)))
            spans.append(Span(text: pad + time + " ", role: .toolTime))
        }
        let barRole: Role =
            switch step.state {
            case .running: .toolRunning
            case .completed: .toolBar
            case .failed: .toolFailed
            case .unfinished: .toolUnfinished
            }
        spans.append(
            Span(text: bar(step, TimeAxis(turn, now: now), now: now, look: look), role: barRole))
        return StyledLine(spans)
    }

    static func mark(_ state: ToolStep.State, now: Instant, look: Look) -> (String, Role) {
        switch state {
        case .running: (look.spinner(at: now), .toolRunning)
        case .completed: (look.glyphs.done, .toolDone)
        case .failed: (look.glyphs.failed, .toolFailed)
        case .unfinished: (look.glyphs.unfinished, .toolUnfinished)
        }
    }

    private static func time(_ step: ToolStep, now: Instant, look: Look) -> String {
        step.seconds(now: now).map { Wording.step(seconds: $0) } ?? look.glyphs.unknown
    }

    private func bar(_ step: ToolStep, _ axis: TimeAxis, now: Instant, look: Look) -> String {
        guard barColumns > 0 else { return "" }
        // Nobody knows when the steps of a record were.
        guard step.startedAt != nil || step.endedAt != nil else { return "" }
        let end = step.endedAt ?? now
        // A step that was never started is a point at its end.
        let start = min(
            axis.column(step.startedAt ?? end, of: barColumns), barColumns - 1)
        let blank = String(repeating: " ", count: start)
        guard step.startedAt != nil else { return blank + look.glyphs.barPoint }
        let columns = min(max(start + 1, axis.column(end, of: barColumns)), barColumns) - start
        guard step.state == .running else {
            return blank + String(repeating: look.glyphs.bar, count: columns)
        }
        return blank + String(repeating: look.glyphs.bar, count: columns - 1) + look.glyphs.barHead
    }
}

/// A tool's name, numbered where it was used more than once: `contacts.get 2/3`.
struct NumberedName: Hashable {
    var tool: String
    /// ` 2/3`; empty for a tool that was used once.
    var number: String

    var columns: Int { TextWidth.columns(of: tool) + number.utf8.count }

    static func names(of steps: [ToolStep]) -> [NumberedName] {
        let totals = Dictionary(grouping: steps, by: \.tool).mapValues(\.count)
        var seen: [String: Int] = [:]
        return steps.map { step in
            seen[step.tool, default: 0] += 1
            let total = totals[step.tool] ?? 1
            return NumberedName(
                tool: step.tool, number: total > 1 ? " \(seen[step.tool] ?? 1)/\(total)" : "")
        }
    }

    /// The name in at most so many columns; the number is kept as long as it leaves any room.
    func fitted(_ limit: Int, ellipsis: String) -> String {
        if columns <= limit { return tool + number }
        let room = limit - number.utf8.count
        guard room > 1 else {
            return TextWidth.truncated(tool, columns: limit, ellipsis: ellipsis)
        }
        return TextWidth.truncated(tool, columns: room, ellipsis: ellipsis) + number
    }
}
