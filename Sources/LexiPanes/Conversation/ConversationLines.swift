import LexiSession
import LexiState

/// The lines of a whole conversation, kept from frame to frame.
///
/// A long transcript costs what a short one does: turns that cannot have changed are not looked
/// at, finding a line takes the logarithm of the number of turns, and only what the reader sees
/// is laid out. After the width has changed, or when a long conversation is opened, all other
/// lines are counted a slice at a time (``settleSome(_:byteBudget:)``); until then their number
/// is an estimate, which shows in nothing but the count of lines below. Where the reader stands
/// is a place in the text, so it does not move as estimates give way to counts.
struct ConversationLines {
    private var turns: [TurnLayout] = []
    private var starts = LineStarts()
    private var width = 0
    private var look: Look?
    /// Turns before this one have ended and are not the last: they stay as they are.
    private var finalCount = 0
    /// Every line of the turns from this one on was counted.
    private var settledFrom = 0
    /// The turns whose lines are kept, the one looked at last at the end.
    private var recent: [Int] = []

    /// Lines of more turns than this are not kept: about what a tall screen shows twice over.
    private static let mostRecent = 48

    var lineCount: Int { starts.lineCount }

    /// Whether every line was counted; else ``settleSome(_:byteBudget:)`` has work to do.
    var isSettled: Bool { settledFrom == 0 }

    /// For tests and benchmarks: bytes parsed and lines laid out so far.
    var work: (parsedBytes: Int, lines: Int) {
        turns.reduce((0, 0)) { ($0.0 + $1.work.parsedBytes, $0.1 + $1.work.lines) }
    }

    /// Takes in what has changed; a new turn that is not the last is only estimated.
    mutating func update(_ tab: Tab, width: Int, look: Look) {
        if tab.turns.count < turns.count { self = ConversationLines() }
        if width != self.width || look != self.look {
            self.width = width
            self.look = look
            starts = LineStarts()
            for index in turns.indices {
                turns[index].estimate(tab.turns[index], width: width)
                starts.append(lines: turns[index].lineCount)
            }
            settledFrom = turns.count
        }
        while turns.count < tab.turns.count {
            var turn = TurnLayout()
            turn.estimate(tab.turns[turns.count], width: width)
            turns.append(turn)
            starts.append(lines: turn.lineCount)
            settledFrom = turns.count
        }
        let last = turns.count - 1
        for index in max(0, finalCount)..<max(finalCount, turns.count) {
            let isKnown = turns[index].revision >= 0
            let hasChanged =
                turns[index].revision != tab.turns[index].revision
                || isKnown && turns[index].isLast != (index == last)
            if index == last || isKnown, hasChanged { layOut(index, tab) }
        }
        while finalCount < last, !tab.turns[finalCount].isRunning { finalCount += 1 }
    }

    private mutating func layOut(_ index: Int, _ tab: Tab) {
        guard let look else { return }
        let isLast = index == tab.turns.count - 1
        if turns[index].update(tab.turns[index], isLast: isLast, width: width, look: look) {
            count(index)
        }
        if !turns[index].isSettled { settledFrom = max(settledFrom, index + 1) }
    }

    private mutating func count(_ index: Int) { starts.set(index, lines: turns[index].lineCount) }

    // MARK: Settling

    /// Lays out what a viewport shows, and what it would show when moved by some lines.
    mutating func prepare(_ tab: Tab, _ viewport: Viewport, rows: Int, movedBy lines: Int = 0) {
        guard turns.count == tab.turns.count, !turns.isEmpty else { return }
        if let anchor = viewport.topAnchor { settle(anchor, tab) }
        // What lies between is laid out too, so that each step is a line, unless it is a leap.
        let isLeap = abs(lines) > 8 * rows + 64
        for _ in 0...(2 * (rows + (isLeap ? 0 : abs(lines))) + 8) {
            let last = max(0, lineCount - rows)
            let top = viewport.topLine(in: reading(tab), rows: rows)
            let target = min(max(0, top + lines), last)
            let low = isLeap ? target : min(top, target)
            let high = (isLeap ? target : max(top, target)) + rows
            guard settle(low..<max(low, min(high, lineCount)), tab) else { return }
        }
    }

