import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Steps, thoughts and sentences by keystroke.
@Suite struct MomentTests {
    private func step(_ tool: String, _ status: String, _ summary: String? = nil) -> RunEvent {
        .toolStep(.init(tool: tool, status: status, summary: summary))
    }

    /// A turn with two thoughts, three steps and two sentences, each 100 ms after the other.
    private func stage(
        columns: Int = 120, rows: Int = 30, ends: Bool = true
    ) throws -> Stage {
        var stage = try Stage(columns: columns, rows: rows)
        stage.type("Q")
        stage.press(.enter)
        ask(&stage, turn: 1, ends: ends)
        return stage
    }

    private func ask(_ stage: inout Stage, turn: Int, ends: Bool = true) {
        var events: [RunEvent] = [
            .responded(ResponseHead(status: 200, requestID: "req_0123456789abcdefghij")),
            .thinking(text: "First I look"), step("contacts.get", "started"),
            step("contacts.get", "completed", "Read Mara"), .thinking(text: "Then I read"),
            step("deals.get", "started"), step("deals.get", "failed", "No access"),
            .text(delta: "One is here. ", conversationID: "c-1"),
            step("deals.get", "started"), .text(delta: "Two is there.", conversationID: nil),
        ]
        if ends {
            events += [
                step("deals.get", "completed", "Acme"),
                .done(creditsRemaining: 7, messageID: nil, conversationID: nil),
                .ended(.completed, terminator: true),
            ]
        }
        for event in events {
            stage.milliseconds += 100
            stage.receive(event, turn: turn)
        }
    }

    /// The rows of the screen that bear a mark.
    private func marks(_ stage: inout Stage, _ glyph: Character) -> [String] {
        stage.rows().flatMap { row in
            row.split(separator: "│").filter { $0.first == glyph }.map {
                String($0.dropFirst().prefix(16)).trimmed
            }
        }
    }

    @Test func `steps are selected with j, k, g and G, and the others show the moment`() throws {
        var stage = try stage()
        stage.press(.tab, .tab)
        stage.press(.character("j"))
        #expect(stage.core.state.activeTab.selection == .step(turn: TurnID(1), index: 0))
        #expect(marks(&stage, "►") == ["✓ contacts.get"])
        #expect(marks(&stage, "»") == ["you  12:40", "0.20  First I lo"])
        #expect(stage.screen().contains("at 0.30 s"))
        stage.press(.special(.down, []))
        #expect(marks(&stage, "►") == ["✗ deals.get 1/2"])
        #expect(marks(&stage, "»") == ["you  12:40", "0.50  Then I rea"])
        stage.press(.character("j"), .character("j"))
        #expect(marks(&stage, "►") == ["✓ deals.get 2/2"])
        #expect(marks(&stage, "»").first == "One is here. Two")
        stage.press(.character("k"))
        #expect(stage.core.state.activeTab.selection == .step(turn: TurnID(1), index: 1))
        stage.press(.character("g"))
        #expect(stage.core.state.activeTab.selection == .step(turn: TurnID(1), index: 0))
        stage.press(.character("G"))
        #expect(stage.core.state.activeTab.selection == .step(turn: TurnID(1), index: 2))
        stage.press(.escape)
        #expect(stage.core.state.activeTab.selection == nil)
        #expect(marks(&stage, "►") + marks(&stage, "»") == [])
        #expect(!stage.screen().contains("at 0.30 s"))
        #expect(stage.core.view.focus == .tools)
        stage.press(.escape)
        #expect(stage.core.view.focus == .message)
    }

    @Test func `thoughts are selected, and unfold while they are`() throws {
        var stage = try stage()
        stage.press(.tab, .tab, .tab)
        #expect(stage.screen().contains("2 thoughts in 0.50 s  Space opens"))
        stage.press(.character("k"))
        #expect(marks(&stage, "►") == ["0.50  Then I rea"])
        #expect(marks(&stage, "»") == ["you  12:40", "✗ deals.get 1/2"])
        stage.press(.character("k"))
        #expect(marks(&stage, "►") == ["0.20  First I lo"])
        #expect(marks(&stage, "»") == ["✓ contacts.get", "you  12:40"])
        stage.press(.escape)
        #expect(stage.screen().contains("2 thoughts in 0.50 s"))
    }

