import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// The palette by its keys.
@Suite struct PaletteKeysTests {
    private func stage() throws -> Stage { try Stage(columns: 100, rows: 30) }

    @Test func `an action is found and done`() throws {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.typing("new t")
        #expect(stage.list().first?.hasPrefix("▸ > new-tab ") == true)
        stage.pressing(.enter)
        #expect(stage.core.state.tabs.count == 2)
        #expect(stage.core.state.overlay == nil)
        #expect(stage.text.isEmpty)
    }

    @Test func `an action of a pane goes there`() throws {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.typing(">filter")
        stage.pressing(.enter)
        #expect(stage.core.view.focus == .tools && stage.core.state.activeTab.tools.isFiltering)
    }

    @Test func `the field edits as the message does`() throws {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.typing("abc def")
        stage.pressing(.control("w"))
        stage.typing("x")
        stage.pressing(.control("a"))
        stage.typing("_")
        stage.pressing(.paste("y\nz", isLast: true))
        guard case .palette(let palette) = stage.core.state.overlay else {
            Issue.record("closed")
            return
        }
        #expect(palette.field.text == "_y zabc x")
        #expect(stage.text.isEmpty)
        let cursor = try #require(stage.frame().cursor)
        let row = stage.rows()[cursor.row]
        #expect(Array(row)[..<cursor.column].suffix(4) == Array("_y z"))
    }

    @Test func `keys that come in one read with the one that opens it are for it`() throws {
        var stage = try stage()
        let requests = stage.read([.control("p")] + "~nord".map(Key.character) + [.enter])
        _ = stage.fulfil(requests)
        #expect(stage.core.view.look.theme.name == "nord")
        // As long as it may be part of a paste, Enter waits.
        #expect(stage.core.state.overlay != nil)
        stage.milliseconds = 20
        #expect(stage.expire() == [.keepTheme("nord")])
        #expect(stage.core.view.look.theme.name == "nord")
        #expect(stage.text.isEmpty)
    }

    @Test func `other keys can be given to it`() throws {
        var stage = try Stage(
            columns: 100, rows: 30,
            keymap: Keymap(["palette": ["F2"], "palette-next": ["Ctrl+K"]]))
        stage.press(.control("p"))
        #expect(stage.core.state.overlay == nil)
        stage.pressing(.special(.function(2), []), .control("k"))
        #expect(stage.list().contains { $0.hasPrefix("▸ > context") })
    }

    // MARK: Themes

    @Test func `a theme is shown while it is selected, and kept by enter alone`() throws {
        var stage = try stage()
        let before = stage.core.view.look
        stage.pressing(.control("p"))
        stage.typing("dracu")
        #expect(stage.core.view.look.theme.name == "dracula")
        stage.pressing(.control("u"))
        #expect(stage.core.view.look == before)
        stage.typing("~nord")
        stage.press(.escape)
        #expect(stage.core.view.look == before)
        stage.pressing(.control("p"))
        #expect(stage.typing("~nord") == [])
        #expect(stage.pressing(.enter) == [.keepTheme("nord")])
        #expect(stage.core.view.look.theme.name == "nord")
    }

    // MARK: Tabs

    @Test func `a tab is gone to by its number or title`() throws {
        var stage = try stage()
        stage.type("Acme?")
        stage.press(.enter, .control("n"))
        stage.pressing(.control("p"))
        stage.typing("#")
        let list = stage.list()
        #expect(list.count == 2)
        #expect(list[0].hasPrefix("▸ # 1 Acme?") && list[0].contains("Tab, running"))
        #expect(list[0].contains("Alt+1"))
        #expect(list[1].contains("Tab, shown now"))
        stage.typing("acme")
        stage.pressing(.enter)
        #expect(stage.core.state.activeIndex == 0)
    }

    // MARK: Settings

    @Test func `a flag is changed at once, a number is asked for`() throws {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.typing("motion false")
        #expect(stage.pressing(.enter) == [.keepSetting(name: "motion", value: "false")])
        stage.pressing(.control("p"))
        stage.typing("=idle")
        stage.pressing(.enter)
        #expect(stage.screen().contains("│ :set timeouts.idle "))
        stage.typing("30")
        #expect(stage.pressing(.enter) == [.keepSetting(name: "timeouts.idle", value: "30")])
        let look = Look(theme: stage.core.view.look.theme, glyphs: .ascii)
        stage.core.didKeepSetting(
            .success("timeouts.idle = 30 is in /c/config.toml"),
            preferences: .success(Preferences(look: look)))
        #expect(stage.screen().contains("timeouts.idle = 30 is in /c/config.toml"))
        #expect(stage.core.view.look.glyphs == .ascii)
        stage.core.didKeepSetting(
            .failure(SettingsProblem(reason: "idle must be a number")),
            preferences: .success(Preferences(look: look)))
        #expect(stage.screen().contains("Not changed: idle must be a number"))
    }

    // MARK: Quitting

    @Test func `quitting asks only when something runs`() throws {
        var stage = try stage()
        #expect(stage.press(.control("x"), .character("q")) == [.quit])
        stage.type("Q")
        stage.press(.enter)
        #expect(stage.press(.control("x"), .character("q")) == [])
        #expect(stage.screen().contains("Lexi still answers. Quit and stop that? y: yes"))
        #expect(stage.press(.character("n")) == [])
        #expect(stage.press(.control("x"), .character("q")) == [])
        #expect(stage.press(.character("y")) == [.quit])
        #expect(stage.text == "n")
    }
}
