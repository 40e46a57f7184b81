import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct ReadingTests {
    /// A conversation with one long answer that still runs.
    private func stageWithLines(_ count: Int, columns: Int = 80, rows: Int = 24) throws -> Stage {
        var stage = try Stage(columns: columns, rows: rows)
        stage.type("Q")
        stage.press(.enter)
        for number in 1...count {
            stage.receive(.text(delta: "Line \(number)\n\n", conversationID: nil))
        }
        _ = stage.frame()
        return stage
    }

    @Test func theEndIsFollowedUntilTheReaderScrolls() throws {
        var stage = try stageWithLines(50)
        #expect(stage.screen().contains("Line 50"))
        stage.press(.special(.pageUp, []))
        let before = stage.screen()
        #expect(!before.contains("Line 50"))
        let top = stage.rows()[4]
        for number in 51...60 {
            stage.receive(.text(delta: "Line \(number)\n\n", conversationID: nil))
        }
        #expect(stage.rows()[4] == top)
        // Ten lines and the blank lines before them.
        #expect(stage.screen().contains("20 new ↓"))
        stage.press(.tab)
        stage.press(.special(.end, []))
        #expect(stage.screen().contains("Line 60"))
        #expect(!stage.screen().contains("new ↓"))
    }

    @Test func aResizeKeepsTheLineAtTheTop() throws {
        var stage = try Stage(columns: 100, rows: 30)
        stage.type("Q")
        stage.press(.enter)
        let words = (1...400).map { "word\($0)" }.joined(separator: " ")
        stage.receive(.text(delta: words, conversationID: nil))
        _ = stage.frame()
        stage.press(.tab, .special(.pageUp, []))
        let row = stage.rows()[4]
        let firstWord = row.split(separator: " ").first { $0.hasPrefix("word") }
        stage.size = Size(columns: 85, rows: 30)
        let after = stage.rows()
        #expect(after[4].split(separator: " ").contains(firstWord!))
        stage.size = Size(columns: 100, rows: 30)
        #expect(stage.rows()[4] == row)
    }

    @Test func arrowsInAnEmptyMessageScroll() throws {
        var stage = try stageWithLines(50)
        stage.press(.special(.up, []))
        #expect(stage.screen().contains("more ↓"))
        stage.press(.special(.end, []))
        #expect(!stage.screen().contains("more ↓"))
    }

    @Test func lettersActOnlyOutsideTheMessage() throws {
        var stage = try stageWithLines(50)
        stage.type("gz?")
        #expect(stage.core.state.activeTab.composer.text == "gz?")
        stage.press(.tab)
        stage.press(.character("g"))
        #expect(stage.screen().contains("you"))
        stage.press(.character("z"))
        #expect(stage.core.view.isZoomed)
        #expect(!stage.screen().contains("Tools"))
        stage.press(.character("?"))
        #expect(stage.core.state.overlay == .help)
    }

    @Test func tabGoesRoundThePanes() throws {
        var stage = try Stage(columns: 120, rows: 30)
        var order: [PaneID] = []
        for _ in 0..<4 {
            stage.press(.tab)
            order.append(stage.core.view.focus)
        }
        #expect(order == [.conversation, .tools, .thinking, .message])
        stage.press(.backTab)
        #expect(stage.core.view.focus == .thinking)
        stage.press(.escape)
        #expect(stage.core.view.focus == .message)
    }
}
