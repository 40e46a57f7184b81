import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct ThemesTests {
    private let library = ThemeLibrary(own: [
        .init(name: "broken", file: "broken.toml", text: .success("[roles]\ntext = { fg = 300 }\n"))
    ])

    /// The dashboard with the list open.
    private func stage() throws -> Stage {
        var stage = try Stage(columns: 100, rows: 40)
        #expect(stage.press(.special(.function(4), [])) == [.listThemes])
        stage.core.openThemes(library)
        return stage
    }

    @Test func `moving through the list shows each theme on the whole screen`() throws {
        var stage = try stage()
        #expect(stage.screen().contains("Themes (Enter keeps, Esc leaves)"))
        #expect(stage.screen().contains("▸ dark  in use"))
        let light = try ThemeLibrary.theme(named: "light")
        stage.press(.special(.down, []))
        #expect(stage.core.view.look.theme == light)
        #expect(stage.screen().contains("▸ light"))
        stage.press(.character("k"))
        #expect(stage.core.view.look.theme.name == "dark")
        stage.press(.character("k"))
        #expect(stage.core.view.look.theme.name == "dark")
        stage.press(.character("G"))
        #expect(stage.screen().contains("▸ broken"))
    }

    @Test func `escape goes back to the theme of before`() throws {
        var stage = try stage()
        let before = stage.core.view.look
        stage.press(.special(.down, []), .special(.down, []))
        #expect(stage.core.view.look != before)
        stage.press(.escape)
        #expect(stage.core.view.look == before)
        #expect(stage.core.state.overlay == nil)
    }

    @Test func `enter keeps the theme and asks for it to be written down`() throws {
        var stage = try stage()
        stage.press(.special(.down, []))
        #expect(stage.press(.enter) == [.keepTheme("light")])
        #expect(stage.core.state.overlay == nil)
        #expect(stage.core.view.look.theme.name == "light")
        stage.core.didKeepTheme(.success("Theme light is in /c/config.toml"))
        #expect(stage.screen().contains("Theme light is in /c/config.toml"))
        stage.core.didKeepTheme(.failure(SettingsProblem(reason: "the disk is full")))
        #expect(stage.screen().contains("Used until you quit: the disk is full"))
    }

    @Test func `a theme that cannot be shown says why and cannot be kept`() throws {
        var stage = try stage()
        stage.press(.character("G"))
        #expect(stage.screen().contains("broken.toml:2:10: colour 300 of text"))
        #expect(stage.press(.enter) == [])
        #expect(stage.core.state.overlay != nil)
        stage.press(.special(.up, []))
        #expect(!stage.screen().contains("colour 300"))
        #expect(stage.press(.enter) == [.keepTheme("mono")])
    }

    @Test func `the choice of the background stands in the list and follows it`() throws {
        var stage = try Stage(columns: 100, rows: 40, theme: ThemeLibrary.theme(named: "nord"))
        stage.press(.background(BackgroundColor(red: 255, green: 255, blue: 255)))
        stage.press(.special(.function(4), []))
        stage.core.openThemes(library)
        stage.press(.character("g"))
        #expect(stage.screen().contains("▸ auto"))
        #expect(stage.core.view.look.theme.name == "light")
        #expect(stage.press(.enter) == [.keepTheme("auto")])
        #expect(stage.core.view.look.followsBackground)
        stage.press(.background(BackgroundColor(red: 0, green: 0, blue: 0)))
        #expect(stage.core.view.look.theme.name == "dark")
        stage.core.openThemes(library)
        #expect(stage.screen().contains("▸ auto  in use"))
    }

    @Test func `the command line takes the choice of the background`() throws {
        var stage = try Stage(columns: 100, rows: 40, theme: ThemeLibrary.theme(named: "nord"))
        stage.press(.tab, .character(":"))
        _ = stage.core.didLoadPalette(themes: library, settings: [], now: at(0))
        stage.type("theme auto")
        #expect(stage.press(.enter) == [.keepTheme("auto")])
        #expect(stage.core.view.look.followsBackground)
    }

    @Test func `the selected name is seen on the smallest screen`() throws {
        var stage = try Stage(columns: 40, rows: 10)
        stage.core.openThemes(library)
        for _ in 0..<9 { stage.press(.special(.down, [])) }
        let name = ThemeLibrary.names[9]
        #expect(stage.screen().contains("▸ \(name)"))
    }

    @Test func `changed settings hold at once, and glyphs with them`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        stage.type("Q")
        stage.press(.enter)
        stage.receive(.toolStep(.init(tool: "deals.list", status: "started")))
        stage.receive(.toolStep(.init(tool: "deals.list", status: "completed")))
        #expect(stage.screen().contains("✓"))
        let nord = try ThemeLibrary.theme(named: "nord")
        stage.core.didReadSettings(
            .success(Preferences(look: Look(theme: nord, glyphs: .ascii))), isAsked: true)
        #expect(!stage.screen().contains("✓"))
        #expect(stage.screen().contains("+ deals.list"))
        #expect(stage.frame().grid[0, 5].style.background == nord[.text].background)
        #expect(stage.screen().contains("Settings read."))
    }

    @Test func `settings that cannot be used change nothing and are told`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        let before = stage.core.view.look
        stage.core.didReadSettings(
            .failure(SettingsProblem(reason: "config.toml:1:1: unknown name \"thme\"")),
            isAsked: false)
        #expect(stage.core.view.look == before)
        #expect(
            stage.screen().contains(
                "Settings stay as they were: config.toml:1:1: unknown name \"thme\""))
    }

    @Test func `settings that change under the list are what escape goes back to`() throws {
        var stage = try stage()
        let nord = Look(theme: try ThemeLibrary.theme(named: "nord"))
        stage.press(.special(.down, []))
        stage.core.didReadSettings(.success(Preferences(look: nord)), isAsked: false)
        #expect(stage.core.view.look.theme.name == "light")
        stage.press(.escape)
        #expect(stage.core.view.look == nord)
    }

    @Test func `without colours themes are shown without colours`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        let plain = Look(theme: try ThemeLibrary.theme(named: "dark"), isPlain: true)
        stage.core.didReadSettings(.success(Preferences(look: plain)), isAsked: true)
        stage.core.openThemes(library)
        for _ in 0..<6 { stage.press(.special(.down, [])) }
        for role in Role.allCases {
            #expect(stage.core.view.look.theme[role].background == .terminalDefault)
        }
    }

    @Test func `the settings are read by key, and looked after when the window is come back to`()
        throws
    {
        var stage = try Stage(columns: 100, rows: 30)
        #expect(stage.press(.special(.function(5), [])) == [.reloadSettings])
        #expect(stage.press(.focus(true)) == [.noticeSettings])
        #expect(stage.press(.focus(false)) == [])
    }

    @Test func `that settings may have changed is enough for looking, once for all that is told`()
        throws
    {
        var stage = try Stage(columns: 100, rows: 30)
        let told = SessionEvent(instant: at(stage.milliseconds), body: .settingsChanged)
        #expect(stage.core.receive([told]) == [.noticeSettings])
        #expect(stage.core.receive([told, told]) == [.noticeSettings])
        for origin in EventOrigin.allCases where origin != .live {
            var before = told
            before.origin = origin
            #expect(stage.core.receive([before]) == [])
        }
    }
}
