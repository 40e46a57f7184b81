import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
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

    // MARK: Links

    @Test func `a link is copied, by its text and by its address`() throws {
        var stage = try Stage.withMouse()
        let url = "https://crm.example/n/7?a=1&b=2"
        let copy = [DashboardCore.Request.copy(CopyItem(url, url))]
        #expect(try stage.click("the notes") == copy)
        #expect(try stage.click("notes (h") == copy)
        #expect(try stage.click("?a=1") == copy)
        let plain = "https://crm.example/plain"
        #expect(try stage.click("example/plain") == [.copy(CopyItem(plain, plain))])
        #expect(stage.selection == nil)
        #expect(stage.focus == .conversation)
        stage.core.didCopy(CopyItem(url, url), CopyOutcome(isSent: true))
        #expect(stage.screen().contains("Copied \(url), 31 characters, sent to the terminal's"))
        // The button that goes up does not take the notice away.
        stage.mouse(.release(.left), 3, 3)
        #expect(stage.screen().contains("Copied \(url)"))
        try stage.click(" Conversation ")
        #expect(!stage.screen().contains("Copied \(url)"))
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

    // MARK: The wheel

    @Test(arguments: sizes)
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

    // MARK: What lies over the panes

    @Test func `a row is selected by a click, and taken by a second`() throws {
        var stage = try Stage.withMouse()
        stage.press(.tab, .character("c"))
        #expect(try stage.click("the question") == [])
        #expect(stage.screen().contains("▸ the question"))
        #expect(
            try stage.click("the question") == [.copy(CopyItem("the question", "Q"))])
        #expect(stage.core.state.overlay == nil)
        // The row that is selected to begin with takes two as well, and a key between starts anew.
        stage.press(.character("c"))
        _ = stage.frame()
        #expect(try stage.click("the answer") == [])
        stage.press(.character("j"), .character("k"))
        _ = stage.frame()
        #expect(try stage.click("the answer") == [])
        #expect(try stage.click("the answer").count == 1)
    }

    @Test func `a theme is shown by a click, kept by a second, and left by one beside`() throws {
        var stage = try Stage.withMouse(columns: 100, rows: 40)
        let before = stage.core.view.look
        stage.core.openThemes(ThemeLibrary(own: []))
        _ = stage.frame()
        try stage.click("light")
        #expect(stage.core.view.look.theme.name == "light")
        stage.click(0, 20)
        #expect(stage.core.state.overlay == nil)
        #expect(stage.core.view.look == before)
        stage.core.openThemes(ThemeLibrary(own: []))
        _ = stage.frame()
        try stage.click("light")
        #expect(try stage.click("▸ light") == [.keepTheme("light")])
    }

    @Test func `the context's rows are selected, and its switch switched`() throws {
        var stage = try Stage.withMouse()
        stage.press(.control("o"))
        _ = stage.frame()
        try stage.click("matter")
        stage.type("m-1")
        _ = stage.frame()
        try stage.click("tools  ")
        #expect(stage.screen().contains("tools     on"))
        try stage.click("tools  ")
        #expect(stage.screen().contains("tools     off"))
        stage.press(.enter)
        #expect(stage.core.state.activeTab.context[.matter] == "m-1")
        // Beside it leaves everything as it was.
        stage.press(.control("o"))
        stage.type("c-1")
        _ = stage.frame()
        stage.click(1, 20)
        #expect(stage.core.state.overlay == nil)
        #expect(stage.core.state.activeTab.context[.contact] == nil)
    }

    // MARK: Questions and fields

    @Test func `a click is no answer to a question`() throws {
        var stage = try Stage.withMouse()
        stage.press(.tab, .character("r"))
        #expect(stage.screen().contains("Ask this again"))
        stage.click(3, 10)
        #expect(!stage.screen().contains("Ask this again"))
        #expect(
            stage.press(.character("y")).allSatisfy { if case .copy = $0 { true } else { false } })
        #expect(stage.core.state.activeTab.turns.count == 1)
    }

    @Test func `a click leaves the history search and keeps what was written`() throws {
        var stage = try Stage.withMouse()
        stage.type("draft")
        stage.press(.control("r"))
        stage.core.didLoadHistory(["older"], for: .search)
        stage.type("old")
        _ = stage.frame()
        stage.click(3, 10)
        #expect(stage.core.state.historySearch == nil)
        #expect(stage.text == "draft")
    }

    @Test func `a click takes the keys from a search and keeps its matches`() throws {
        var stage = try Stage.withMouse()
        stage.press(.tab, .character("/"))
        stage.type("deals")
        _ = stage.frame()
        try stage.click("contacts.get")
        #expect(stage.focus == .tools)
        stage.press(.character("j"))
        #expect(stage.selection == .step(turn: TurnID(1), index: 1))
    }

    // MARK: Dragging

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

extension Stage {
    fileprivate mutating func press(contentsOf keys: [Key]) { for key in keys { press(key) } }
}

extension String {
    /// Some of its characters.
    fileprivate func slice(_ start: Int, _ count: Int) -> String {
        String(dropFirst(start).prefix(count))
    }
}
