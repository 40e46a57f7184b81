import LexiScreen

/// A line of the help: the keys and what they do.
public struct HelpEntry: Sendable, Hashable {
    public var section: String
    public var keys: String
    public var text: String

    public init(section: String, keys: String, text: String) {
        self.section = section
        self.keys = keys
        self.text = text
    }
}

/// The help over the panes, made from the key table.
enum HelpOverlay {
    static func lines(_ entries: [HelpEntry], width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        let keyColumns = min(
            22, entries.map { TextWidth.columns(of: $0.keys) }.max() ?? 0, max(6, width / 2))
        var section = ""
        for entry in entries {
            if entry.section != section {
                if !section.isEmpty { lines.append(.empty) }
                section = entry.section
                lines.append(StyledLine(section, .title, .bold))
            }
            let blank = String(
                repeating: " ", count: max(0, keyColumns - TextWidth.columns(of: entry.keys)))
            lines += LineWrap.lines(
                [Span(text: entry.text, role: .overlay)], width: width,
                firstPrefix: [
                    Span(text: entry.keys, role: .accent), Span(text: blank + "  ", role: .overlay),
                ],
                otherPrefix: [
                    Span(text: String(repeating: " ", count: keyColumns + 2), role: .overlay)
                ])
        }
        return lines
    }
}
