import LexiAPI
import LexiScreen
import LexiSession
public import LexiState

extension ScreenView {
    /// The next or previous sentence of the conversation's answers; with none selected the first
    /// or the last that is seen. `nil` when there is none.
    public func sentence(_ move: SelectionMove, _ state: AppState) -> Selection? {
        let tab = state.activeTab
        let isForward = move == .next
        if case .text(let id, let range)? = tab.selection,
            let index = tab.turns.lastIndex(where: { $0.id == id })
        {
            return Self.sentence(tab.turns, index, from: range, isForward: isForward)
        }
        guard let turn = subject(tab, tabs[tab.id]).turn,
            let index = tab.turns.lastIndex(where: { $0.id == turn.id })
        else { return nil }
        let seen = seenSentence(of: turn, at: index, tab, isForward: isForward)
        if let seen { return .text(turn: turn.id, range: seen) }
        return Self.sentence(
            tab.turns, index, from: isForward ? 0..<0 : .max..<Int.max, isForward: isForward)
    }

    /// The sentence before or after a part of a turn's answer, or of the turn's neighbours; the
    /// one at the edge stays.
    static func sentence(
        _ turns: [Turn], _ index: Int, from range: Range<Int>, isForward: Bool
    ) -> Selection? {
        var index = index
        var range = range
        var fallback: Selection?
        while turns.indices.contains(index) {
            let all = Sentences.ranges(in: turns[index].answer.text)
            let found =
                isForward
                ? all.first { range.isEmpty || $0.lowerBound > range.lowerBound }
                : all.last { $0.lowerBound < range.lowerBound }
            if let found { return .text(turn: turns[index].id, range: found) }
            if fallback == nil, let edge = isForward ? all.last : all.first {
                fallback = .text(turn: turns[index].id, range: edge)
            }
            index += isForward ? 1 : -1
            range = isForward ? 0..<0 : .max..<Int.max
        }
        return fallback
    }

    /// The first (or last) sentence of which a word is on the screen.
    private func seenSentence(
        of turn: Turn, at index: Int, _ tab: Tab, isForward: Bool
    ) -> Range<Int>? {
        guard let view = tabs[tab.id], let rows = view.selection.conversationRows else {
            return nil
        }
        let source = view.conversation.reading(tab)
        let top = (view.viewports[.conversation] ?? Viewport()).topLine(in: source, rows: rows)
        let places = AnswerPlaces(turn.answer.text)
        let lines = Array(top..<min(source.lineCount, top + rows))
        for line in isForward ? lines : lines.reversed() {
            let anchor = source.anchor(ofLine: line)
            guard anchor.section == index, anchor.block >= 0, anchor.block < .max else {
                continue
            }
            let start = firstLine(ofBlock: anchor.block, section: index, in: source)
            let block = (start...line).map { source.line(at: $0) }
            let offsets = places.offsets(in: block, ofBlock: anchor.block).last ?? []
            let words = offsets.compactMap(\.self)
            guard let byte = isForward ? words.first : words.last else { continue }
            let sentences = Sentences.ranges(in: turn.answer.text)
            if let found = sentences.last(where: { $0.lowerBound <= byte }) { return found }
        }
        return nil
    }

    /// The first line of a block of an answer.
    func firstLine(ofBlock block: Int, section: Int, in source: some LineSource) -> Int {
        var line = source.line(of: Anchor(section: section, block: block, offset: 0))
        // The last line before a block is found where the block itself is not.
        let anchor = source.anchor(ofLine: line)
        if anchor.section < section || anchor.section == section && anchor.block < block {
            line += 1
        }
        return min(line, max(0, source.lineCount - 1))
    }

    /// The lines of the conversation that hold the marked part of the answer; when nothing of the
    /// answer had arrived, those of the question.
    func markedLines(
        _ marks: AnswerMarks, section: Int, in source: some LineSource
    ) -> Range<Int> {
        guard !marks.range.isEmpty else {
            let first = source.line(of: Anchor(section: section, block: .min, offset: 0))
            let line = source.anchor(ofLine: first).section == section ? first : first + 1
            return line..<line + 1
        }
        let start = firstLine(ofBlock: marks.blocks[0], section: section, in: source)
        var marked: [Int] = []
        var line = start
        for block in marks.blocks {
            let lines = blockLines(block, section: section, from: line, in: source)
            let runs = marks.runs(in: lines.map { source.line(at: $0) }, ofBlock: block)
            marked += zip(lines, runs).filter { $1.contains { $0.role == marks.role } }.map(\.0)
            line = lines.upperBound
        }
        guard let first = marked.first, let last = marked.last else { return start..<start + 1 }
        return first..<last + 1
    }

    func blockLines(
        _ block: Int, section: Int, from line: Int, in source: some LineSource
    ) -> Range<Int> {
        var end = line
        while end < source.lineCount {
            let anchor = source.anchor(ofLine: end)
            guard anchor.section == section, anchor.block == block else { break }
            end += 1
        }
        return line..<end
    }

    /// Marks the visible lines of the answer that the selection's moment is in.
    func drawMarks(
        _ marks: AnswerMarks, _ lines: Range<Int>, section: Int, in rect: Rect,
        source: some LineSource, _ viewport: Viewport?, into grid: inout Grid
    ) {
        let top = (viewport ?? Viewport()).topLine(in: source, rows: rect.rows)
        let visible = top..<min(source.lineCount, top + rect.rows)
        if lines.overlaps(visible) {
            for line in lines.clamped(to: visible) {
                drawGutter(marks.role, rect.row + line - top, rect, &grid)
            }
        }
        var line = visible.lowerBound
        while line < visible.upperBound {
            let anchor = source.anchor(ofLine: line)
            guard anchor.section == section, anchor.block >= 0, anchor.block < .max else {
                line += 1
                continue
            }
            let start = firstLine(ofBlock: anchor.block, section: section, in: source)
            let block = blockLines(anchor.block, section: section, from: start, in: source)
            let seen = start..<max(start, min(block.upperBound, visible.upperBound))
            let runs = marks.runs(in: seen.map { source.line(at: $0) }, ofBlock: anchor.block)
            for (number, runs) in zip(seen, runs) where number >= visible.lowerBound {
                for run in runs {
                    restyle(rect.row + number - top, run.columns, as: run.role, in: rect, &grid)
                }
            }
            line = max(line + 1, seen.upperBound)
        }
    }
}
