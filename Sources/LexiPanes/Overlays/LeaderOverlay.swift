import LexiScreen

/// What can follow the leader: keys and the names of what they do.
public struct LeaderHelp: Sendable, Hashable {
    /// The leader's name.
    public var leader = ""
    public var entries: [HelpEntry] = []

    public init() {}
}

extension ScreenView {
    /// The list opens at once: who knows the second key has pressed it before it is read, and who
    /// does not has nothing to wait for.
    mutating func drawLeader(into grid: inout Grid) {
        let width = OverlayBox.columns(grid.size, most: 110)
        let lines = LeaderOverlay.lines(leaderHelp.entries, width: width, look: look)
        helpTop = max(0, min(helpTop, lines.count - (grid.size.rows - 2)))
        let inner = OverlayBox.draw(
            "\(leaderHelp.leader), then (Esc goes back)", lines: lines, top: helpTop, width: width,
            look: look, into: &grid)
        drawMore(lines.count, top: helpTop, inner, into: &grid)
    }
}

/// The keys in columns, which are read downwards.
enum LeaderOverlay {
    private static let keyColumns = 7
    private static let gap = 1

    static func lines(_ entries: [HelpEntry], width: Int, look: Look) -> [StyledLine] {
        let widest = entries.map { TextWidth.columns(of: $0.text) }.max() ?? 0
        let column = keyColumns + widest + gap
        let columns = max(1, (width + gap) / column)
        let rows = (entries.count + columns - 1) / columns
        return (0..<rows).map { row in
            var spans: [Span] = []
            for index in stride(from: row, to: entries.count, by: rows) {
                let entry = entries[index]
                spans.append(Span(text: padded(entry.keys, to: keyColumns), role: .accent))
                let isLast = index + rows >= entries.count
                let room = min(widest, max(1, width - keyColumns))
                let text = TextWidth.truncated(
                    entry.text, columns: room, ellipsis: look.glyphs.ellipsis)
                spans.append(
                    Span(text: isLast ? text : padded(text, to: widest + gap), role: .overlay))
            }
            return StyledLine(spans)
        }
    }

    private static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(1, columns - TextWidth.columns(of: text)))
    }
}
