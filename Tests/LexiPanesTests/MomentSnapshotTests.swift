import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTesting
import Testing

/// The timeline, the thoughts and the moment of a selection, text and styles, at every size.
@Suite struct MomentSnapshotTests {
    private func check(
        _ name: String, _ scene: Scene, _ columns: Int, _ rows: Int, focus: PaneID = .tools,
        theme: String = "dark", glyphs: GlyphSet = .unicode
    ) throws {
        var view = ScreenView(
            look: Look(theme: try ThemeLibrary.theme(named: theme), glyphs: glyphs))
        view.focus(focus)
        let frame = view.render(
            scene.state, size: Size(columns: columns, rows: rows), now: scene.now)
        try Snapshot.check(frame, named: "\(name)-\(columns)x\(rows)")
    }

    static let sizes = [(40, 10), (80, 24), (120, 40), (200, 60)]

    /// Every state of a step: completed, failed, never started, repeated, and running.
    private static var everyStep: Scene {
        var scene = Scene.streaming
        func step(_ tool: String, _ status: String, _ summary: String? = nil, after: UInt64) {
            scene.receive(
                after: after, .toolStep(.init(tool: tool, status: status, summary: summary)))
        }
        step("deals.get", "completed", "Fleet leasing", after: 100)
        step("notes.search", "started", after: 50)
        step("notes.search", "failed", "No access to the notes of this deal", after: 250)
        step("company.enrich", "completed", "Acme GmbH, Hamburg", after: 100)
        scene.receive(after: 20, .thinking(text: "The notes are closed; the mails may tell"))
        step("mails.search", "started", after: 30)
        scene.pass(milliseconds: 700)
        return scene
    }

    private static var unfinished: Scene {
        var scene = everyStep
        scene.receive(.ended(.incomplete, terminator: false))
        return scene
    }

    private static func selecting(_ scene: Scene, _ selection: Selection) -> Scene {
        var scene = scene
        scene.apply(.select(selection))
        return scene
    }

    private static let turn = TurnID(1)

    @Test(arguments: sizes)
    func `a step in every state`(_ columns: Int, _ rows: Int) throws {
        try check("steps", Self.everyStep, columns, rows)
    }

    @Test(arguments: sizes)
    func `steps that the end of the turn left open`(_ columns: Int, _ rows: Int) throws {
        try check("steps-unfinished", Self.unfinished, columns, rows)
    }

    @Test(arguments: sizes)
    func `a selected step and its moment`(_ columns: Int, _ rows: Int) throws {
        let scene = Self.selecting(Scene.answered, .step(turn: Self.turn, index: 2))
        try check("step-selected", scene, columns, rows)
    }

    @Test(arguments: [("light", GlyphSet.unicode), ("mono", .unicode), ("mono", .ascii)])
    func `a selected step without the default colours`(
        _ theme: String, _ glyphs: GlyphSet
    ) throws {
        let scene = Self.selecting(Scene.answered, .step(turn: Self.turn, index: 2))
        let name = glyphs == .ascii ? "ascii" : theme
        try check("step-selected-\(name)", scene, 120, 40, theme: theme, glyphs: glyphs)
    }

    @Test(arguments: sizes)
    func `a selected thought and its moment`(_ columns: Int, _ rows: Int) throws {
        let scene = Self.selecting(Scene.answered, .thought(turn: Self.turn, index: 1))
        try check("thought-selected", scene, columns, rows, focus: .thinking)
    }

    @Test(arguments: sizes)
    func `a selected sentence and its moment`(_ columns: Int, _ rows: Int) throws {
        let text = Scene.answered.state.activeTab.turns[0].answer.text
        let sentence = Sentences.ranges(in: text)[3]
        let scene = Self.selecting(Scene.answered, .text(turn: Self.turn, range: sentence))
        try check("sentence-selected", scene, columns, rows, focus: .conversation)
    }

    @Test(arguments: [("light", GlyphSet.unicode), ("mono", .unicode), ("mono", .ascii)])
    func `a selected sentence without the default colours`(
        _ theme: String, _ glyphs: GlyphSet
    ) throws {
        let scene = Self.selecting(Scene.answered, .text(turn: Self.turn, range: 0..<35))
        let name = glyphs == .ascii ? "ascii" : theme
        try check(
            "sentence-selected-\(name)", scene, 120, 40, focus: .conversation, theme: theme,
            glyphs: glyphs)
    }

    @Test(arguments: sizes)
    func `all that is known of a step`(_ columns: Int, _ rows: Int) throws {
        var scene = Self.selecting(Self.everyStep, .step(turn: Self.turn, index: 3))
        scene.apply(.openStep)
        try check("step-detail", scene, columns, rows)
    }

    @Test(arguments: sizes)
    func `totals by tool`(_ columns: Int, _ rows: Int) throws {
        var scene = Self.everyStep
        scene.apply(.tools(.toggleTotals))
        try check("steps-totals", scene, columns, rows)
    }

    @Test(arguments: sizes)
    func `a filter being typed`(_ columns: Int, _ rows: Int) throws {
        var scene = Self.everyStep
        scene.apply(.tools(.openFilter))
        scene.apply(.tools(.editFilter(.insert("deals"))))
        try check("steps-filter", scene, columns, rows)
    }

    @Test(arguments: sizes)
    func `thoughts that are hidden`(_ columns: Int, _ rows: Int) throws {
        var scene = Scene.streaming
        scene.apply(.cycleThinking)
        scene.apply(.cycleThinking)
        scene.apply(.dismissNotice)
        try check("thinking-hidden", scene, columns, rows, focus: .thinking)
    }

    @Test(arguments: [(40, 10), (80, 24)])
    func `a hidden thought of the selection's moment`(_ columns: Int, _ rows: Int) throws {
        var scene = Self.selecting(Scene.streaming, .step(turn: Self.turn, index: 1))
        scene.apply(.cycleThinking)
        scene.apply(.cycleThinking)
        scene.apply(.dismissNotice)
        try check("thinking-hidden-moment", scene, columns, rows, focus: .thinking)
    }

    @Test(arguments: [(40, 10), (120, 40)])
    func `an earlier turn that is looked at`(_ columns: Int, _ rows: Int) throws {
        var scene = Scene.answered
        scene.ask("And now?")
        scene.receive(.toolStep(.init(tool: "tasks.list", status: "started")))
        scene.apply(.select(.step(turn: Self.turn, index: 0)))
        try check("earlier-turn", scene, columns, rows)
    }

    @Test(arguments: sizes)
    func `a failure shows its first words`(_ columns: Int, _ rows: Int) throws {
        try check("failure", Scene.refused, columns, rows, focus: .conversation)
    }
}
