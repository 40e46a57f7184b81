import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTesting
import Testing

/// The palette, text and styles, at every size.
@Suite struct PaletteSnapshotTests {
    private func check(
        _ name: String, _ columns: Int, _ rows: Int, theme: String = "dark",
        glyphs: GlyphSet = .unicode, _ act: (inout Stage) -> Void
    ) throws {
        var stage = try Stage(columns: columns, rows: rows)
        let look = Look(theme: try ThemeLibrary.theme(named: theme), glyphs: glyphs)
        stage.core.didReadSettings(.success(Preferences(look: look)), isAsked: true)
        stage.pressing(.control("p"))
        stage.bring(.list(Stage.conversations))
        act(&stage)
        try Snapshot.check(stage.frame(), named: "\(name)-\(columns)x\(rows)")
    }

    @Test(arguments: [(40, 10), (80, 24), (120, 40), (200, 60)])
    func `as it opens`(_ columns: Int, _ rows: Int) throws {
        try check("palette", columns, rows) { _ in }
    }

    @Test(arguments: [(40, 10), (80, 24), (120, 40)])
    func `what matches is marked`(_ columns: Int, _ rows: Int) throws {
        try check("palette-matches", columns, rows) { stage in
            stage.typing("copy")
            stage.pressing(.special(.down, []))
        }
    }

    @Test(arguments: [(40, 10), (80, 24), (120, 40)])
    func `a command line with a mistake`(_ columns: Int, _ rows: Int) throws {
        try check("command-line-mistake", columns, rows) { stage in stage.typing(":theme nrod") }
    }

    @Test func `in ASCII and without colours`() throws {
        try check("palette-ascii", 80, 24, theme: "mono", glyphs: .ascii) { stage in
            stage.typing("tab")
        }
    }

    @Test(arguments: ["light", "high-contrast"]) func `in other themes`(_ theme: String) throws {
        try check("palette-\(theme)", 80, 24, theme: theme) { stage in stage.typing("tab") }
    }
}