    @Test func `Space folds and unfolds the thoughts of one turn`() throws {
        var stage = try stage()
        stage.press(.tab, .tab, .tab, .character(" "))
        #expect(stage.screen().contains("First I look"))
        stage.press(.character(" "))
        #expect(!stage.screen().contains("First I look"))
        stage.press(.character(" "))
        // Ctrl+T decides for all turns again: open.
        stage.press(.control("t"))
        #expect(stage.screen().contains("Thinking ─ open"))
        #expect(stage.screen().contains("First I look"))
        stage.press(.control("t"))
        #expect(stage.screen().contains("hidden, Space opens"))
    }

    @Test func `sentences are selected with parentheses`() throws {
        var stage = try stage()
        stage.press(.tab)
        _ = stage.frame()
        stage.press(.character(")"))
        #expect(stage.core.state.activeTab.selection == .text(turn: TurnID(1), range: 0..<12))
        #expect(marks(&stage, "►") == ["One is here. Two"])
        #expect(marks(&stage, "»") == ["✗ deals.get 1/2", "0.50  Then I rea"])
        stage.press(.character(")"))
        #expect(stage.core.state.activeTab.selection == .text(turn: TurnID(1), range: 13..<26))
        #expect(marks(&stage, "»") == ["✓ deals.get 2/2", "0.50  Then I rea"])
        stage.press(.character(")"))
        #expect(stage.core.state.activeTab.selection == .text(turn: TurnID(1), range: 13..<26))
        stage.press(.character("("))
        #expect(stage.core.state.activeTab.selection == .text(turn: TurnID(1), range: 0..<12))
    }

