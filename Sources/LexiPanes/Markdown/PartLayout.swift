/// Lays out the parts of an answer, the same at whatever time and in whatever order it is asked.
struct PartLayout {
    let layout: MarkdownLayout

    init(width: Int, glyphs: GlyphSet) {
        layout = MarkdownLayout(width: width, glyphs: glyphs)
    }

    /// The lines of neighbouring parts of which only the first may go on with another's block.
    ///
    /// - Parameters:
    ///   - range: Where they stand in the text, in UTF-8 bytes.
    ///   - opening: How the first begins.
    func lines(of range: Range<Int>, in text: String, _ opening: PartOpening?) -> [StyledLine] {
        let source = PartSource(own: text.bytes(range), start: range.lowerBound, opening)
        let blocks = source.placed(MarkdownParser.parse(source.text))
        return lines(blocks, opening, isFirst: range.lowerBound == 0, in: text)
    }

    /// Lays out blocks, with a blank line before each that does not begin the answer.
    func lines(
        _ blocks: [PlacedBlock], _ opening: PartOpening?, isFirst: Bool, in text: String
    ) -> [StyledLine] {
        var result: [StyledLine] = []
        for (index, placed) in blocks.enumerated() {
            let opening = index == 0 ? opening : nil
            var lines: [StyledLine] = []
            if index > 0 || !isFirst { lines = gap(before: opening) }
            lines += self.lines(placed.block, opening, in: text)
            result += lines.numbered(block: placed.start)
        }
        return result
    }

    private func gap(before opening: PartOpening?) -> [StyledLine] {
        guard let opening else { return [.empty] }
        guard opening.isSpaced else { return [] }
        return opening.kind == .quote
            ? [StyledLine(layout.glyphs.quote + " ", .quote)] : [.empty]
    }

    private func lines(
        _ block: MarkdownBlock, _ opening: PartOpening?, in text: String
    ) -> [StyledLine] {
        guard let opening else { return layout.lines(block) }
        if case .table(let first) = opening.kind, case .table(let table) = block,
            case .table(let firstPart)? = MarkdownParser.parse(text.bytes(first)).first?.block,
            firstPart.alignments.count == table.alignments.count
        {
            return TableLayout(
                table: table, width: layout.width, glyphs: layout.glyphs, firstPart: firstPart
            ).lines()
        }
        return layout.lines(opening.shown(block))
    }

}

extension String {
    /// The text between two offsets in UTF-8 bytes, which stand at scalars' boundaries.
    func bytes(_ range: Range<Int>) -> Substring {
        let start = utf8.index(startIndex, offsetBy: range.lowerBound)
        return self[start..<utf8.index(start, offsetBy: range.count)]
    }
}
