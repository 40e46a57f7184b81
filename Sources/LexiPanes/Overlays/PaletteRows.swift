import LexiScreen
import LexiSession
import LexiState

/// The rows of the palette that are seen: kind, name and sentence, and the keys at the right.
struct PaletteRows {
    private(set) var lines: [StyledLine] = []
    /// Whether the selected row's sentence is not shown whole.
    private(set) var selectedIsCut = false

    private let width: Int
    private let look: Look
    private let nameColumns: Int
    private let keyColumns: Int

    /// A sentence in fewer columns says nothing.
    private static let leastSentence = 16
    private static let markColumns = 4

    init(_ palette: Palette, _ shown: Range<Int>, width: Int, look: Look) {
        self.width = width
        self.look = look
        let items = shown.map { palette[$0] }
        let mostKeys = max(6, width / 4)
        keyColumns =
            items.map { TextWidth.columns(of: Self.keys($0, most: mostKeys, look)) }.max() ?? 0
        let room = max(1, width - Self.markColumns - (keyColumns > 0 ? keyColumns + 2 : 0))
        let longest = items.map { TextWidth.columns(of: $0.name.text) }.max() ?? 0
        // Beside a sentence a name has at most about half.
        let beside = max(room - Self.leastSentence - 2, 0)
        nameColumns =
            beside >= Self.leastSentence
            ? min(longest, max(room * 9 / 20, min(longest, beside / 2))) : room
        for row in shown {
            let isSelected = row == palette.selectedIndex
            let (line, isCut) = line(
                items[row - shown.lowerBound], palette.marks(inRow: row), room: room,
                mostKeys: mostKeys, isSelected: isSelected)
            lines.append(line)
            if isSelected { selectedIsCut = isCut }
        }
    }

    private func line(
        _ item: PaletteItem, _ marks: (name: Set<Int>, sentence: Set<Int>), room: Int,
        mostKeys: Int, isSelected: Bool
    ) -> (line: StyledLine, isCut: Bool) {
        func role(_ role: Role) -> Role { isSelected ? .selection : role }
        var spans = [
            Span(
                text: isSelected ? "\(look.glyphs.folded) " : "  ",
                role: role(.accent)),
            Span(text: "\(item.kind.prefix) ", role: role(.muted)),
        ]
        let name = TextWidth.truncated(
            item.name.text, columns: nameColumns, ellipsis: look.glyphs.ellipsis)
        spans += Self.marked(name, marks.name, role(.overlay), isSelected ? .selection : .accent)
        var used = TextWidth.columns(of: name)
        var isCut = !item.sentence.isEmpty
        let left = room - nameColumns - 2
        if left >= Self.leastSentence, !item.sentence.isEmpty {
            let sentence = TextWidth.truncated(
                item.sentence.text, columns: left, ellipsis: look.glyphs.ellipsis)
            isCut = sentence != item.sentence.text
            spans.append(
                Span(
                    text: String(repeating: " ", count: nameColumns - used + 2),
                    role: role(.overlay)))
            spans += Self.marked(
                sentence, marks.sentence, role(.muted), isSelected ? .selection : .accent)
            used = nameColumns + 2 + TextWidth.columns(of: sentence)
        }
        let keys = Self.keys(item, most: mostKeys, look)
        let blank = width - Self.markColumns - used - TextWidth.columns(of: keys)
        spans.append(
            Span(text: String(repeating: " ", count: max(0, blank)), role: role(.overlay)))
        spans.append(Span(text: keys, role: role(.accent)))
        return (StyledLine(spans), isCut)
    }

    /// The keys as far as there is room: all, else the first, else its beginning.
    private static func keys(_ item: PaletteItem, most: Int, _ look: Look) -> String {
        guard TextWidth.columns(of: item.keys) > most else { return item.keys }
        let first = item.keys.firstRange(of: ", ").map { item.keys[..<$0.lowerBound] }
        return TextWidth.truncated(
            first.map(String.init) ?? item.keys, columns: most, ellipsis: look.glyphs.ellipsis)
    }

    /// The text with some of its characters marked.
    private static func marked(
        _ text: String, _ marks: Set<Int>, _ role: Role, _ markRole: Role
    ) -> [Span] {
        guard !marks.isEmpty else { return [Span(text: text, role: role)] }
        var spans: [Span] = []
        var isMarked = false
        for (offset, character) in text.enumerated() {
            let marks = marks.contains(offset)
            if spans.isEmpty || marks != isMarked {
                spans.append(
                    Span(
                        text: "", role: marks ? markRole : role,
                        attributes: marks ? [.bold, .underline] : []))
                isMarked = marks
            }
            spans[spans.count - 1].text.append(character)
        }
        return spans
    }
}
