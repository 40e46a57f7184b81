import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Clicks on what lies over the panes, and while something else has the keys.
@Suite struct MouseOverlayTests {
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

    @Test func `a list longer than the screen stays where it is clicked`() throws {
        var stage = try Stage.withMouse(columns: 40, rows: 10)
        stage.core.openThemes(ThemeLibrary(own: []))
        _ = stage.frame()
        for _ in 1...7 { stage.mouse(.wheel(.down), 20, 5) }
        let row = stage.rows()[5]
        stage.click(20, 5)
        #expect(stage.rows()[5].contains("▸"))
        #expect(stage.rows()[5].filter(\.isLetter) == row.filter(\.isLetter))
        let requests = stage.click(20, 5)
        guard case .keepTheme(let name)? = requests.first else {
            Issue.record("nothing is kept")
            return
        }
        #expect(row.contains(name))
    }

    @Test func `a row of the palette is done by a click, and shown by the wheel`() throws {
        var stage = try Stage.withMouse()
        let before = stage.core.view.look
        func open() {
            stage.pressing(.control("p"))
            stage.typing("~")
            _ = stage.frame()
        }
        open()
        // The first is the background's choice, which is the dark theme here, as the second.
        stage.mouse(.wheel(.down), 20, 10)
        stage.mouse(.wheel(.down), 20, 10)
        #expect(stage.core.view.look != before)
        // Beside it, everything is as it was.
        stage.click(0, 39)
        #expect(stage.core.state.overlay == nil && stage.core.view.look == before)
        open()
        #expect(try stage.click("nord") == [.keepTheme("nord")])
        #expect(stage.core.state.overlay == nil && stage.core.view.look.theme.name == "nord")
    }

    @Test func `a click beside the screen for signing in throws no key away`() throws {
        var stage = try Stage.withMouse()
        stage.core.openSignIn(SignInFacts(host: "h", keeping: .impossible("There is no place.")))
        stage.type("wbk_live_1")
        _ = stage.frame()
        stage.click(0, 0)
        #expect(stage.screen().contains("10 characters"))
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

    @Test func `a click while the leader waits ends the waiting`() throws {
        for place in [(3, 10), (60, 20), (2, 0)] {
            var stage = try Stage.withMouse()
            stage.press(.control("x"))
            _ = stage.frame()
            #expect(stage.core.state.overlay == .leader)
            #expect(stage.click(place.0, place.1) == [])
            #expect(stage.core.state.overlay == nil)
            stage.type("n")
            #expect(stage.core.state.tabs.count == 1)
            #expect(stage.text == "n")
        }
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
}
