import LexiState

/// The lines of a whole conversation, kept from frame to frame.
///
/// Turns that did not change are not looked into; finding a line takes a binary search over
/// turns, so a long transcript costs what a short one does.
struct ConversationLines: LineSource {
    private var turns: [TurnLayout] = []
    private var starts = LineStarts()

    var lineCount: Int { starts.lineCount }

    mutating func update(_ tab: Tab, width: Int, look: Look) {
        if tab.turns.count < turns.count { self = ConversationLines() }
        var firstChanged = turns.count
        for (index, turn) in tab.turns.enumerated() {
            if index == turns.count { turns.append(TurnLayout()) }
            if turns[index].update(turn, width: width, look: look) {
                firstChanged = min(firstChanged, index)
            }
        }
        starts.removeItems(from: firstChanged)
        for turn in turns[starts.itemCount...] { starts.append(lines: turn.lineCount) }
    }

    func line(at index: Int) -> StyledLine {
        let turn = starts.item(ofLine: index)
        return turns[turn][index - starts[turn]]
    }

    func anchor(ofLine index: Int) -> Anchor {
        guard !turns.isEmpty, index >= 0 else { return Anchor(section: 0, block: 0, offset: 0) }
        let line = line(at: index)
        return Anchor(
            section: starts.item(ofLine: index), block: line.block, offset: line.offset)
    }

    func line(of anchor: Anchor) -> Int {
        guard turns.indices.contains(anchor.section) else { return max(0, lineCount - 1) }
        let turn = turns[anchor.section]
        // Lines of a turn are in the order of their anchors.
        return starts[anchor.section]
            + bisect(0..<turn.lineCount) { index in
                (turn[index].block, turn[index].offset) <= (anchor.block, anchor.offset)
            }
    }
}
