/// Lays out an answer as it grows: what lies above the open block is laid out once.
///
/// A CommonMark block is closed for good once the next one of its level has begun with a whole
/// line (half a line may still turn into a part of the block before: `|` into a table's row). So
/// a delta costs the layout of the end alone, and the finished answer looks as if it had come at
/// once.
struct MarkdownStream {
    private(set) var closedLines: [StyledLine] = []
    private(set) var openLines: [StyledLine] = []
    /// Bytes of the text that ``closedLines`` stand for.
    private var closedByteCount = 0
    private var closedBlockCount = 0
    private var width = 0

    var lineCount: Int { closedLines.count + openLines.count }

    subscript(index: Int) -> StyledLine {
        index < closedLines.count ? closedLines[index] : openLines[index - closedLines.count]
    }

    /// Brings the layout up to date with a text that has only grown since the last call.
    ///
    /// - Parameter isComplete: Whether nothing more will come; while more may come, an emphasis
    ///   or code span that is still open is shown as if it were closed.
    mutating func update(_ text: String, width: Int, glyphs: GlyphSet, isComplete: Bool) {
        if width != self.width {
            self = MarkdownStream()
            self.width = width
        }
        let layout = MarkdownLayout(width: width, glyphs: glyphs)
        let open = self.open(text)
        let tops = MarkdownParser.parse(open)
        let lineCount = open.utf8.count { $0 == 0x0A }
        // The last block that began with a whole line; a line at the end without its line feed
        // may still grow.
        let lastSure = tops.lastIndex { $0.startLine <= lineCount } ?? 0
        if lastSure > 0 {
            for top in tops[..<lastSure] {
                closedLines += separated(layout.lines(top.block))
                closedBlockCount += 1
            }
            closedByteCount += Self.byteOffset(ofLine: tops[lastSure].startLine, in: open)
        }
        var blocks = tops[min(lastSure, tops.count)...].map(\.block)
        if !isComplete, !blocks.isEmpty {
            let rest = self.open(text)
            let healed = OpenMarkdown.healed(rest)
            if healed != rest { blocks = MarkdownParser.parse(healed).map(\.block) }
        }
        openLines = openLines(blocks, layout)
    }

    private func open(_ text: String) -> Substring {
        text[text.utf8.index(text.startIndex, offsetBy: closedByteCount)...]
    }

    private func openLines(_ blocks: [MarkdownBlock], _ layout: MarkdownLayout) -> [StyledLine] {
        var number = closedBlockCount
        return blocks.flatMap { block in
            defer { number += 1 }
            return separated(layout.lines(block), number: number)
        }
    }

    /// Numbers a block's lines and puts a blank line before all but the first block.
    private func separated(_ lines: [StyledLine], number: Int? = nil) -> [StyledLine] {
        let number = number ?? closedBlockCount
        return ((number == 0 ? [] : [StyledLine.empty]) + lines).numbered(block: number)
    }

    private static func byteOffset(ofLine line: Int, in text: Substring) -> Int {
        guard line > 1 else { return 0 }
        var remaining = line - 1
        var offset = 0
        for byte in text.utf8 {
            offset += 1
            if byte == 0x0A {
                remaining -= 1
                if remaining == 0 { return offset }
            }
        }
        return offset
    }
}
