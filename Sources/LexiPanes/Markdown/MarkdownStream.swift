/// Lays out an answer as it grows, at a cost that does not grow with it.
///
/// What is above the open part never changes. Of it only the places of its parts and the numbers
/// of their lines are kept: lines are laid out where the reader looks, and a few that were looked
/// at last are kept. Where nobody has looked since the width changed, the number of lines is an
/// estimate until ``settle(_:in:)`` or ``settleSome(in:byteBudget:)`` has been there.
struct MarkdownStream {
    /// Neighbouring parts that are laid out together, so that an answer of many small ones takes
    /// little memory.
    private struct Chunk {
        var start: UInt32
        /// Index into ``openings``; -1 when the chunk begins with a block of its own.
        var opening: Int32 = -1
        var isSettled: Bool
    }

    private var splitter: MarkdownSplitter
    private var chunks: [Chunk] = []
    private var openings: [PartOpening] = []
    private var starts = LineStarts()
    private var kept = KeptLines()
    private(set) var openLines: [StyledLine] = []
    private var width = 0
    private var glyphs = GlyphSet.unicode
    /// What ``openLines`` show.
    private var shown = Shown()
    /// No chunk from this one on is unsettled.
    private var settledFrom = 0
    /// For tests and benchmarks: how many lines were laid out so far.
    private(set) var laidOutLineCount = 0
    private var parsedByteCount = 0

    private struct Shown: Equatable {
        var byteCount = -1
        var isComplete = false
        var width = 0
        var isASCII = false
        /// How much of it was parsed when it was parsed last.
        var parsedByteCount = 0
    }

    /// Parts join a chunk until it has this many bytes.
    private static let chunkBytes = 1024
    /// How much of what has just been closed is laid out at once.
    private static let eagerBytes = 65_536

    /// - Parameter window: How much of a block is read at a time; tests make it small.
    init(window: Int = MarkdownSplitter.usualWindow) {
        splitter = MarkdownSplitter(window: window)
    }

    var lineCount: Int { starts.lineCount + openLines.count }
    var closedLineCount: Int { starts.lineCount }
    var isSettled: Bool { settledFrom == 0 }

    /// For tests and benchmarks: how many bytes were parsed so far.
    var parsedBytes: Int { splitter.parsedByteCount + parsedByteCount }

    /// A line; one that is not kept is laid out anew for this.
    ///
    /// - Parameter memo: Keeps what was laid out last, for who goes through many lines.
    func line(at index: Int, in text: String, _ memo: LineMemo) -> StyledLine {
        guard index < starts.lineCount else { return openLines[index - starts.lineCount] }
        let chunk = starts.item(ofLine: index)
        let offset = index - starts[chunk]
        let lines = lines(ofChunk: chunk, in: text, memo)
        // The chunk of an estimate may have fewer.
        return lines.indices.contains(offset) ? lines[offset] : lines.last ?? .empty
    }

    private func lines(ofChunk index: Int, in text: String, _ memo: LineMemo) -> [StyledLine] {
        if let lines = kept[index] { return lines }
        let range = range(ofChunk: index)
        return memo.lines(of: range) {
            PartLayout(width: width, glyphs: glyphs).lines(of: range, in: text, opening(of: index))
        }
    }

    private func opening(of chunk: Int) -> PartOpening? {
        let opening = chunks[chunk].opening
        return opening < 0 ? nil : openings[Int(opening)]
    }

    /// All lines of a whole answer at once.
    static func lines(of text: String, width: Int, glyphs: GlyphSet) -> [StyledLine] {
        var stream = MarkdownStream()
        stream.update(text, width: width, glyphs: glyphs, isComplete: true)
        return stream.allLines(in: text)
    }

    /// All lines, settled for it.
    mutating func allLines(in text: String) -> [StyledLine] {
        let memo = LineMemo()
        var lines: [StyledLine] = []
        while lines.count < lineCount {
            _ = settle(lines.count, in: text)
            lines.append(line(at: lines.count, in: text, memo))
        }
        return lines
    }

    // MARK: Growing

