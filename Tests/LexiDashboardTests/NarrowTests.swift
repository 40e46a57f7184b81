import LexiAPI
import LexiScreen
import Testing

/// A screen that shows one pane at a time.
@Suite struct NarrowTests {
    @Test func `the title's line says which panes there are besides`() throws {
        var stage = try Stage(columns: 50, rows: 15)
        #expect(stage.rows()[1].hasSuffix("─ Tab: Tools, Thinking ─"))
        stage.press(.tab)
        #expect(stage.rows()[1].hasSuffix("─ Tab: Tools, Thinking ─"))
        stage.press(.tab)
        #expect(stage.rows()[1].hasSuffix("─ Tab: Thinking, Conversation ─"))
        stage.press(.tab)
        #expect(stage.rows()[1].hasSuffix("─ Tab: Conversation, Tools ─"))
    }

    @Test(arguments: [(40, "─ 0.00 s ──────── Tab ─"), (46, "─ 0.00 s ──── Tab: Thinking ─")])
    func `where there is less room the next pane or the key is enough`(
        _ columns: Int, _ end: String
    ) throws {
        var stage = try Stage(columns: columns, rows: 10)
        stage.type("Q")
        stage.press(.enter)
        stage.receive(
            .toolStep(.init(tool: "deals.list", status: "started")),
            .toolStep(.init(tool: "deals.list", status: "completed")))
        stage.press(.tab, .tab)
        #expect(stage.rows()[1].hasSuffix(end))
    }

    @Test func `where all panes are in sight nothing is said`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        #expect(!stage.screen().contains("Tab: "))
    }
}
