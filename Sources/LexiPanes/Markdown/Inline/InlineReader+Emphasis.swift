extension InlineReader {
    /// How many open marks a closing one is compared with: what lies deeper is not clearly meant.
    private static let deepestSearch = 32

    /// Matches the marks from one on, in CommonMark's order, and forgets them.
    ///
    /// - Returns: Those that are still open.
    @discardableResult
    mutating func pair(from first: Int) -> [EmphasisMark] {
        var open: [EmphasisMark] = []
        for mark in marks[first...] {
            var mark = mark
            while mark.canClose, mark.count > 0,
                let found = open.indices.suffix(Self.deepestSearch).last(where: {
                    EmphasisMark.match(open[$0], mark)
                })
            {
                open.removeSubrange((found + 1)...)
                join(&open[found], &mark)
                if open[found].count == 0 { open.removeLast() }
            }
            if mark.canOpen, mark.count > 0 { open.append(mark) }
        }
        marks.removeSubrange(first...)
        return open
    }

    /// Styles what stands between two marks and takes off what they are used for.
    private mutating func join(_ opening: inout EmphasisMark, _ closing: inout EmphasisMark) {
        let used = opening.count >= 2 && closing.count >= 2 ? 2 : 1
        opening.count -= used
        closing.count -= used
        pieces[opening.piece].bytes.removeLast(used)
        pieces[closing.piece].bytes.removeLast(used)
        // What is left of the opening mark stands before the emphasis, and what is left of the
        // closing one behind it.
        style(opening.piece + 1, opening.byte, used, 1)
        style(closing.piece, opening.byte, used, -1)
    }

    private mutating func style(_ piece: Int, _ byte: UInt8, _ count: Int, _ step: Int) {
        if byte == UInt8(ascii: "~") {
            pieces[piece].struck += step
        } else if count == 2 {
            pieces[piece].bold += step
        } else {
            pieces[piece].italic += step
        }
    }
}
