import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTesting
import Testing

/// Whole screens, text and styles, that `ScreenMatrixTests` has not.
@Suite struct ScreenSnapshotTests {
    private func check(
        _ name: String, _ scene: Scene, _ columns: Int, _ rows: Int, theme: String = "dark",
        glyphs: GlyphSet = .unicode, prepare: (inout ScreenView) -> Void = { _ in }
    ) throws {
        var view = ScreenView(
            look: Look(theme: try ThemeLibrary.theme(named: theme), glyphs: glyphs))
        prepare(&view)
        let frame = view.render(
            scene.state, size: Size(columns: columns, rows: rows), now: scene.now)
        try Snapshot.check(frame, named: "\(name)-\(columns)x\(rows)")
    }

    static let sizes = [(40, 10), (80, 24), (120, 40), (200, 60)]

    @Test func anEmptyConversationWithTheHostedAPI() throws {
        let service = Service(label: "data.leadlex.com", isDemo: false)
        try check("empty-hosted", Scene(service: service), 80, 24)
    }

    @Test func anAnswer() throws {
        try check("answered", Scene.answered, 120, 40)
    }

    @Test(arguments: sizes) func textOfTheWorld(_ columns: Int, _ rows: Int) throws {
        try check("worldly", Scene.worldly, columns, rows)
    }

    @Test(arguments: [(80, 24), (120, 40)]) func aRefusal(_ columns: Int, _ rows: Int) throws {
        try check("refused", Scene.refused, columns, rows)
    }

    @Test(arguments: [(80, 24), (120, 40)]) func aSecondTry(_ columns: Int, _ rows: Int) throws {
        try check("tried-again", Scene.triedAgain, columns, rows)
    }

    @Test func aScreenThatIsTooSmall() throws {
        try check("too-small", Scene.answered, 39, 10)
    }

    @Test(arguments: [PaneID.tools, .thinking]) func onePaneAtATimeWhereItIsSmall(
        _ pane: PaneID
    ) throws {
        try check("single-\(pane.rawValue)", Scene.answered, 40, 10) { $0.focus(pane) }
    }

    @Test func aZoomedPane() throws {
        try check("zoomed", Scene.streaming, 120, 40) { view in
            view.focus(.tools)
            view.toggleZoom()
        }
    }

    @Test(arguments: ["high-contrast"]) func otherThemes(_ theme: String) throws {
        try check("answered-\(theme)", Scene.answered, 80, 24, theme: theme)
    }

    @Test func plainASCII() throws {
        // What the program draws itself is ASCII; the texts of the scene are too.
        var view = ScreenView(
            look: Look(theme: try ThemeLibrary.theme(named: "mono"), glyphs: .ascii))
        let scene = Scene.streaming
        let frame = view.render(scene.state, size: Size(columns: 120, rows: 40), now: scene.now)
        let others = frame.grid.text.filter { !$0.isASCII }
        #expect(others.isEmpty)
    }

    @Test func aLongMessageBeingWritten() throws {
        var scene = Scene.answered
        let text = (1...30).map { "word\($0)" }.joined(separator: " ") + "\nsecond line\n漢字"
        scene.apply(.edit(.insert(text)))
        try check("composing", scene, 80, 24)
    }
}
