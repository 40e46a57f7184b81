import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// The command line by its keys.
@Suite struct CommandLineTests {
    /// Outside of the message.
    private func stage() throws -> Stage {
        var stage = try Stage(columns: 100, rows: 30)
        stage.press(.tab)
        return stage
    }

    /// Writes a command line and presses Enter.
    private func run(_ line: String, _ stage: inout Stage) -> [DashboardCore.Request] {
        stage.pressing(.character(":")) + stage.typing(line) + stage.pressing(.enter)
    }

    @Test func `in the message a colon is a colon`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        stage.press(.character(":"))
        #expect(stage.text == ":")
    }

    @Test func `commands are done`() throws {
        var stage = try stage()
        #expect(run("theme nord", &stage) == [.keepTheme("nord")])
        #expect(run("set motion false", &stage) == [.keepSetting(name: "motion", value: "false")])
        #expect(run("new", &stage) == [])
        #expect(stage.core.state.tabs.count == 2)
        stage.press(.tab)
        _ = run("tab 1", &stage)
        #expect(stage.core.state.activeIndex == 0)
        _ = run("context contact=c-1 tools=off", &stage)
        #expect(stage.core.state.activeTab.context == ChatContext(contact: "c-1"))
        #expect(!stage.core.state.activeTab.allowTools)
        _ = run("context contact= deal=d", &stage)
        #expect(stage.core.state.activeTab.context == ChatContext(deal: "d"))
        _ = run("stop", &stage)
        #expect(stage.screen().contains("Nothing runs in this tab."))
        _ = run("help", &stage)
        #expect(stage.core.state.overlay == .help)
        stage.press(.escape)
        #expect(run("q", &stage) == [.quit])
    }

    @Test func `a mistake stays to be corrected`() throws {
        var stage = try stage()
        #expect(run("thme nord", &stage) == [])
        #expect(stage.screen().contains("No command is called thme; did you mean theme?"))
        stage.pressing(.control("a"), .special(.right, []), .special(.right, []))
        stage.pressing(.special(.right, []))
        stage.typing("e")
        #expect(stage.pressing(.enter) == [.keepTheme("nord")])
    }

    @Test func `any action is called by its name`() throws {
        var stage = try stage()
        _ = run("zoom", &stage)
        #expect(stage.core.view.isZoomed)
        // Also those that no list shows.
        _ = run("focus-next", &stage)
        #expect(stage.core.view.focus == .tools)
        #expect(run("reload-config", &stage) == [.reloadSettings])
    }

    @Test func `what ran comes back with up`() throws {
        var stage = try stage()
        _ = run("zoom", &stage)
        stage.pressing(.character(":"), .special(.up, []))
        #expect(stage.screen().contains("│ :zoom "))
        stage.pressing(.enter)
        #expect(!stage.core.view.isZoomed)
    }

    @Test func `stop and again`() throws {
        var stage = try stage()
        stage.press(.escape)
        stage.type("Q")
        stage.press(.enter, .tab)
        #expect(run("stop", &stage) == [.perform(.cancelTurn(TurnID(1)))])
        #expect(run("again", &stage) == [])
        #expect(stage.screen().contains("Lexi is still answering."))
        stage.end(.completed)
        let requests = run("again", &stage)
        guard case .perform(.ask(let asking)) = requests.first, asking.turn == TurnID(2),
            asking.idempotencyKey == nil
        else {
            Issue.record("\(requests)")
            return
        }
        #expect(asking.request.message == "Q")
    }
}