    /// Brings the layout up to date with a text that has only grown since the last call.
    ///
    /// - Parameter isComplete: Whether nothing more will come; while more may come, an emphasis
    ///   or code span that is still open is shown as if it were closed.
    mutating func update(_ text: String, width: Int, glyphs: GlyphSet, isComplete: Bool) {
        let byteCount = text.utf8.count
        if byteCount < splitter.closedByteCount { self = MarkdownStream(window: splitter.window) }
        if width != self.width || glyphs != self.glyphs { rescale(width: width, glyphs: glyphs) }
        var now = Shown(
            byteCount: byteCount, isComplete: isComplete, width: width,
            isASCII: glyphs == .ascii, parsedByteCount: byteCount)
        guard now != shown else { return }
        if isTailEnough(now) {
            now.parsedByteCount = shown.parsedByteCount
            showTail(of: text, parsedByteCount: now.parsedByteCount)
            return
        }
        let layout = PartLayout(width: width, glyphs: glyphs)
        var closed: [MarkdownSplitter.Part] = []
        var blocks = splitter.advance(text, isOpen: !isComplete) { closed.append($0) }
        take(closed, text, layout)
        if !isComplete, !blocks.isEmpty {
            blocks = withoutHeldEnd(text) ?? blocks
        }
        openLines = layout.lines(
            blocks, splitter.opening, isFirst: splitter.closedByteCount == 0, in: text)
        laidOutLineCount += openLines.count
        shown = now
    }

    /// The open blocks without what may yet turn into a mark of a block; `nil` when there is none.
    private mutating func withoutHeldEnd(_ text: String) -> [PlacedBlock]? {
        let start = splitter.closedByteCount
        let own = text.bytes(start..<text.utf8.count)
        let source = PartSource(own: own, start: start, splitter.opening)
        guard let shown = OpenMarkdown.shown(source.text) else { return nil }
        parsedByteCount += shown.utf8.count
        return source.placed(MarkdownParser.parse(shown, isOpen: true))
    }

    private mutating func take(
        _ parts: [MarkdownSplitter.Part], _ text: String, _ layout: PartLayout
    ) {
        var eager = Self.eagerBytes
        for part in parts {
            let start = part.range.lowerBound
            var lines: [StyledLine]?
            if eager > 0 {
                lines = self.lines(part.range, text, part.opening, layout)
                eager -= part.range.count
            }
            let count = lines?.count ?? estimate(bytes: part.range.count)
            if part.opening == nil, let last = chunks.last,
                start - Int(last.start) < Self.chunkBytes
            {
                let index = chunks.count - 1
                starts.set(index, lines: starts.lines(of: index) + count)
                if let lines { kept.append(lines, to: index) } else { kept.remove(index) }
                if lines == nil { chunks[index].isSettled = false }
            } else {
                var chunk = Chunk(start: UInt32(clamping: start), isSettled: lines != nil)
                if let opening = part.opening {
                    chunk.opening = Int32(openings.count)
                    openings.append(opening)
                }
                chunks.append(chunk)
                starts.append(lines: count)
                if let lines { kept.set(lines, chunks.count - 1) }
            }
            if lines == nil { settledFrom = chunks.count }
        }
    }

    private mutating func lines(
        _ range: Range<Int>, _ text: String, _ opening: PartOpening?, _ layout: PartLayout
    ) -> [StyledLine] {
        let lines = layout.lines(of: range, in: text, opening)
        parsedByteCount += range.count
        laidOutLineCount += lines.count
        return lines
    }

    // MARK: A part that cannot be cut

    /// Whether the open part is so long that it is read again only when it has grown well; so
    /// all that is read stays in proportion to the text.
    private func isTailEnough(_ now: Shown) -> Bool {
        guard splitter.reach > splitter.window, !now.isComplete, now.width == shown.width,
            now.isASCII == shown.isASCII
        else { return false }
        let parsed = shown.parsedByteCount
        return now.byteCount - parsed < 1024 + (parsed - splitter.closedByteCount) / 8
    }

    /// Shows what has come since the open part was read last as it stands, below the rest.
    private mutating func showTail(of text: String, parsedByteCount: Int) {
        let start = max(shown.byteCount, parsedByteCount)
        var piece = Substring(text.bytes(start..<text.utf8.count))
        shown.byteCount = text.utf8.count
        var last = openLines.popLast() ?? .empty
        // Only the last line and what is new are wrapped.
        let (block, offset) = (last.block, last.offset)
        if piece.utf8.first == 0x0A, last.spans.isEmpty { piece.removeFirst() }
        last.spans.append(Span(text: String(piece), role: .text))
        let wrapped = LineWrap.lines(last.spans, width: width)
        laidOutLineCount += wrapped.count
        openLines += wrapped.numbered(block: block).map { line in
            var line = line
            line.offset += offset
            return line
        }
    }

