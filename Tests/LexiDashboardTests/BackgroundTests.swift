import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// What the terminal says of its background, at any time.
@Suite struct BackgroundTests {
    private static let light = Key.background(BackgroundColor(red: 255, green: 255, blue: 255))
    private static let dark = Key.background(BackgroundColor(red: 0, green: 0, blue: 0))

    private func core(follows: Bool) throws -> DashboardCore {
        DashboardCore(
            state: AppState(service: Service(label: "demo", isDemo: true)),
            preferences: Preferences(
                look: Look(theme: try ThemeLibrary.theme(named: "dark"), followsBackground: follows)
            ))
    }

    @Test func `it chooses the theme, and is nothing typed`() throws {
        var core = try core(follows: true)
        _ = core.handle(.character("h"), now: at(0))
        _ = core.paint(size: Size(columns: 80, rows: 24), now: at(0))
        _ = core.handle(Self.dark, now: at(1))
        #expect(!core.isDirty)
        _ = core.handle(Self.light, now: at(2))
        #expect(core.isDirty)
        #expect(core.view.look.theme == (try ThemeLibrary.theme(named: "light")))
        #expect(core.state.activeTab.composer.text == "h")
        let frame = core.paint(size: Size(columns: 80, rows: 24), now: at(3))
        let dark = try ThemeLibrary.theme(named: "dark")
        #expect(!frame.grid.cells.contains { $0.style == dark[.tabActive] })
        _ = core.handle(Self.dark, now: at(4))
        #expect(core.view.look.theme == dark)
    }

    @Test func `a theme that was chosen stays`() throws {
        var core = try core(follows: false)
        _ = core.handle(Self.light, now: at(0))
        #expect(core.view.look.theme == (try ThemeLibrary.theme(named: "dark")))
    }

    @Test func `it comes between two keys without parting them`() throws {
        var core = try core(follows: true)
        _ = core.handle(.control("c"), now: at(0))
        _ = core.handle(Self.light, now: at(10))
        #expect(core.state.notice?.text == "Ctrl+C again quits.")
        #expect(core.handle(.control("c"), now: at(20)) == [.quit])
    }
}
