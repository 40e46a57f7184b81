import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Writing a message, key by key.
@Suite struct ComposingTests {
    @Test func `the editing keys do what readline's do`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("see a.b/c now")
        stage.press(.control("w"), .control("w"))
        #expect(stage.text == "see ")
        stage.press(.control("y"))
        #expect(stage.text == "see a.b/c now")
        stage.press(.altBackspace)
        #expect(stage.text == "see a.b/c ")
        stage.press(.control("y"), .alt("y"))
        #expect(stage.text == "see a.b/c a.b/c now")
        stage.press(.special(.home, .control), .alt("u"), .alt("c"), .alt("l"))
        #expect(stage.text == "SEE A.b/c a.b/c now")
        stage.press(.special(.end, .control), .alt("T"))
        #expect(stage.text == "SEE A.b/c a.b/now c")
        stage.press(.alt("t"))
        #expect(stage.text == "SEE A.b/c a.b/nowc ")
        stage.press(.control("_"), .control("_"))
        #expect(stage.text == "SEE A.b/c a.b/c now")
        stage.press(.alt("_"))
        #expect(stage.text == "SEE A.b/c a.b/now c")
    }

    @Test func `a large paste is one line on the screen, and opens`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        let lines = (1...2000).map { "pasted line \($0)\n" }.joined()
        stage.type("see ")
        stage.press(.paste(lines, isLast: true))
        stage.type("!")
        #expect(stage.screen().contains("see [pasted 33 KB, 2,000 lines]!"))
        #expect(stage.screen().contains("\(lines.count + 5)/12000"))
        stage.press(.alt("e"))
        #expect(stage.screen().contains("pasted line 2000"))
        stage.press(.control("_"))
        #expect(stage.screen().contains("see [pasted 33 KB, 2,000 lines]!"))
        stage.press(.special(.left, []), .backspace)
        #expect(stage.text == "see !")
    }

    @Test func `the counter warns near the limit, and Enter asks beyond it`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        func counter(_ stage: inout Stage, _ text: String) -> Style? {
            let grid = stage.frame().grid
            // The border before it is one column a character.
            let rows = (0..<24).map { Array(grid.text(row: $0)) }
            for (row, line) in rows.enumerated() where line.count >= text.count {
                for column in 0...(line.count - text.count)
                where String(line[column..<column + text.count]) == text {
                    return grid[column, row].style
                }
            }
            return nil
        }
        let theme = stage.core.view.look.theme
        stage.press(.paste(String(repeating: "x", count: 10_800), isLast: true))
        #expect(counter(&stage, "10800/12000") == theme[.messageHint])
        stage.type("x")
        #expect(counter(&stage, "10801/12000") == theme[.warning])
        stage.press(.paste(String(repeating: "x", count: 1200), isLast: true))
        #expect(counter(&stage, "12001/12000") == theme[.error])
        #expect(stage.press(.enter) == [])
        #expect(stage.screen().contains("12001 characters, of which Lexi takes 12000."))
        stage.press(.special(.left, []))
        #expect(stage.press(.enter) == [])
        #expect(stage.press(.enter).count == 2)
        #expect(stage.core.state.activeTab.turns.last?.request.message.count == 12_001)
    }

    @Test func `up and down keep the column over wrapped rows`() throws {
        var stage = try Stage(columns: 40, rows: 20)
        stage.type("a line that is longer than the screen is wide")
        stage.press(.control("j"))
        stage.type("x")
        stage.press(.control("j"))
        stage.type("the last line")
        _ = stage.frame()
        let column = try #require(stage.frame().cursor?.column)
        stage.press(.special(.up, []), .special(.up, []))
        stage.press(.special(.up, []))
        #expect(stage.frame().cursor?.column == column)
    }

    @Test func `an input method finds the cursor at the caret, also behind wide text`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.character("株"), .character("式"), .character("会"))
        stage.press(.special(.left, []))
        let cursor = try #require(stage.frame().cursor)
        #expect(cursor.column == 2 + 4)
        // A preedit is shown by the terminal; what it commits comes as whole characters.
        stage.press(.character("e"), .character("\u{301}"), .character("👩‍💻"))
        #expect(stage.text == "株式e\u{301}👩‍💻会")
        #expect(stage.frame().cursor?.column == 2 + 4 + 1 + 2)
    }

    @Test func `what is written is saved after a pause, and at once when the focus goes`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        _ = stage.frame()
        #expect(stage.core.sleep(now: at(0)) == nil)
        stage.type("draft")
        _ = stage.frame()
        #expect(stage.core.sleep(now: at(0)) == .seconds(2))
        stage.milliseconds = 1999
        stage.expire()
        #expect(stage.saved == [])
        stage.milliseconds = 2000
        stage.expire()
        #expect(stage.saved == [[Draft(text: "draft")]])
        #expect(stage.core.sleep(now: at(2000)) == nil)
        stage.type("s")
        #expect(stage.saved.count == 1)
        stage.press(.focus(false))
        #expect(stage.saved.last == [Draft(text: "drafts")])
        stage.press(.enter)
        #expect(stage.saved.count == 3 && stage.saved.last == [])
    }

    @Test func `drafts come back, a tab each, and are not sent`() throws {
        var state = AppState(service: Service(label: "demo", isDemo: true))
        let drafts = [
            Draft(text: "one\nline"), Draft(text: "two", context: ChatContext(deal: "deal-001")),
        ]
        #expect(reduce(&state, .restore(drafts)) == [])
        #expect(state.tabs.map(\.composer.text) == ["one\nline", "two"])
        #expect(state.activeIndex == 0)
        #expect(state.tabs[1].context == ChatContext(deal: "deal-001"))
        #expect(
            state.notice?.text == "2 drafts that were not sent last time are back, each in its tab."
        )
        #expect(state.drafts == drafts)
    }

    @Test func `the editor's text is taken and can be undone; a failure changes nothing`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("draft")
        #expect(stage.press(.control("g")) == [.editText("draft")])
        stage.core.didEdit(.text("longer\ndraft"))
        #expect(stage.text == "longer\ndraft")
        stage.press(.control("_"))
        #expect(stage.text == "draft")
        stage.core.didEdit(.failed("vi ended with status 1."))
        #expect(stage.text == "draft")
        #expect(stage.screen().contains("vi ended with status 1. The message is as it was."))
    }
}
