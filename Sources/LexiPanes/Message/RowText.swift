import LexiScreen
import LexiSession
import LexiState

/// Measures a message's content for rows of a width.
struct RowText {
    private let body: MessageFragment
    /// The most columns that text takes.
    private let limit: Int

    init(_ composer: Composer, columns: Int) {
        body = composer.body
        limit = max(1, columns - 1)
    }

    var byteCount: Int { body.byteCount }

    /// A character or folded paste: where it ends, and its columns.
    private struct Step {
        var end: Int
        var columns: Int
    }

    /// Where the row after one begins; `nil` when it is the last.
    func nextRow(from start: Int) -> Int? {
        var (offset, column) = (start, 0)
        while offset < body.byteCount {
            let plain = body.plainByteCount(from: offset, most: limit - column)
            offset += plain
            column += plain
            guard offset < body.byteCount else { break }
            if body.byte(at: offset) == 0x0A { return offset + 1 }
            let step = step(at: offset)
            if column + step.columns > limit, offset > start { return offset }
            column += step.columns
            offset = step.end
        }
        return nil
    }

    func columns(in range: Range<Int>) -> Int {
        var (offset, column) = (range.lowerBound, 0)
        while offset < range.upperBound {
            let step = step(at: offset)
            column += step.columns
            offset = step.end
        }
        return column
    }

    /// The last place of a row that is not beyond a column.
    func offset(in range: Range<Int>, column target: Int) -> Int {
        var (offset, column) = (range.lowerBound, 0)
        while offset < range.upperBound {
            let step = step(at: offset)
            if column + step.columns > target { break }
            column += step.columns
            offset = step.end
        }
        return offset
    }

    /// The text of a row; a tab takes one column, as it is measured.
    func spans(_ range: Range<Int>) -> [Span] {
        var spans: [Span] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let index = body.foldIndex(from: offset)
            let mark = index < body.folds.count ? body.folds[index].byteOffset : Int.max
            let end = min(mark, range.upperBound)
            if end > offset {
                let text = body.text(in: offset..<end)
                spans.append(
                    Span(text: String(text.map { $0 == "\t" ? " " : $0 }), role: .messageText))
                offset = end
            } else {
                let label = label(body.folds[index].paste)
                spans.append(Span(text: label, role: .badge))
                offset += 1
            }
        }
        return spans
    }

    private func step(at offset: Int) -> Step {
        let byte = body.byte(at: offset)
        let next = offset + 1
        if byte >= 0x20, byte < 0x7F, next >= body.byteCount || body.byte(at: next) < 0x80 {
            return Step(end: next, columns: 1)
        }
        if byte == 0x1A {
            let paste = body.folds[body.foldIndex(from: offset)].paste
            return Step(end: next, columns: TextWidth.columns(of: label(paste)))
        }
        let character = body.character(at: offset)
        return Step(
            end: offset + character.utf8.count, columns: TextWidth.columns(of: String(character)))
    }

    /// `[pasted 1,024 KB, 14,203 lines]`, as far as it fits.
    private func label(_ paste: FoldedPaste) -> String {
        TextWidth.truncated("[\(Wording.pasted(paste))]", columns: limit)
    }
}
