import LexiScreen
import LexiTesting
import Testing

@Suite("Grid")
struct GridTests {
    private static func grid(_ columns: Int, _ rows: Int, _ text: String = "") -> Grid {
        var grid = Grid(size: Size(columns: columns, rows: rows))
        grid.write(text, column: 0, row: 0, style: .plain)
        return grid
    }

    /// Every continuation follows its character, and every wide character has one.
    private static func expectWhole(
        _ grid: Grid, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for row in 0..<grid.size.rows {
            for column in 0..<grid.size.columns {
                let isHalf = grid[column, row].glyph.isContinuation
                let left = column > 0 ? grid[column - 1, row].glyph.text : ""
                #expect(
                    isHalf == (TextWidth.columns(of: left) == 2),
                    "column \(column), row \(row)", sourceLocation: sourceLocation)
            }
        }
    }

    @Test("text goes into cells with its style; the rest stays blank")
    func writes() {
        var grid = Self.grid(10, 2)
        let style = Style(foreground: .palette(3), attributes: [.bold])
        #expect(grid.write("a漢b", column: 2, row: 1, style: style) == 6)
        #expect(grid.text == "\n  a漢b")
        #expect(grid[3, 1].glyph.text == "漢")
        #expect(grid[4, 1] == Cell(glyph: .continuation, style: style))
        #expect(grid[6, 1] == .blank)
    }

    @Test(
        "text is cut at the edges of the grid and of the clip",
        arguments: [
            ("abcdef", -2, nil, "cdef"), ("abcdefghijkl", 4, nil, "    abcdef"),
            ("漢字漢字漢字", -1, nil, " 字漢字漢"), ("漢字漢字漢字", 1, nil, " 漢字漢字"),
            ("abcdef", 0, 2..<5, "  cde"), ("漢字漢字", 0, 1..<5, "  字"),
            ("漢字漢字", 0, 2..<5, "  字"), ("abc", 20, nil, ""), ("漢", -20, nil, ""),
        ] as [(String, Int, Range<Int>?, String)])
    func clips(text: String, column: Int, clip: Range<Int>?, expected: String) {
        var grid = Self.grid(10, 1)
        let rect = clip.map { Rect(column: $0.lowerBound, row: 0, columns: $0.count, rows: 1) }
        grid.write(text, column: column, row: 0, style: .plain, clip: rect)
        #expect(grid.text(row: 0) == expected)
        Self.expectWhole(grid)
    }

    @Test("rows outside are left out", arguments: [-1, 1, 100])
    func otherRows(row: Int) {
        var grid = Self.grid(5, 1, "abcde")
        #expect(grid.write("漢字", column: 0, row: row, style: .plain) == 4)
        #expect(grid.text == "abcde")
    }

    @Test(
        "overwriting half of a wide character blanks its other half",
        arguments: [
            ("x", 0, "x 字漢"), ("x", 1, " x字漢"), ("x", 2, "漢x 漢"), ("xy", 1, " xy 漢"),
            ("漢", 1, " 漢 漢"), ("x", 5, "漢字 x"), ("é", 4, "漢字é "), ("xyz", 2, "漢xyz"),
        ])
    func breaksWide(text: String, column: Int, expected: String) {
        var grid = Self.grid(6, 1, "漢字漢")
        grid.write(text, column: column, row: 0, style: .plain)
        #expect(grid.row(0).map(\.glyph.text).joined() == expected.padded(to: grid))
        Self.expectWhole(grid)
    }

    @Test("filling blanks, halves of wide characters at its edges too")
    func fills() {
        var grid = Self.grid(8, 2, "漢字漢字")
        let style = Style(background: .palette(4))
        grid.fill(Rect(column: 1, row: -3, columns: 4, rows: 4), style: style)
        #expect(grid.text(row: 0) == "      字")
        #expect(grid[1, 0].style == style && grid[4, 0].style == style)
        #expect(grid[0, 0].style == .plain && grid[5, 0].style == .plain)
        Self.expectWhole(grid)
        grid.fill(Rect(column: -5, row: -5, columns: 100, rows: 100), style: style)
        #expect(grid.cells.allSatisfy { $0 == Cell(glyph: .space, style: style) })
    }

    @Test(
        "filling and restyling nothing, or outside, changes nothing",
        arguments: [
            Rect(column: 0, row: 0, columns: 0, rows: 1),
            Rect(column: 9, row: 9, columns: 3, rows: 3),
            Rect(column: -9, row: 0, columns: 3, rows: 1),
            Rect(column: 0, row: -9, columns: 3, rows: 3),
            Rect(column: 2, row: 0, columns: -4, rows: 1),
        ])
    func fillsNothing(rect: Rect) {
        var grid = Self.grid(4, 2, "漢b")
        grid.fill(rect, style: Style(background: .palette(1)))
        #expect(grid == Self.grid(4, 2, "漢b"))
    }

    @Test("writes at random leave no half of a wide character", arguments: 0..<50 as Range<UInt64>)
    func randomWrites(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var grid = Self.grid(12, 3)
        for _ in 0..<100 {
            let column = Int.random(in: -3...14, using: &random)
            let row = Int.random(in: -1...3, using: &random)
            let clip = Rect(
                column: Int.random(in: -2...12, using: &random), row: 0,
                columns: Int.random(in: 0...12, using: &random), rows: 3)
            if Int.random(in: 0..<4, using: &random) == 0 {
                grid.fill(clip, style: .plain)
            } else {
                let text = ["漢", "ab", "x漢y", "e\u{301}", "👍👍", "🇸🇪"].randomElement(using: &random)!
                grid.write(
                    text, column: column, row: row, style: .plain,
                    clip: Bool.random(using: &random) ? clip : nil)
            }
            Self.expectWhole(grid)
        }
    }
}

extension String {
    fileprivate func padded(to grid: Grid) -> String {
        self
            + String(repeating: " ", count: max(0, grid.size.columns - TextWidth.columns(of: self)))
    }
}
