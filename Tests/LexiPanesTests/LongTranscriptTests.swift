import LexiAPI
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

@testable import LexiPanes

/// A transcript of many lines: what it costs, counted in bytes and lines, and where the reader is.
@Suite struct LongTranscriptTests {
    private static let look = Look(theme: Theme(name: "plain", styles: [:]))

    /// Turns of some paragraphs each, with their numbers in them.
    private static func scene(turns: Int, paragraphs: Int) -> Scene {
        var scene = Scene()
        for turn in 0..<turns {
            scene.ask("Question \(turn)?")
            var text = ""
            for number in 0..<paragraphs {
                text += "Turn \(turn), paragraph \(number), with some more words in it.\n\n"
            }
            scene.receive(.text(delta: text, conversationID: "c-1"))
            scene.receive(.done(creditsRemaining: 1, messageID: nil, conversationID: nil))
            scene.receive(.ended(.completed, terminator: true))
        }
        return scene
    }

    private static func settled(_ tab: Tab, width: Int) -> ConversationLines {
        var lines = ConversationLines()
        lines.update(tab, width: width, look: look)
        while !lines.isSettled { lines.settleSome(tab, byteBudget: 100_000) }
        return lines
    }

    @Test func `a delta costs the same however long the transcript is`() {
        var costs: [[Int]] = []
        for (turns, paragraphs) in [(1, 3), (20, 20), (1, 400), (150, 20)] {
            var scene = Self.scene(turns: turns, paragraphs: paragraphs)
            scene.ask("And now?")
            var lines = Self.settled(scene.state.activeTab, width: 60)
            // What is seen of the turn before is laid out once.
            lines.update(scene.state.activeTab, width: 60, look: Self.look)
            lines.prepare(scene.state.activeTab, Viewport(), rows: 20)
            let before = lines.work
            for number in 0..<40 {
                scene.receive(.text(delta: "word \(number) ", conversationID: nil))
                lines.update(scene.state.activeTab, width: 60, look: Self.look)
                lines.prepare(scene.state.activeTab, Viewport(), rows: 20)
            }
            costs.append([
                lines.work.parsedBytes - before.parsedBytes, lines.work.lines - before.lines,
            ])
        }
        #expect(costs[0][0] > 0)
        #expect(costs.allSatisfy { $0 == costs[0] }, "\(costs)")
    }

    @Test func `opening and resizing lay out what is near alone`() {
        let tab = Self.scene(turns: 150, paragraphs: 20).state.activeTab
        var lines = ConversationLines()
        lines.update(tab, width: 60, look: Self.look)
        lines.prepare(tab, Viewport(), rows: 20)
        #expect(lines.work.parsedBytes < 20_000)
        while !lines.isSettled { lines.settleSome(tab, byteBudget: 100_000) }
        let before = lines.work
        lines.update(tab, width: 30, look: Self.look)
        lines.prepare(tab, Viewport(), rows: 20)
        #expect(!lines.isSettled)
        #expect(lines.work.parsedBytes - before.parsedBytes < 20_000)
    }

    @Test func `counting in slices ends with what counting at once has`() {
        let tab = Self.scene(turns: 12, paragraphs: 30).state.activeTab
        let expected = Self.settled(tab, width: 33).reading(tab)
        var sliced = Self.settled(tab, width: 60)
        sliced.update(tab, width: 33, look: Self.look)
        var slices = 0
        while !sliced.isSettled {
            sliced.settleSome(tab, byteBudget: 1000)
            slices += 1
        }
        #expect(slices > 3)
        let lines = sliced.reading(tab)
        #expect(lines.lineCount == expected.lineCount)
        for index in 0..<min(lines.lineCount, expected.lineCount) {
            #expect(lines.line(at: index) == expected.line(at: index))
            #expect(lines.line(of: lines.anchor(ofLine: index)) == index)
        }
    }

