import LexiScreen

/// Collects the borders of neighbouring frames and draws the right piece where they meet.
struct BorderCanvas {
    private let size: Size
    /// The sides each cell joins: bit 0 up, 1 right, 2 down, 3 left.
    private var sides: [UInt8]
    private var roles: [Role]

    init(size: Size) {
        self.size = size
        sides = Array(repeating: 0, count: size.columns * size.rows)
        roles = Array(repeating: .border, count: sides.count)
    }

    mutating func add(_ frame: Rect, role: Role) {
        guard frame.columns > 1, frame.rows > 1 else { return }
        for column in frame.column..<frame.endColumn {
            let mask: UInt8 =
                (column > frame.column ? 8 : 0) | (column < frame.endColumn - 1 ? 2 : 0)
            mark(column, frame.row, mask, role)
            mark(column, frame.endRow - 1, mask, role)
        }
        for row in frame.row..<frame.endRow {
            let mask: UInt8 = (row > frame.row ? 1 : 0) | (row < frame.endRow - 1 ? 4 : 0)
            mark(frame.column, row, mask, role)
            mark(frame.endColumn - 1, row, mask, role)
        }
    }

    private mutating func mark(_ column: Int, _ row: Int, _ mask: UInt8, _ role: Role) {
        let index = row * size.columns + column
        sides[index] |= mask
        if role != .border { roles[index] = role }
    }

    func draw(into grid: inout Grid, look: Look) {
        let pieces = look.glyphs.lines.map { Glyph($0.unicodeScalars.first ?? " ") }
        for row in 0..<size.rows {
            for column in 0..<size.columns {
                let index = row * size.columns + column
                guard sides[index] != 0 else { continue }
                grid[column, row] = Cell(
                    glyph: pieces[Int(sides[index])], style: look.theme[roles[index]])
            }
        }
    }
}
