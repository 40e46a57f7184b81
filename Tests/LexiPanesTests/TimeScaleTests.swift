import LexiAPI
import LexiScreen
import LexiSession
import LexiState
import Testing

@testable import LexiPanes

/// The time axis of the tools: its labels, and where they stand over the bars.
@Suite struct TimeScaleTests {
    private static func text(_ seconds: Double, _ columns: Int) -> String {
        var text = ""
        for label in TimeScale(seconds: seconds, columns: columns).labels {
            text += String(repeating: "-", count: label.column - text.count) + label.text
        }
        return text
    }

    static let scales: [(Double, Int, String)] = [
        (7.4, 30, "0s------2-------4--------7.4s"),
        (7.4, 12, "0s-----7.4s"),
        (7.4, 6, "-7.4s"),
        (0.9, 40, "0s------0.2------0.4------0.6------0.9s"),
        (65, 40, "0s----10----20----30----40--------1m05s"),
        (600, 40, "0s------2m------4m------6m-------10m00s"),
        (90_000, 30, "0s-----6h-----12h----1500m00s"),
    ]

    @Test(arguments: scales)
    func `round times stand where they lie, and none touch`(
        _ seconds: Double, _ columns: Int, _ expected: String
    ) {
        #expect(Self.text(seconds, columns) == expected)
    }

    @Test(arguments: [0.001, 0.05, 1, 7.4, 59, 61, 119, 121, 3600, 7201, 1e6, 1e9, 1e12])
    func `no length of time and no width is too much`(_ seconds: Double) {
        for columns in 0...200 {
            let labels = TimeScale(seconds: seconds, columns: columns).labels
            #expect(labels.last?.text == Wording.short(seconds: seconds))
            for (left, right) in zip(labels, labels.dropFirst()) {
                #expect(left.endColumn <= right.column)
            }
        }
    }

    private func pane(_ scene: Scene, width: Int) throws -> (header: String, rows: [String]) {
        let look = Look(theme: try ThemeLibrary.theme(named: "dark"))
        var lines = ToolLines(look: look)
        let tab = scene.state.activeTab
        lines.update(
            PaneSubject(turn: tab.turns[0], number: 1, count: 1), tab, scene.state, width: width,
            now: scene.now, look: look)
        let rows = (0..<lines.lineCount).map { lines.line(at: $0).spans.map(\.text).joined() }
        return (lines.header(columns: width - 2), rows)
    }

    /// A turn of ten seconds, in which a step ran from the second to the fourth.
    private var long: Scene {
        var scene = Scene()
        scene.ask("Q")
        scene.receive(after: 2000, .toolStep(.init(tool: "deals.list", status: "started")))
        scene.receive(after: 2000, .toolStep(.init(tool: "deals.list", status: "completed")))
        scene.receive(after: 4000, .text(delta: "A", conversationID: nil))
        scene.receive(
            after: 2000, .done(creditsRemaining: 1, messageID: nil, conversationID: nil))
        scene.receive(after: 0, .ended(.completed, terminator: true))
        return scene
    }

    @Test func `the bars are on the turn's axis, under its scale`() throws {
        let (header, rows) = try pane(long, width: 61)
        #expect(header == "Tools ─ 1 step ──── 0s ──── 2 ───── 4 ───── 6 ─────── 10.0s")
        #expect(rows == ["✓ deals.list   2.00s         ████████"])
        // The header begins a column after the rows.
        let two = try #require(header.firstIndex(of: "2"))
        let bar = try #require(rows[0].firstIndex(of: "█"))
        #expect(
            header.distance(from: header.startIndex, to: two) + 1
                == rows[0].distance(from: rows[0].startIndex, to: bar))
    }

    @Test func `the scale ends with what the turn has taken, running or not`() throws {
        var scene = long
        scene.pass(milliseconds: 90_000)
        #expect(try pane(scene, width: 61).header.hasSuffix(" 10.0s"))
        let running = try pane(Scene.streaming, width: 61)
        #expect(running.header.hasSuffix(" 1.7s"), "\(running.header)")
    }

    @Test(arguments: 16...100) func `a header is never wider than its room`(_ width: Int) throws {
        for scene in [long, Scene.answered, Scene.streaming, Scene.broken, Scene()] {
            guard scene.state.activeTab.turns.first != nil else { continue }
            let header = try pane(scene, width: width).header
            #expect(TextWidth.columns(of: header) <= max(5, width - 2), "\(header)")
        }
    }

    // MARK: Thoughts

    @Test(arguments: [20, 36, 44, 76])
    func `thoughts align however late they come`(_ width: Int) throws {
        let look = Look(theme: try ThemeLibrary.theme(named: "dark"))
        var scene = Scene()
        scene.ask("Q")
        var lines = ThinkingLines(look: look)
        func update() {
            let tab = scene.state.activeTab
            lines.update(
                PaneSubject(turn: tab.turns[0], number: 1, count: 1), tab, scene.state,
                width: width, now: scene.now, look: look)
        }
        scene.receive(after: 310, .thinking(text: "early"))
        update()
        #expect(lines.line(at: 0).spans.map(\.text).joined() == "0.31  early")
        scene.receive(after: 9940, .thinking(text: "late"))
        update()
        scene.receive(after: 95_000, .thinking(text: "later"))
        update()
        let rows = (0..<lines.lineCount).map { lines.line(at: $0).spans.map(\.text).joined() }
        #expect(rows == ["  0.31  early", " 10.25  late", "105.25  later"])
    }
}
