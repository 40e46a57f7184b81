import LexiScreen
import Testing

@Suite struct HelpTests {
    @Test func `the help opens at its top each time`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.special(.function(1), []))
        let first = stage.rows()
        stage.press(.special(.end, []))
        #expect(stage.rows() != first)
        stage.press(.escape)
        _ = stage.frame()
        stage.press(.special(.function(1), []))
        #expect(stage.rows() == first)
    }
}
