import LexiAPI
import LexiPanes
import LexiScreen
import LexiState
import LexiTesting
import Testing

/// Whole screens, text and styles, at every size.
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

    @Test(arguments: sizes) func anEmptyConversation(_ columns: Int, _ rows: Int) throws {
        try check("empty", Scene(), columns, rows)
    }

    @Test func anEmptyConversationWithTheHostedAPI() throws {
        let service = Service(label: "data.leadlex.com", isDemo: false)
        try check("empty-hosted", Scene(service: service), 80, 24)
    }

    @Test(arguments: sizes) func aStreamingAnswer(_ columns: Int, _ rows: Int) throws {
        try check("streaming", Scene.streaming, columns, rows)
    }

    @Test(arguments: sizes) func anAnswer(_ columns: Int, _ rows: Int) throws {
        try check("answered", Scene.answered, columns, rows)
    }

    @Test(arguments: sizes) func textOfTheWorld(_ columns: Int, _ rows: Int) throws {
        try check("worldly", Scene.worldly, columns, rows)
    }

    @Test(arguments: [(80, 24), (120, 40)]) func aRefusal(_ columns: Int, _ rows: Int) throws {
        try check("refused", Scene.refused, columns, rows)
    }

    @Test(arguments: [(80, 24), (120, 40)]) func aBrokenStream(_ columns: Int, _ rows: Int) throws {
        try check("broken", Scene.broken, columns, rows)
    }

    @Test(arguments: sizes) func aRetryThatWaits(_ columns: Int, _ rows: Int) throws {
        try check("retrying", Scene.retrying, columns, rows)
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

    @Test(arguments: ["light", "high-contrast", "mono"]) func otherThemes(_ theme: String) throws {
        try check("answered-\(theme)", Scene.answered, 80, 24, theme: theme)
    }

    @Test func plainASCII() throws {
        try check("answered-ascii", Scene.answered, 120, 40, theme: "mono", glyphs: .ascii)
        // What the program draws itself is ASCII; the texts of the scene are too.
        var view = ScreenView(
            look: Look(theme: try ThemeLibrary.theme(named: "mono"), glyphs: .ascii))
        let scene = Scene.streaming
        let frame = view.render(scene.state, size: Size(columns: 120, rows: 40), now: scene.now)
        let others = frame.grid.text.filter { !$0.isASCII }
        #expect(others.isEmpty)
    }

    @Test(arguments: [(40, 10), (80, 24)]) func theContextForm(_ columns: Int, _ rows: Int) throws {
        var scene = Scene(context: ChatContext(contact: "contact-001", page: "deals/board"))
        scene.apply(.openContext)
        try check("context-form", scene, columns, rows)
    }

    @Test func manyTabs() throws {
        var scene = Scene.streaming
        for number in 2...12 {
            scene.apply(.newTab)
            scene.ask("Question number \(number) with a long title")
        }
        scene.apply(.selectTab(index: 7))
        try check("tabs", scene, 80, 24)
    }

    @Test func aLongMessageBeingWritten() throws {
        var scene = Scene.answered
        let text = (1...30).map { "word\($0)" }.joined(separator: " ") + "\nsecond line\n漢字"
        scene.apply(.edit(.insert(text)))
        try check("composing", scene, 80, 24)
    }
}
