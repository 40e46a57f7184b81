import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTesting
import Testing

/// Searching, copying and arranging, text and styles, at every size.
@Suite struct FindingSnapshotTests {
    static let sizes = [(40, 10), (80, 24), (120, 40), (200, 60)]

    /// Draws once for the layout, lets keys act on it, and draws again.
    private func check(
        _ name: String, _ columns: Int, _ rows: Int, theme: String = "dark",
        glyphs: GlyphSet = .unicode, _ act: (inout Scene, inout ScreenView) -> Void
    ) throws {
        var view = ScreenView(
            look: Look(theme: try ThemeLibrary.theme(named: theme), glyphs: glyphs))
        view.focus(.conversation)
        var scene = Scene.answered
        let size = Size(columns: columns, rows: rows)
        _ = view.render(scene.state, size: size, now: scene.now)
        act(&scene, &view)
        let frame = view.render(scene.state, size: size, now: scene.now)
        try Snapshot.check(frame, named: "\(name)-\(columns)x\(rows)")
    }

    private func search(_ text: String, _ scene: Scene, _ view: inout ScreenView) {
        view.openSearch(scene.state)
        view.editSearch(.insert(text), scene.state)
    }

    @Test(arguments: sizes) func `a search that is typed`(_ columns: Int, _ rows: Int) throws {
        try check("searching", columns, rows) { scene, view in
            search("series b", scene, &view)
        }
    }

    @Test(arguments: ["mono", "light", "high-contrast"]) func `a search in other themes`(
        _ theme: String
    ) throws {
        try check("searching-\(theme)", 80, 24, theme: theme) { scene, view in
            search("series b", scene, &view)
        }
    }

    @Test func `a search in ASCII`() throws {
        try check("searching-ascii", 80, 24, theme: "mono", glyphs: .ascii) { scene, view in
            search("series b", scene, &view)
        }
    }

    @Test(arguments: sizes) func `a search that was kept and went round`(
        _ columns: Int, _ rows: Int
    ) throws {
        try check("search-kept", columns, rows) { scene, view in
            search("series b", scene, &view)
            view.acceptSearch(scene.state)
            for _ in 1...3 { _ = view.stepSearch(forward: true, scene.state) }
        }
    }

    @Test(arguments: sizes) func `a search without a match`(_ columns: Int, _ rows: Int) throws {
        try check("search-none", columns, rows) { scene, view in
            search("nowhere", scene, &view)
        }
    }

    @Test(arguments: sizes) func `a match in folded thoughts`(_ columns: Int, _ rows: Int) throws {
        try check("search-thinking", columns, rows) { scene, view in
            view.focus(.thinking)
            search("owns two deals, so", scene, &view)
            view.acceptSearch(scene.state)
        }
    }

    @Test(arguments: sizes) func `the list of copies`(_ columns: Int, _ rows: Int) throws {
        try check("copy-menu", columns, rows) { scene, view in
            scene.apply(.openCopy(CopyMenu(view.copyItems(scene.state, now: scene.now))))
            scene.apply(.moveCopy(2))
        }
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 60)]) func `moved lines`(
        _ columns: Int, _ rows: Int
    ) throws {
        try check("arranged", columns, rows) { _, view in
            for _ in 1...3 { _ = view.arrange(.verticalLine(1)) }
            for _ in 1...2 { _ = view.arrange(.horizontalLine(-1)) }
        }
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 60)]) func `hidden thoughts`(
        _ columns: Int, _ rows: Int
    ) throws {
        try check("hidden-thinking", columns, rows) { _, view in
            _ = view.arrange(.toggle(.thinking))
        }
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 60)]) func `the conversation alone`(
        _ columns: Int, _ rows: Int
    ) throws {
        try check("hidden-both", columns, rows) { _, view in
            _ = view.arrange(.toggle(.thinking))
            _ = view.arrange(.toggle(.tools))
        }
    }
}