    @Test func `the reader's line stays at the top while the rest is counted`() {
        let scene = Self.scene(turns: 40, paragraphs: 40)
        var view = ScreenView(look: Self.look)
        /// The first words in the conversation's first line.
        func top(_ columns: Int) -> String {
            let frame = view.render(
                scene.state, size: Size(columns: columns, rows: 24), now: scene.now)
            // Below the tabs, the frame, the context and a blank line.
            let words = frame.grid.text(row: 4).split { " │".contains($0) }
            return words.prefix(4).joined(separator: " ")
        }
        _ = top(100)
        view.scroll(.pages(-7), scene.state)
        let place = top(100)
        #expect(place.contains("paragraph"))
        for columns in [80, 100, 60] {
            for _ in 0..<100 {
                #expect(top(columns) == place)
                if !view.isSettling(scene.state) { break }
            }
            #expect(!view.isSettling(scene.state))
        }
    }

    @Test func `top and end are reached at once`() {
        let scene = Self.scene(turns: 40, paragraphs: 40)
        var view = ScreenView(look: Self.look)
        func draw() -> String {
            view.render(scene.state, size: Size(columns: 90, rows: 24), now: scene.now).grid.text
        }
        _ = draw()
        view.scroll(.top, scene.state)
        #expect(draw().contains("Question 0?"))
        view.scroll(.end, scene.state)
        #expect(draw().contains("Turn 39, paragraph 39"))
        view.scroll(.lines(-1), scene.state)
        #expect(draw().contains("1 more"))
    }

    @Test func `lines that came since are counted right after a resize`() {
        var scene = Self.scene(turns: 30, paragraphs: 20)
        scene.ask("And now?")
        scene.receive(.text(delta: "first\n\n", conversationID: nil))
        var view = ScreenView(look: Self.look)
        func draw(_ columns: Int) -> String {
            view.render(
                scene.state, size: Size(columns: columns, rows: 24), now: scene.now
            ).grid.text
        }
        _ = draw(90)
        view.scroll(.pages(-2), scene.state)
        _ = draw(90)
        scene.receive(.text(delta: "one\n\ntwo\n\nthree\n\n", conversationID: nil))
        #expect(draw(90).contains(" 6 new "))
        _ = draw(60)
        while view.isSettling(scene.state) { _ = draw(60) }
        #expect(draw(60).contains(" 6 new "))
    }

    /// What may be looked at while an answer comes, in the turn that is given.
    static let looks: [(String, [@Sendable (TurnID) -> Action])] = [
        ("nothing", []),
        ("a sentence", [{ .select(.text(turn: $0, range: 0..<4)) }]),
        ("a thought", [{ .select(.thought(turn: $0, index: 0)) }]),
        ("totals", [{ _ in .tools(.toggleTotals) }]),
        ("a step", [{ .select(.step(turn: $0, index: 0)) }, { _ in .openStep }]),
    ]

    @Test(arguments: looks)
    func `an answer's text is not copied because it was drawn`(
        _ name: String, _ actions: [@Sendable (TurnID) -> Action]
    ) {
        var scene = Self.scene(turns: 1, paragraphs: 1)
        scene.ask("And now?")
        scene.receive(.thinking(text: "Hm"))
        scene.receive(.toolStep(.init(tool: "contacts.get", status: "started")))
        scene.receive(.text(delta: "Text", conversationID: nil))
        for action in actions { scene.apply(action(scene.state.activeTab.turns[1].id)) }
        var state = scene.state
        let (now, tab, turn) = (scene.now, state.activeTab.id, state.activeTab.turns[1].id)
        var view = ScreenView(look: Self.look)
        // Storage that was let go is taken again: places are compared one by one, not counted.
        var place: UInt = 0
        var moves = 0
        for number in 0..<600 {
            let event = RunEvent.text(delta: "some words \(number) and\n\n", conversationID: nil)
            let sessionEvent = SessionEvent(event, at: now, conversation: tab, turn: turn)
            _ = reduce(&state, .received([sessionEvent]))
            _ = view.render(state, size: Size(columns: 120, rows: 30), now: now)
            var text = state.activeTab.turns[1].answer.text
            let newPlace = text.withUTF8 { UInt(bitPattern: $0.baseAddress) }
            if newPlace != place { moves += 1 }
            place = newPlace
        }
        // The text moves when its storage doubles.
        #expect(moves < 40)
    }
}
