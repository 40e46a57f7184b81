import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Moving the lines between the panes.
@Suite struct MouseDragTests {
    @Test(arguments: [(120, 40), (200, 60), (131, 33)])
    func `the wide screen's lines follow the pointer cell by cell`(
        columns: Int, rows: Int
    ) throws {
        var stage = try Stage.withMouse(columns: columns, rows: rows)
        var line = try stage.place("┬─ Tools")
        for column in [line.column + 1, line.column - 7, line.column + 10, columns / 2] {
            stage.drag(from: line, to: Point(column: column, row: line.row + 3))
            line = try stage.place("┬─ Tools")
            #expect(line.column == column)
        }
        var title = try stage.place("─ Thinking")
        for row in [title.row + 1, title.row - 5, title.row + 3] {
            stage.drag(from: title, to: Point(column: title.column, row: row))
            title = try stage.place("─ Thinking")
            #expect(title.row == row)
        }
        #expect(stage.focus == .message)
        // It is remembered as it is.
        let kept = stage.core.view.rememberedArrangement
        #expect(try PaneArrangement(text: kept.text, file: "layout.toml") == kept)
    }

    @Test(arguments: [(80, 24), (100, 30), (119, 50)])
    func `the stacked screen's lines too`(columns: Int, rows: Int) throws {
        var stage = try Stage.withMouse(columns: columns, rows: rows)
        var line = try stage.place("─ Tools")
        for row in [line.row - 1, line.row + 1, line.row - 3] {
            stage.drag(from: line, to: Point(column: line.column + 1, row: row))
            line = try stage.place("─ Tools")
            #expect(line.row == row)
        }
        var between = try stage.place("─ Thinking")
        for column in [between.column - 6, between.column + 9] {
            let start = Point(column: between.column - 1, row: between.row + 1)
            stage.drag(from: start, to: Point(column: column, row: 0))
            between = try stage.place("─ Thinking")
            #expect(between.column - 1 == column)
        }
    }

    @Test func `a line goes no further than the panes allow, and is kept when it is let go`() throws
    {
        var stage = try Stage.withMouse()
        let line = try stage.place("┬─ Tools")
        stage.mouse(.press(.left), line.column, line.row)
        stage.mouse(.drag(.left), -5, 900)
        #expect(stage.core.isDragging)
        #expect(try stage.place("┬─ Tools").column == 29)
        stage.mouse(.drag(.left), 65_534, 0)
        #expect(try stage.place("┬─ Tools").column == 89)
        stage.mouse(.release(.left), 65_534, 0)
        #expect(!stage.core.isDragging)
        // Zoomed there is no line.
        stage.press(.tab, .character("z"))
        let before = stage.core.view.arrangement
        stage.drag(from: line, to: Point(column: 40, row: 10))
        #expect(stage.core.view.isZoomed)
        #expect(stage.core.view.arrangement == before)
    }

    @Test func `who drags over text learns how to select it`() throws {
        var stage = try Stage.withMouse()
        let start = try stage.place("One is")
        stage.mouse(.press(.left), start.column, start.row)
        stage.mouse(.drag(.left), start.column + 1, start.row)
        #expect(!stage.screen().contains("Shift+drag"))
        stage.mouse(.drag(.left), start.column + 9, start.row)
        #expect(stage.screen().contains("Shift+drag selects text in most terminals"))
        stage.mouse(.release(.left), start.column + 9, start.row)
        #expect(stage.screen().contains("Shift+drag selects text in most terminals"))
    }
}
