import LexiScreen
import LexiSession
import LexiState

/// A place of the pattern in laid-out lines: from an offset in a line, in UTF-8 bytes, to one in
/// the same or a later line.
struct SearchMatch: Sendable, Hashable {
    var line: Int32
    var offset: Int32
    var endLine: Int32
    var endOffset: Int32

    var lines: ClosedRange<Int> { Int(line)...Int(endLine) }
}

/// What tells whether a section of a pane's lines is still the one that was searched.
struct SearchStamp: Sendable, Hashable {
    /// Another one means other lines altogether.
    var base: [Int]
    /// Another one means that lines were added, and that the last blocks may have changed.
    var tail: Int
}

/// The matches of a pattern in a pane's lines, kept from frame to frame.
///
/// Only what was added since is searched, and of a long pane so much at a time that no frame
/// waits for it.
struct SearchMatches {
    /// Lines that one frame searches.
    static let linesAtOnce = 20_000

    private(set) var all: [SearchMatch] = []
    /// The lines that have been searched, from the first one on.
    private(set) var searchedLineCount = 0
    private(set) var isComplete = false
    private var pattern: SearchPattern?
    private var width = 0
    private var stamps: [SearchStamp] = []
    /// The last block that was searched, in the numbers of the lines.
    private var lastBlock = 0

    mutating func update(
        _ source: some LineSource, _ pattern: SearchPattern, stamps: [SearchStamp], width: Int
    ) {
        if pattern != self.pattern || width != self.width {
            self = SearchMatches()
            self.pattern = pattern
            self.width = width
        } else if stamps != self.stamps {
            forget(from: firstChangedLine(source, stamps))
        }
        self.stamps = stamps
        // As long as the lines are an estimate, so would be the places of the matches.
        guard source.isSettled else {
            forget(from: 0)
            isComplete = false
            return
        }
        if searchedLineCount > source.lineCount { forget(from: 0) }
        search(source, pattern)
        isComplete = searchedLineCount == source.lineCount
    }

    private func firstChangedLine(_ source: some LineSource, _ stamps: [SearchStamp]) -> Int {
        let common = min(stamps.count, self.stamps.count)
        guard let section = (0..<common).first(where: { stamps[$0] != self.stamps[$0] }) else {
            return stamps.count < self.stamps.count ? 0 : searchedLineCount
        }
        let isGrown =
            stamps[section].base == self.stamps[section].base
            && section == self.stamps.count - 1 && lastBlock > 0 && lastBlock < .max
        guard isGrown else {
            return source.line(of: Anchor(section: section, block: .min, offset: 0))
        }
        // The block before the last may have changed with it.
        let last = source.line(of: Anchor(section: section, block: lastBlock - 1, offset: 0))
        let block = source.anchor(ofLine: last).block
        return source.line(of: Anchor(section: section, block: block, offset: 0))
    }

    private mutating func forget(from line: Int) {
        searchedLineCount = min(searchedLineCount, line)
        let kept = all.partitioningCount { Int($0.endLine) < searchedLineCount }
        all.removeLast(all.count - kept)
    }

    private mutating func search(_ source: some LineSource, _ pattern: SearchPattern) {
        var text = SearchText(foldsCase: pattern.foldsCase)
        var block: Int?
        var index = searchedLineCount
        let end = min(source.lineCount, index + Self.linesAtOnce)
        while index < source.lineCount {
            let line = source.line(at: index)
            let isNew = line.block != block || line.spans.isEmpty || line.beginsPassage
            if isNew {
                take(text, pattern)
                text.removeAll()
                block = line.block
                // The bound is kept to by whole passages.
                if index >= end { break }
            }
            if !line.isSpeaker { text.append(line, number: index, width: width) }
            index += 1
        }
        take(text, pattern)
        if let block { lastBlock = block }
        searchedLineCount = index
    }

    private mutating func take(_ text: SearchText, _ pattern: SearchPattern) {
        guard !text.bytes.isEmpty else { return }
        pattern.forEachMatch(in: text) { range in
            let start = text.place(ofByte: range.lowerBound)
            let end = text.place(ofByte: range.upperBound - 1)
            all.append(
                SearchMatch(
                    line: Int32(start.line), offset: Int32(start.offset), endLine: Int32(end.line),
                    endOffset: Int32(end.offset + 1)))
        }
    }

    /// The first match that begins in a line or after it.
    func first(fromLine line: Int) -> Int? {
        let index = all.partitioningCount { Int($0.line) < line }
        return index < all.count ? index : nil
    }

    /// The matches that touch some lines.
    func indices(touching lines: Range<Int>) -> Range<Int> {
        let start = all.partitioningCount { Int($0.endLine) < lines.lowerBound }
        var end = start
        while end < all.count, Int(all[end].line) < lines.upperBound { end += 1 }
        return start..<end
    }
}

extension Array {
    /// The number of elements at the beginning for which a condition holds, when it holds for
    /// none behind them.
    func partitioningCount(_ holds: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
