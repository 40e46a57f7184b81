import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// What the wheel scrolls.
@Suite struct MouseWheelTests {
    @Test(arguments: [(120, 40), (100, 30), (80, 24)])
    func `the wheel scrolls the pane under it, three lines, and the focus stays`(
        columns: Int, rows: Int
    ) throws {
        var stage = try Stage(columns: columns, rows: rows)
        stage.type("Q")
        stage.press(.enter)
        for number in 10...60 {
            stage.receive(
                .text(delta: "Line \(number)\n\n", conversationID: nil),
                .thinking(text: "Thought \(number)"),
                .toolStep(.init(tool: "tool.\(number)", status: "started")))
        }
        stage.core.didSetMouse(true, isPossible: true)
        stage.press(.control("l"))
        _ = stage.frame()
        for title in ["Conversation", "Tools", "Thinking"] {
            let title = try stage.place(" \(title) ")
            /// What two rows of the pane begin with; the conversation has its context above.
            func texts(_ stage: inout Stage, from row: Int) -> [String] {
                stage.rows()[row...row + 1].map { $0.slice(title.column + 1, 14) }
            }
            let row = title.row + (title.column < 5 && title.row < 3 ? 3 : 1)
            let (before, screen) = (texts(&stage, from: row), stage.rows())
            stage.mouse(.wheel(.up), title.column + 2, row)
            #expect(texts(&stage, from: row + 3) == before)
            #expect(stage.screen().contains("3 more ↓"))
            #expect(stage.focus == .message)
            stage.mouse(.wheel(.down), title.column + 2, row)
            #expect(stage.rows() == screen)
        }
    }

    @Test func `the wheel scrolls what lies over the panes`() throws {
        var stage = try Stage.withMouse(columns: 80, rows: 24)
        stage.press(.special(.function(1), []))
        let before = stage.rows()
        stage.mouse(.wheel(.down), 40, 12)
        #expect(stage.rows()[1].slice(3, 60) == before[4].slice(3, 60))
        stage.mouse(.wheel(.up), 0, 0)
        #expect(stage.rows() == before)
        stage.press(.escape, .tab, .character("c"))
        stage.mouse(.wheel(.down), 40, 12)
        guard case .copy(let menu) = stage.core.state.overlay else {
            Issue.record("no list of copies")
            return
        }
        #expect(menu.selectedIndex == 1)
    }

    @Test func `without reports the wheel's arrows scroll in an empty message`() throws {
        var stage = try Stage.withMouse(columns: 60, rows: 11)
        stage.core.didSetMouse(false, isPossible: true)
        let up = Key.special(.up, [])
        // Terminals send several for a notch, in one piece.
        stage.read([up, up, up])
        #expect(stage.screen().contains("3 more ↓"))
        #expect(stage.text == "")
        let down = Key.special(.down, [])
        stage.read([down, down, down])
        #expect(!stage.screen().contains("more ↓"))
    }
}

extension String {
    /// Some of its characters.
    fileprivate func slice(_ start: Int, _ count: Int) -> String {
        String(dropFirst(start).prefix(count))
    }
}
