/// Cuts a growing answer into parts that are read and laid out each on its own.
///
/// A part is a block of the document's top level, or a piece of one that is long. A CommonMark
/// block is closed for good once the next one of its level has begun with a whole line (half a
/// line may still turn into a part of the block before: `|` into a table's row); and one that
/// fills the window is cut (``BlockCut``). So what is open is never long, and neither is what
/// another word costs.
///
/// The parts depend on the text alone and not on the pieces in which it came: each look takes in
/// at most a window, however much more there is.
struct MarkdownSplitter {
    /// A closed part of the text, in UTF-8 bytes.
    struct Part: Sendable, Hashable {
        var range: Range<Int>
        /// Set when the part goes on with the block of the part before.
        var opening: PartOpening?
    }

    /// How much of the text one look takes in, and how long a block may grow before it is cut,
    /// in UTF-8 bytes.
    let window: Int
    private(set) var closedByteCount = 0
    /// How the open part begins.
    private(set) var opening: PartOpening?
    /// What is read at a time: more than a window where a block cannot be cut.
    private(set) var reach: Int
    /// How many bytes were parsed so far.
    private(set) var parsedByteCount = 0

    /// Long enough that few blocks are cut, and short enough to be read for each delta.
    static let usualWindow = 4096

    init(window: Int = usualWindow) {
        self.window = window
        reach = window
    }

    /// Closes what can be closed of a text that has only grown since the last call.
    ///
    /// - Parameter isOpen: Whether more text may come.
    /// - Returns: The blocks of the open part.
    mutating func advance(
        _ text: String, isOpen: Bool = false, close: (Part) -> Void
    ) -> [PlacedBlock] {
        while true {
            let start = text.utf8.index(text.startIndex, offsetBy: closedByteCount)
            let isFull = text.utf8.count - closedByteCount >= reach
            let end = isFull ? text.utf8.index(start, offsetBy: reach) : text.endIndex
            let source = PartSource(own: text[start..<end], start: closedByteCount, opening)
            // The last block that began with a whole line; a line at the end without its line
            // feed may still grow.
            let lineCount = source.text.utf8.count { $0 == 0x0A }
            var lastSure = 0
            let (lines, tops) = MarkdownParser.parse(source.text, isOpen: isOpen && !isFull) {
                lines in
                lastSure = lines.lastIndex { $0 <= lineCount } ?? 0
                // What is closed is laid out later, if ever.
                if isFull { return lastSure > 0 ? 0..<0 : 0..<min(1, lines.count) }
                return lastSure..<lines.count
            }
            parsedByteCount += source.text.utf8.count
            let starts = source.starts(ofLines: lines)
            if lastSure > 0 {
                for index in 0..<lastSure { finish(at: starts[index + 1], close) }
            } else if isFull {
                cut(source, tops.first, close)
            }
            if !isFull {
                return zip(tops, starts[min(lastSure, starts.count)...]).map {
                    PlacedBlock(block: $0.block, start: $1)
                }
            }
        }
    }

    private mutating func finish(at offset: Int, _ close: (Part) -> Void) {
        guard offset > closedByteCount else { return }
        close(Part(range: closedByteCount..<offset, opening: opening))
        closedByteCount = offset
        opening = nil
        reach = window
    }

    /// Ends the part within the only block there is, or else looks at more of it.
    private mutating func cut(
        _ source: PartSource, _ top: MarkdownParser.Top?, _ close: (Part) -> Void
    ) {
        guard let top else {
            // Nothing but blank lines.
            let own = source.own.utf8
            let line = own.lastIndex(of: 0x0A).map { own.index(after: $0) } ?? own.endIndex
            finish(at: closedByteCount + own.distance(from: own.startIndex, to: line), close)
            return
        }
        guard let cut = BlockCut(source, top, longestPrefix: window / 8).find() else {
            reach *= 2
            return
        }
        finish(at: cut.offset, close)
        opening = cut.opening
    }
}

/// A block and where it begins in the whole text, in UTF-8 bytes.
struct PlacedBlock: Sendable, Hashable {
    var block: MarkdownBlock
    var start: Int
}

/// The source of a part as the parser is to read it.
struct PartSource {
    /// The part itself, without its opening's prefix.
    let own: Substring
    /// Where it begins in the whole text, in UTF-8 bytes.
    let start: Int
    let opening: PartOpening?
    /// What is parsed.
    let text: Substring

    init(own: Substring, start: Int, _ opening: PartOpening?) {
        self.own = own
        self.start = start
        self.opening = opening
        let prefix = opening?.prefix ?? ""
        text = prefix.isEmpty ? own : Substring(prefix) + own
    }

    /// The parsed blocks with their places; the first goes on with the opening's block.
    func placed(_ tops: [MarkdownParser.Top]) -> [PlacedBlock] {
        zip(tops, starts(ofLines: tops.map(\.startLine))).map {
            PlacedBlock(block: $0.block, start: $1)
        }
    }

    /// Where blocks begin in the whole text that start in lines of this source, from 1.
    func starts(ofLines lines: [Int]) -> [Int] {
        guard lines.count > 1 || lines.first ?? 1 > 1 else { return lines.map { _ in start } }
        let prefixCount = text.utf8.count - own.utf8.count
        var line = 1
        var offset = 0
        var bytes = text.utf8.makeIterator()
        return lines.map { wanted in
            while line < wanted, let byte = bytes.next() {
                offset += 1
                if byte == 0x0A { line += 1 }
            }
            return start + max(0, offset - prefixCount)
        }
    }
}
