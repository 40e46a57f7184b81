import LexiScreen
import LexiSession
import LexiState

/// What the moment of the selection marks in the lines of an answer.
///
/// A selected sentence is marked as such. Otherwise the piece that had arrived last is marked as
/// linked, and all behind it as later.
struct AnswerMarks {
    /// Columns of a row in a role.
    struct Run: Hashable {
        var columns: Range<Int>
        var role: Role
    }

    /// The part that is marked, in bytes of the text.
    let range: Range<Int>
    let role: Role
    /// Where what came later begins; `nil` when nothing is shown as later.
    private let laterStart: Int?
    private let places: AnswerPlaces

    init(_ cursor: TimeCursor, in turn: Turn) {
        places = AnswerPlaces(turn.answer.text)
        if case .text(_, let range) = cursor.selection {
            self.range = range
            role = .selection
            laterStart = nil
        } else {
            range = cursor.lastPiece
            role = .linked
            laterStart = cursor.textByteCount
        }
    }

    /// The blocks that the marked part lies in; at least one.
    var blocks: [Int] { places.blocks(in: range) }

    /// What to mark in each of the lines of one block.
    func runs(in lines: [StyledLine], ofBlock block: Int) -> [[Run]] {
        let laterBlock = laterStart.map { places.block(ofByte: $0) }
        guard blocks.contains(block) || laterBlock == block else {
            let isLater = laterBlock.map { block > $0 } ?? false
            return lines.map { isLater ? [Run(columns: 0..<$0.columns, role: .later)] : [] }
        }
        let offsets = places.offsets(in: lines, ofBlock: block)
        var current: Role?
        return zip(lines, offsets).map { line, offsets in
            var runs: [Run] = []
            var column = 0
            var index = 0
            // What stands before the first word, such as the sign of a list, is of its part.
            if let first = offsets.lazy.compactMap(\.self).first { current = role(at: first) }
            for span in line.spans {
                for character in span.text {
                    let width = TextWidth.columns(of: String(character))
                    let isSpace = character == " "
                    if index < offsets.count, let offset = offsets[index] {
                        current = role(at: offset)
                    }
                    index += 1
                    if let current, width > 0, span.role != .tableBorder,
                        !(isSpace && runs.last?.role != current)
                    {
                        Self.extend(&runs, column..<column + width, current)
                    }
                    column += width
                }
            }
            return runs
        }
    }

    private func role(at offset: Int) -> Role? {
        if range.contains(offset) { return role }
        guard let laterStart, offset >= laterStart else { return nil }
        return .later
    }

    private static func extend(_ runs: inout [Run], _ columns: Range<Int>, _ role: Role) {
        if let last = runs.last, last.role == role, last.columns.upperBound == columns.lowerBound {
            runs[runs.count - 1].columns = last.columns.lowerBound..<columns.upperBound
        } else {
            runs.append(Run(columns: columns, role: role))
        }
    }
}