    /// Lays out the first thing in a range of lines that is not.
    ///
    /// - Returns: Whether there was one; what follows it may have moved.
    private mutating func settle(_ lines: Range<Int>, _ tab: Tab) -> Bool {
        var line = lines.lowerBound
        while line < lines.upperBound {
            let index = starts.item(ofLine: line)
            if settle(turn: index, tab) { return true }
            let start = starts[index]
            let end = min(lines.upperBound, start + turns[index].lineCount)
            while line < end {
                if turns[index].settle(line - start, tab.turns[index]) {
                    count(index)
                    return true
                }
                line += 1
            }
            // Nothing else keeps the loop going through a turn without lines.
            line = max(line, end, start + 1)
        }
        return false
    }

    private mutating func settle(_ anchor: Anchor, _ tab: Tab) {
        guard turns.indices.contains(anchor.section) else { return }
        _ = settle(turn: anchor.section, tab)
        if turns[anchor.section].settle(block: anchor.block, tab.turns[anchor.section]) {
            count(anchor.section)
        }
    }

    private mutating func settle(turn index: Int, _ tab: Tab) -> Bool {
        touch(index)
        guard turns[index].isEstimate else { return false }
        layOut(index, tab)
        return true
    }

    private mutating func touch(_ index: Int) {
        guard recent.last != index else { return }
        recent.removeAll { $0 == index }
        recent.append(index)
        if recent.count > Self.mostRecent { turns[recent.removeFirst()].forgetLines() }
    }

    /// Counts lines that are estimates, from the end on; a slice of it for each frame.
    ///
    /// - Parameter byteBudget: About how much text to lay out at most, in UTF-8 bytes.
    mutating func settleSome(_ tab: Tab, byteBudget: Int) {
        guard turns.count == tab.turns.count else { return }
        var budget = byteBudget
        while settledFrom > 0, budget > 0 {
            let index = settledFrom - 1
            if turns[index].isEstimate {
                // What stands around an answer takes time too.
                budget -= 256 + min(65_536, tab.turns[index].answer.text.utf8.count)
                layOut(index, tab)
            }
            turns[index].settleSome(tab.turns[index], byteBudget: &budget)
            count(index)
            guard turns[index].isSettled else { return }
            if !recent.contains(index) { turns[index].forgetLines() }
            settledFrom = index
        }
    }

    // MARK: Lines

    /// The lines with the text to lay out those that are not kept.
    ///
    /// What is read from is not to be kept: as long as it is there, the state has to copy a text
    /// to add to it.
    func reading(_ tab: Tab) -> Reader { Reader(lines: self, tab: tab) }

    /// A conversation's lines for as long as a frame or a key needs them.
    struct Reader: LineSource {
        fileprivate let lines: ConversationLines
        fileprivate let tab: Tab
        private let memo = LineMemo()

        fileprivate init(lines: ConversationLines, tab: Tab) {
            self.lines = lines
            self.tab = tab
        }

        var lineCount: Int { lines.lineCount }
        var isSettled: Bool { lines.isSettled }

        func line(at index: Int) -> StyledLine {
            let turn = lines.starts.item(ofLine: index)
            guard tab.turns.indices.contains(turn) else { return .empty }
            memo.look(at: turn)
            return lines.turns[turn].line(
                at: index - lines.starts[turn], of: tab.turns[turn], memo)
        }

        func anchor(ofLine index: Int) -> Anchor {
            guard !lines.turns.isEmpty, index >= 0 else {
                return Anchor(section: 0, block: 0, offset: 0)
            }
            let line = line(at: index)
            return Anchor(
                section: lines.starts.item(ofLine: index), block: line.block, offset: line.offset)
        }

        func line(of anchor: Anchor) -> Int {
            let turn = anchor.section
            guard lines.turns.indices.contains(turn), tab.turns.indices.contains(turn) else {
                return max(0, lineCount - 1)
            }
            memo.look(at: turn)
            return lines.starts[turn]
                + lines.turns[turn].line(
                    ofBlock: anchor.block, offset: anchor.offset, of: tab.turns[turn], memo)
        }
    }
}
