import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// What is asked before something is lost.
@Suite struct QuestionTests {
    private typealias Request = DashboardCore.Request

    /// Two tabs, of which the second is shown and runs.
    private func stage() throws -> Stage {
        var stage = try Stage(columns: 120, rows: 30)
        stage.press(.control("n"))
        stage.type("Question")
        stage.press(.enter)
        return stage
    }

    /// The row above the status bar, where questions stand.
    private func bar(_ stage: inout Stage) -> String { stage.rows().suffix(2).first ?? "" }

    @Test func `a tab with a run is closed after a yes`() throws {
        var stage = try stage()
        stage.press(.tab)
        #expect(stage.press(.control("w")) == [])
        #expect(bar(&stage).contains("Close tab 2 while Lexi answers? y: yes"))
        #expect(stage.core.state.tabs.count == 2)
        #expect(
            stage.press(.character("y")) == [
                .perform(.cancelTurn(TurnID(1))), .perform(.tell(.closed, of: ConversationID(2))),
            ])
        #expect(stage.core.state.tabs.map(\.id) == [ConversationID(1)])
        #expect(!bar(&stage).contains("y: yes"))
    }

    @Test func `a tab without a run is closed at once`() throws {
        var stage = try stage()
        stage.press(.alt("1"), .tab, .control("w"))
        #expect(stage.core.state.tabs.map(\.id) == [ConversationID(2)])
    }

    @Test func `another key is a no, and does what it does`() throws {
        var stage = try stage()
        stage.press(.tab, .control("w"), .character("z"))
        #expect(stage.core.view.isZoomed)
        #expect(!bar(&stage).contains("y: yes"))
        #expect(stage.press(.character("y")) != [.perform(.cancelTurn(TurnID(1)))])
        #expect(stage.core.state.tabs.count == 2)
        // The key itself asks again.
        stage.press(.control("w"), .control("w"))
        #expect(stage.core.state.tabs.count == 2)
        #expect(bar(&stage).contains("y: yes"))
    }

    @Test func `a question that has gone is not answered`() throws {
        var stage = try stage()
        stage.press(.tab, .control("w"))
        stage.receive(.ended(.completed, terminator: true), tab: 2, turn: 1)
        #expect(!bar(&stage).contains("y: yes"))
        stage.press(.character("y"))
        #expect(stage.core.state.tabs.count == 2)
    }

    @Test func `the terminal's own news are no answer`() throws {
        var stage = try stage()
        stage.press(.tab, .control("w"), .focus(false), .focus(true))
        #expect(
            stage.press(.character("y")) == [
                .perform(.cancelTurn(TurnID(1))), .perform(.tell(.closed, of: ConversationID(2))),
            ])
    }

    @Test func `quitting stops what runs after a yes`() throws {
        var stage = try stage()
        #expect(stage.press(.control("d")) == [])
        #expect(bar(&stage).contains("Lexi still answers. Quit and stop that? y: yes"))
        #expect(stage.press(.character("y")) == [.quit])
        stage.press(.alt("1"))
        stage.type("Another")
        stage.press(.enter)
        #expect(stage.press(.control("d")) == [])
        #expect(bar(&stage).contains("2 runs go on. Quit and stop them? y: yes"))
        #expect(stage.press(.character("n")) == [])
        #expect(stage.text == "n")
    }

    @Test func `without a run the key quits at once, and Ctrl+C twice always does`() throws {
        var idle = try Stage(columns: 80, rows: 24)
        #expect(idle.press(.control("d")) == [.quit])
        var stage = try stage()
        stage.press(.control("c"))
        #expect(stage.press(.control("c")) == [.quit])
    }

    @Test(arguments: [":theme nord", "/help", ":q"])
    func `what looks like a command is asked about before it is sent`(_ message: String) throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.type(message)
        #expect(stage.press(.enter) == [])
        let word = message.prefix { $0 != " " }
        #expect(
            bar(&stage).hasPrefix(
                " \(word) looks like a command. Enter again sends it to Lexi;"
                    + " Ctrl+P has the commands."))
        #expect(stage.core.state.activeTab.turns.isEmpty)
        // Another key is a no, and nothing that was written is lost.
        stage.type("!")
        stage.press(.backspace)
        #expect(stage.text == message)
        #expect(stage.press(.enter) == [])
        #expect(!stage.press(.enter).isEmpty)
        #expect(stage.core.state.activeTab.lastTurn?.request.message == message)
        #expect(stage.text.isEmpty)
        // Neither does it go into the queue unasked.
        stage.type(message)
        stage.press(.enter)
        #expect(stage.core.state.activeTab.queue.isEmpty)
        stage.press(.enter)
        #expect(stage.core.state.activeTab.queue.count == 1)
    }

    @Test(arguments: ["/var/log is full, why?", ":D", ":-) Who is Mara?", ":tada:"])
    func `what only begins like one is sent at once`(_ message: String) throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.type(message)
        #expect(!stage.press(.enter).isEmpty)
        #expect(stage.core.state.activeTab.lastTurn?.request.message == message)
    }

    @Test func `a message that is too long is sent by the same key again`() throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.press(.paste(String(repeating: "a", count: 12_001), isLast: true), .enter)
        #expect(stage.screen().contains("Enter again sends it all the same"))
        #expect(stage.press(.character("y")) == [])
        #expect(stage.text.count == 12_002)
        stage.press(.enter)
        #expect(!stage.press(.enter).isEmpty)
        #expect(stage.text.isEmpty)
    }
}