    @Test func `only the selected sentence of a line has its style`() throws {
        var stage = try stage()
        stage.press(.tab)
        _ = stage.frame()
        stage.press(.character(")"), .character(")"))
        let theme = try ThemeLibrary.theme(named: "dark")
        let grid = stage.frame().grid
        let row = try #require(
            (0..<30).first { grid.text(row: $0).contains("One is here. Two is there.") })
        let styled = grid.row(row).filter { $0.style == theme[.selection] }.map(\.glyph.text)
        #expect(styled.joined() == "Two is there.")
    }

    @Test func `Enter shows all that is known of the step, and the arrows its neighbours`() throws {
        var stage = try stage()
        stage.press(.tab, .tab, .enter)
        // The newest, since none was selected.
        #expect(stage.core.state.overlay == .step)
        #expect(stage.screen().contains("Step 3 of 3"))
        stage.press(.special(.left, []))
        let screen = stage.screen()
        for fact in [
            "Step 2 of 3", "✗ deals.get 1/2", "state     failed", "status    \"failed\"",
            "summary   No access", "started   0.60 s after the request",
            "ended     0.70 s after the request", "took      0.10 s",
            "before    0.10 s after the event before", "after     0.10 s to the next event",
            "events    5 and 6 of 11", "thought   0.50 s  Then I read",
            "request   req_0123456789abcdefghij",
            "uses      2 in this turn, 0.30 s together, longest 0.20 s, 1 failed",
        ] {
            #expect(screen.contains(fact), "\(fact)\n\(screen)")
        }
        stage.press(.escape)
        #expect(stage.core.state.overlay == nil)
        #expect(stage.core.state.activeTab.selection == .step(turn: TurnID(1), index: 1))
    }

    @Test func `details longer than the screen scroll`() throws {
        var stage = try stage(columns: 40, rows: 10)
        stage.press(.tab, .tab, .enter)
        #expect(stage.screen().contains("Step 3 of 3"))
        #expect(!stage.screen().contains("in this turn"))
        stage.press(.character("G"))
        #expect(stage.screen().contains("in this turn"))
        stage.press(.character("g"))
        #expect(stage.screen().contains("state     completed"))
    }

    @Test func `f filters the steps, and Esc shows them all again`() throws {
        var stage = try stage()
        stage.press(.tab, .tab, .character("f"))
        stage.type("dealz")
        stage.press(.backspace)
        stage.type("s")
        #expect(stage.screen().contains("Tools ─ 2 of 3 steps ─ 1 failed"))
        #expect(stage.screen().contains("filter: deals"))
        #expect(!stage.screen().contains("contacts.get"))
        // The cursor rests behind what is typed.
        let cursor = try #require(stage.frame().cursor)
        #expect(stage.frame().grid.text(row: cursor.row).contains("filter: deals"))
        stage.press(.enter)
        #expect(stage.core.state.activeTab.tools.isFiltering == false)
        stage.press(.character("j"))
        #expect(stage.core.state.activeTab.selection == .step(turn: TurnID(1), index: 1))
        stage.press(.character("k"))
        #expect(stage.core.state.activeTab.selection == .step(turn: TurnID(1), index: 1))
        stage.press(.escape)
        #expect(stage.screen().contains("contacts.get"))
        #expect(stage.core.state.activeTab.selection != nil)
        stage.press(.character("f"), .paste("no\nsuch", isLast: true))
        #expect(stage.screen().contains("No step matches"))
        #expect(stage.core.state.activeTab.composer.isEmpty)
        stage.press(.escape)
        #expect(stage.screen().contains("Tools ─ 3 steps"))
    }

    @Test func `t shows the totals by tool`() throws {
        var stage = try stage()
        stage.press(.tab, .tab, .character("t"))
        #expect(stage.screen().contains("Tools ─ totals of 3 steps"))
        #expect(stage.screen().contains("deals.get      2   0.30s   0.20s"))
        #expect(stage.screen().contains("1 failed"))
        stage.press(.escape)
        #expect(stage.screen().contains("Read Mara"))
    }

    @Test func `the newest step is seen until the reader moves`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        for number in 1...9 { stage.receive(step("tool\(number)", "completed")) }
        #expect(stage.screen().contains("tool9"))
        #expect(!stage.screen().contains("tool1 "))
        stage.press(.tab, .tab, .character("g"))
        #expect(stage.screen().contains("tool1 "))
        stage.receive(step("tool10", "completed"))
        #expect(stage.screen().contains("tool1 "))
        #expect(!stage.screen().contains("tool10"))
        #expect(stage.screen().contains("new ↓"))
        stage.press(.special(.end, []))
        #expect(stage.screen().contains("tool10"))
        stage.receive(step("tool11", "completed"))
        #expect(stage.screen().contains("tool11"))
    }

    @Test func `Esc brings the panes back to where they were`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        stage.receive(step("first", "completed"))
        for number in 1...60 {
            stage.milliseconds += 10
            stage.receive(.text(delta: "Line \(number)\n\n", conversationID: nil))
        }
        stage.receive(.ended(.completed, terminator: true))
        #expect(stage.screen().contains("Line 60"))
        stage.press(.tab, .tab, .character("j"))
        #expect(!stage.screen().contains("Line 60"))
        stage.press(.escape)
        #expect(stage.screen().contains("Line 60"))
    }

    @Test func `Esc stops a run before it lets go of a selection`() throws {
        var stage = try stage(ends: false)
        stage.press(.tab, .tab, .character("k"))
        #expect(stage.press(.escape) == [.perform(.cancelTurn(TurnID(1)))])
        #expect(stage.core.state.activeTab.selection != nil)
    }

    @Test func `the bar's request and time are those of the turn that is shown`() throws {
        var stage = try Stage(columns: 140, rows: 24)
        for turn in 1...4 {
            stage.milliseconds = UInt64(turn) * 100_000
            stage.type("Question \(turn)")
            stage.press(.enter)
            stage.receive(
                .responded(ResponseHead(status: 200, requestID: "req_\(turn)")),
                .text(delta: String(repeating: "Line\n\n", count: 20), conversationID: "c-1"),
                .done(creditsRemaining: 100 - Int64(turn), messageID: nil, conversationID: nil),
                turn: turn)
            stage.milliseconds += UInt64(turn) * 1_000
            stage.receive(.ended(.completed, terminator: true), turn: turn)
        }
        var bar = try #require(stage.rows().last)
        #expect(bar.contains("answered in 4.0s") && bar.contains("req_4"))
        #expect(!bar.contains("turn "))
        stage.press(.tab, .character("g"))
        #expect(stage.screen().contains("Tools ─ turn 1 of 4"))
        bar = try #require(stage.rows().last)
        #expect(bar.contains("turn 1 answered in 1.0s") && bar.contains("turn 1 req_1"))
        #expect(bar.contains("idle") && bar.contains("credits 96"))
        #expect(!bar.contains("req_4") && !bar.contains("4.0s"))
        stage.press(.character("G"))
        bar = try #require(stage.rows().last)
        #expect(bar.contains("req_4") && !bar.contains("turn "))
    }

    @Test func `the panes show the turn that is read, and say which it is`() throws {
        var stage = try stage(columns: 80, rows: 24)
        for turn in 2...5 {
            stage.type("Question \(turn)")
            stage.press(.enter)
            stage.receive(.toolStep(.init(tool: "tool\(turn)", status: "started")), turn: turn)
            stage.receive(.ended(.incomplete, terminator: false), turn: turn)
        }
        #expect(stage.screen().contains("Tools ─ 1 step"))
        #expect(stage.screen().contains("tool5"))
        stage.press(.tab, .character("g"))
        #expect(stage.screen().contains("Tools ─ turn 1 of 5"))
        #expect(stage.screen().contains("Thinking ─ turn 1 of 5"))
        #expect(stage.screen().contains("contacts.get") || stage.screen().contains("deals.get"))
        stage.press(.tab, .character("j"))
        #expect(stage.core.state.activeTab.selection == .step(turn: TurnID(1), index: 0))
        stage.press(.escape, .backTab, .character("G"))
        #expect(stage.screen().contains("tool5"))
        #expect(!stage.screen().contains("turn 1"))
    }

    @Test func `a new question lets go of what was selected`() throws {
        var stage = try stage()
        stage.press(.tab, .tab, .character("j"), .backTab, .backTab)
        stage.type("Again")
        stage.press(.enter)
        #expect(stage.core.state.activeTab.selection == nil)
        #expect(stage.screen().contains("No tool used yet."))
    }

    @Test(arguments: [false, true])
    func `that no tool was used is said only of an answer that would have told`(
        hasEndMark: Bool
    ) throws {
        var stage = try Stage(columns: 140, rows: 40)
        stage.type("Q")
        stage.press(.enter)
        stage.receive(
            .text(delta: "A", conversationID: nil), .ended(.completed, terminator: hasEndMark))
        let screen = stage.screen()
        #expect(screen.contains("No tool was used.") == hasEndMark)
        #expect(screen.contains("Whether a tool was used is not known") == !hasEndMark)
    }

    @Test func `a failure shows its first words where it does not fit, and goes on below`() throws {
        var stage = try Stage(columns: 40, rows: 10)
        stage.type("Q")
        stage.press(.enter)
        stage.receive(
            .failed(
                Failure(
                    code: .network,
                    message: "127.0.0.1:8080 reset the connection while the answer was read.")),
            .ended(.failed, terminator: false))
        #expect(stage.screen().contains("✗ network: 127.0.0.1:8080 reset the"))
        #expect(stage.screen().contains("more ↓"))
        stage.press(.tab, .special(.end, []))
        #expect(!stage.screen().contains("more ↓"))
        #expect(stage.screen().contains("it is charged once at most"))
        // It is shown once; the reader stays where he went.
        #expect(!stage.screen().contains("✗ network"))
    }

    @Test func `keys of lists scroll where there is nothing to select`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.tab, .tab)
        stage.press(.character("j"), .character("k"), .character("g"), .character("G"), .enter)
        #expect(stage.core.state.activeTab.selection == nil)
        #expect(stage.core.state.overlay == nil)
        #expect(stage.screen().contains("Tool steps appear here."))
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
