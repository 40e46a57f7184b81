import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct MouseTests {
    private static let sizes = [(120, 40), (100, 30), (80, 24)]

    // MARK: On and off

    @Test func `while the mouse is off its reports are nothing`() throws {
        var stage = try Stage.withMouse()
        stage.core.didSetMouse(false, isPossible: true)
        #expect(stage.screen().contains("Mouse off. The terminal selects text again."))
        let before = stage.screen()
        #expect(try stage.click("contacts.get") == [])
        stage.mouse(.wheel(.up), 5, 5)
        #expect(stage.screen() == before)
        #expect(stage.focus == .message)
    }

    @Test func `a terminal without a mouse is told of`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.core.didSetMouse(true, isPossible: false)
        #expect(stage.screen().contains("This terminal does not report a mouse."))
        stage.mouse(.wheel(.up), 5, 5)
        #expect(stage.screen().contains("This terminal does not report a mouse."))
    }

    @Test func `other buttons do nothing, and do not even draw`() throws {
        var stage = try Stage.withMouse()
        let place = try stage.place("contacts.get")
        for kind: MouseEvent.Kind in [
            .press(.right), .press(.middle), .drag(.right), .release(.middle), .wheel(.left),
            .release(.left), .drag(.left),
        ] {
            #expect(
                stage.press(
                    .mouse(MouseEvent(kind, at: place))) == [])
            #expect(!stage.core.isPaintDue(now: at(stage.milliseconds)), "\(kind)")
        }
        #expect(stage.focus == .message)
    }

    @Test(arguments: [(40, 10), (80, 24), (120, 40), (39, 9)])
    func `no click anywhere is harmful`(columns: Int, rows: Int) throws {
        for overlay: [Key] in [
            [], [.special(.function(1), [])], [.control("o")], [.control("r")],
            [.tab, .character("/")], [.tab, .character("c")], [.tab, .tab, .enter],
            [.tab, .tab, .character("f")], [.tab, .tab, .character("t")], [.tab, .character("z")],
        ] {
            var stage = try Stage.withMouse(columns: columns, rows: rows)
            stage.press(contentsOf: overlay)
            _ = stage.frame()
            // What is drawn costs most, so not every cell; each row and column has its turn.
            for row in stride(from: -1, through: rows, by: rows < 12 ? 1 : 3) {
                for column in stride(from: (row + 11) % 11 - 1, through: columns, by: 11) {
                    for kind: MouseEvent.Kind in [
                        .press(.left), .drag(.left), .release(.left), .wheel(.down),
                    ] {
                        for request in stage.mouse(kind, column, row) {
                            guard case .copy = request else {
                                Issue.record("\(request) at \(column), \(row)")
                                continue
                            }
                        }
                    }
                }
            }
            #expect(stage.core.state.tabs.count == 1)
            #expect(stage.text == "")
        }
    }

    // MARK: Panes

    @Test(arguments: sizes)
    func `a click focuses a pane`(columns: Int, rows: Int) throws {
        var stage = try Stage.withMouse(columns: columns, rows: rows)
        for pane in [PaneID.tools, .thinking, .conversation, .message] {
            try stage.click(" \(pane.title) ")
            #expect(stage.focus == pane)
        }
        // The empty rows of a pane are the pane too.
        let thinking = try stage.place(" Thinking ")
        stage.click(thinking.column + 3, thinking.row + 3)
        #expect(stage.focus == .thinking)
    }

    @Test func `where one pane is shown, the message below it can be clicked`() throws {
        var stage = try Stage.withMouse(columns: 40, rows: 10)
        try stage.click("• See")
        #expect(stage.focus == .conversation)
        try stage.click("Ask Lexi")
        #expect(stage.focus == .message)
    }

    @Test(arguments: sizes)
    func `a step is selected, and a second click tells all of it`(columns: Int, rows: Int) throws {
        var stage = try Stage.withMouse(columns: columns, rows: rows)
        let tools = try stage.place(" Tools ")
        for _ in 1...3 { stage.mouse(.wheel(.up), tools.column + 1, tools.row + 1) }
        try stage.click("contacts.get")
        #expect(stage.focus == .tools)
        #expect(stage.selection == .step(turn: TurnID(1), index: 0))
        // Its summary is the step too.
        try stage.click("No access")
        #expect(stage.selection == .step(turn: TurnID(1), index: 1))
        #expect(stage.core.state.overlay == nil)
        try stage.click("deals.get 1/2")
        #expect(stage.core.state.overlay == .step)
        #expect(stage.screen().contains("Step 2 of 3"))
        // Within it nothing happens, beside it closes it.
        try stage.click("took")
        #expect(stage.core.state.overlay == .step)
        stage.click(0, rows / 2)
        #expect(stage.core.state.overlay == nil)
        #expect(stage.focus == .tools)
    }

    @Test func `a filtered step is the one that is shown`() throws {
        var stage = try Stage.withMouse()
        stage.press(.tab, .tab, .character("f"))
        stage.type("deals")
        _ = stage.frame()
        try stage.click("deals.get 2/2")
        #expect(stage.selection == .step(turn: TurnID(1), index: 2))
        #expect(!stage.core.state.activeTab.tools.isFiltering)
        try stage.click("filter: ")
        #expect(stage.selection == .step(turn: TurnID(1), index: 2))
        stage.press(.character("t"))
        _ = stage.frame()
        try stage.click("uses")
        #expect(stage.core.state.overlay == nil)
    }

    @Test func `folded thoughts unfold, and a thought is selected`() throws {
        var stage = try Stage.withMouse()
        try stage.click("2 thoughts in")
        #expect(stage.focus == .thinking)
        try stage.click("Then I read")
        #expect(stage.selection == .thought(turn: TurnID(1), index: 1))
        try stage.click("First I")
        #expect(stage.selection == .thought(turn: TurnID(1), index: 0))
    }

    @Test func `a sentence is selected by any of its words, and moves the time`() throws {
        var stage = try Stage.withMouse()
        try stage.click("here.")
        #expect(stage.focus == .conversation)
        #expect(stage.selection == .text(turn: TurnID(1), range: 0..<12))
        #expect(stage.screen().contains("at 0.80 s"))
        try stage.click("there.")
        #expect(stage.selection == .text(turn: TurnID(1), range: 13..<26))
        // Behind the end of the line it is the line's last, in the bullet its first.
        let place = try stage.place("• See")
        stage.click(place.column, place.row)
        guard case .text(_, let range) = stage.selection else {
            Issue.record("nothing is selected")
            return
        }
        #expect(range.lowerBound == 30)
        let line = try stage.place("One is here.")
        stage.click(line.column + 50, line.row)
        #expect(stage.selection == .text(turn: TurnID(1), range: 13..<26))
        // The question is no answer, and what was selected stays.
        try stage.click("you ")
        #expect(stage.selection == .text(turn: TurnID(1), range: 13..<26))
    }

    @Test func `a line scrolled to is the one that is clicked`() throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.type("Q")
        stage.press(.enter)
        for number in 1...90 {
            stage.receive(.text(delta: "Line \(number).\n\n", conversationID: nil))
        }
        stage.core.didSetMouse(true, isPossible: true)
        _ = stage.frame()
        for _ in 1...20 { stage.mouse(.wheel(.up), 4, 8) }
        let text = try #require(
            stage.rows()[9].firstMatch(of: /Line \d+\./)
                ?? stage.rows()[10].firstMatch(
                    of: /Line \d+\./)
        ).output
        try stage.click(String(text))
        guard case .text(_, let range) = stage.selection else {
            Issue.record("nothing is selected")
            return
        }
        let answer = stage.core.state.activeTab.turns[0].answer.text.utf8
        let start = answer.index(answer.startIndex, offsetBy: range.lowerBound)
        #expect(String(answer[start...].prefix(range.count)) == String(text))
        // What tells of more goes to the end.
        try stage.click("more ↓")
        #expect(!stage.screen().contains("more ↓"))
        #expect(stage.screen().contains("Line 90."))
    }

    @Test func `the context line opens the context`() throws {
        var stage = try Stage.withMouse()
        try stage.click("context  ")
        #expect(stage.screen().contains("Context of the next message"))
    }

    // MARK: The message

    @Test func `a click puts the caret there`() throws {
        var stage = try Stage.withMouse()
        stage.type("first line")
        stage.press(.control("j"))
        stage.type("漢字 second")
        _ = stage.frame()
        stage.press(.tab)
        let first = try stage.place("first line")
        stage.click(first.column + 6, first.row)
        #expect(stage.focus == .message)
        stage.type("|")
        #expect(stage.text == "first |line\n漢字 second")
        // In the middle of a wide character it is before it, behind the end at the end.
        stage.click(first.column + 1, first.row + 1)
        stage.type("<")
        stage.click(first.column + 40, first.row + 1)
        stage.type(">")
        #expect(stage.text == "first |line\n<漢字 second>")
        stage.click(first.column + 3, first.row)
        stage.type("_")
        #expect(stage.text == "fir_st |line\n<漢字 second>")
    }

    @Test func `the caret goes where it is clicked in a long message that is scrolled`() throws {
        var stage = try Stage.withMouse()
        for number in 10...60 {
            stage.type("row \(number)")
            stage.press(.control("j"))
        }
        _ = stage.frame()
        try stage.click("row 55")
        stage.type("X")
        #expect(stage.text.contains("row 54\nXrow 55\n"))
        _ = stage.frame()
        try stage.click("55")
        stage.type("Y")
        #expect(stage.text.contains("row 54\nXrow Y55\n"))
    }

    // MARK: Bars

    @Test func `a tab is gone to`() throws {
        var stage = try Stage.withMouse()
        stage.press(.control("n"), .control("n"))
        #expect(stage.core.state.activeIndex == 2)
        _ = stage.frame()
        try stage.click("2 Untitled")
        #expect(stage.core.state.activeIndex == 1)
        stage.click(1, 0)
        #expect(stage.core.state.activeIndex == 0)
        try stage.click("lexi · demo")
        #expect(stage.core.state.activeIndex == 0)
        // A separator is no tab.
        let bar = try stage.place("│ 2 Untitled")
        stage.click(bar.column, 0)
        #expect(stage.core.state.activeIndex == 0)
        stage.click(bar.column + 1, 0)
        #expect(stage.core.state.activeIndex == 1)
    }

    @Test func `tabs beyond the edge are reached by the ellipsis`() throws {
        var stage = try Stage.withMouse(columns: 60, rows: 12)
        for _ in 2...9 { stage.press(.control("n")) }
        let bar = stage.rows()[0]
        #expect(bar.hasPrefix("…"))
        let first = try #require(bar.firstMatch(of: /\d/).flatMap { Int($0.output) })
        stage.click(0, 0)
        #expect(stage.core.state.activeIndex == first - 2)
    }

    @Test func `the bar's help opens, and its request is copied`() throws {
        var stage = try Stage.withMouse()
        #expect(
            try stage.click("req_")
                == [.copy(CopyItem("the request ID", "req_0123456789abcdefghij"))])
        try stage.click("? help")
        #expect(stage.core.state.overlay == .help)
    }
}

extension Stage {
    fileprivate mutating func press(contentsOf keys: [Key]) { for key in keys { press(key) } }
}