    // MARK: Settling

    /// The lines become estimates: those of another width in proportion to it.
    private mutating func rescale(width: Int, glyphs: GlyphSet) {
        let (old, closed) = (max(1, self.width), starts)
        self.width = width
        self.glyphs = glyphs
        kept = KeptLines()
        openLines = []
        guard !chunks.isEmpty else { return }
        starts = LineStarts()
        for index in chunks.indices {
            chunks[index].isSettled = false
            let lines = closed.lines(of: index)
            starts.append(lines: max(min(1, lines), lines * old / max(1, width)))
        }
        settledFrom = chunks.count
    }

    /// How many lines text of some length may take.
    private func estimate(bytes: Int) -> Int { 1 + bytes / max(1, width) }

    private func range(ofChunk index: Int) -> Range<Int> {
        let end =
            index + 1 < chunks.count ? Int(chunks[index + 1].start) : splitter.closedByteCount
        return Int(chunks[index].start)..<end
    }

    /// Lays out the chunk that holds a line, unless it is there, and keeps its lines.
    ///
    /// - Returns: The lines of the chunk as it now is; `nil` when it was there already.
    mutating func settle(_ line: Int, in text: String) -> Bool {
        guard line < starts.lineCount else { return false }
        return settle(chunk: starts.item(ofLine: line), in: text)
    }

    /// Lays out the chunk that holds a place, unless it is there.
    mutating func settle(byte: Int, in text: String) -> Bool {
        guard byte < splitter.closedByteCount, !chunks.isEmpty else { return false }
        return settle(chunk: chunk(ofByte: byte), in: text)
    }

    private mutating func settle(chunk index: Int, in text: String) -> Bool {
        guard !chunks[index].isSettled || kept[index] == nil else { return false }
        let lines = layOut(index, text)
        kept.set(lines, index)
        return true
    }

    private mutating func layOut(_ index: Int, _ text: String) -> [StyledLine] {
        let lines = self.lines(
            range(ofChunk: index), text, opening(of: index),
            PartLayout(width: width, glyphs: glyphs))
        chunks[index].isSettled = true
        starts.set(index, lines: lines.count)
        return lines
    }

    /// Counts the lines of chunks whose number is an estimate, the last first.
    ///
    /// - Parameter byteBudget: About how much to lay out at most; what was used is taken off.
    mutating func settleSome(in text: String, byteBudget: inout Int) {
        while settledFrom > 0, byteBudget > 0 {
            settledFrom -= 1
            guard !chunks[settledFrom].isSettled else { continue }
            byteBudget -= range(ofChunk: settledFrom).count
            _ = layOut(settledFrom, text)
        }
    }

    /// Forgets the lines that are kept of what is closed, not their number.
    mutating func forgetLines() { kept = KeptLines() }

    // MARK: Places

    private func chunk(ofByte byte: Int) -> Int {
        bisect(0..<chunks.count) { Int(chunks[$0].start) <= byte }
    }

    /// The last line at or before a place, which is a block's beginning in bytes and the amount
    /// of text before the line in it.
    func line(ofBlock block: Int, offset: Int, in text: String, _ memo: LineMemo) -> Int {
        func isBefore(_ line: StyledLine) -> Bool {
            (line.block, line.offset) <= (block, offset)
        }
        guard block < splitter.closedByteCount, !chunks.isEmpty else {
            guard !openLines.isEmpty else { return max(0, lineCount - 1) }
            return starts.lineCount
                + bisect(0..<openLines.count) { isBefore(openLines[$0]) }
        }
        let index = chunk(ofByte: block)
        let lines = lines(ofChunk: index, in: text, memo)
        return starts[index]
            + min(
                bisect(0..<lines.count) { isBefore(lines[$0]) },
                max(0, starts.lines(of: index) - 1))
    }
}

/// The lines of the chunk that was laid out last, for who goes through many of them.
final class LineMemo {
    private var turn = -1
    private var range = 0..<0
    private var lines: [StyledLine] = []

    /// Another turn's text is looked at.
    func look(at turn: Int) {
        if turn != self.turn { range = 0..<0 }
        self.turn = turn
    }

    fileprivate func lines(of range: Range<Int>, _ layOut: () -> [StyledLine]) -> [StyledLine] {
        if range != self.range || range.isEmpty {
            lines = layOut()
            self.range = range
        }
        return lines
    }
}
