import LexiState

/// The lines of a whole conversation, kept from frame to frame.
///
/// Turns that did not change are not looked into; finding a line takes a binary search over
/// turns, so a long transcript costs what a short one does.
struct ConversationLines: LineSource {
    private var turns: [TurnLayout] = []
    /// The first line of each turn, and the total at the end.
    private var starts: [Int] = [0]

    var lineCount: Int { starts[starts.count - 1] }

    mutating func update(_ tab: Tab, width: Int, look: Look) {
        if tab.turns.count < turns.count { self = ConversationLines() }
        var firstChanged = turns.count
        for (index, turn) in tab.turns.enumerated() {
            if index == turns.count { turns.append(TurnLayout()) }
            if turns[index].update(turn, width: width, look: look) {
                firstChanged = min(firstChanged, index)
            }
        }
        guard firstChanged < turns.count else { return }
        starts.removeLast(starts.count - 1 - min(firstChanged, starts.count - 1))
        for index in firstChanged..<turns.count {
            starts.append(starts[index] + turns[index].lineCount)
        }
    }

    /// The turn that holds a line.
    private func turn(ofLine line: Int) -> Int {
        var low = 0
        var high = turns.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= line { low = middle } else { high = middle - 1 }
        }
        return low
    }

    func line(at index: Int) -> StyledLine {
        let turn = turn(ofLine: index)
        return turns[turn][index - starts[turn]]
    }

    func anchor(ofLine index: Int) -> Anchor {
        guard !turns.isEmpty, index >= 0 else { return Anchor(section: 0, block: 0, offset: 0) }
        let turn = turn(ofLine: index)
        let line = turns[turn][index - starts[turn]]
        return Anchor(section: turn, block: line.block, offset: line.offset)
    }

    func line(of anchor: Anchor) -> Int {
        guard turns.indices.contains(anchor.section) else { return max(0, lineCount - 1) }
        let turn = turns[anchor.section]
        // Lines of a turn are in the order of their anchors.
        var low = 0
        var high = max(0, turn.lineCount - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            let line = turn[middle]
            if (line.block, line.offset) <= (anchor.block, anchor.offset) {
                low = middle
            } else {
                high = middle - 1
            }
        }
        return starts[anchor.section] + low
    }
}
