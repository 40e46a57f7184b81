import LexiAPI
import LexiScreen
import LexiSession
import LexiState
import Testing

@testable import LexiPanes

/// The rows of the timeline at widths that no screen has by default.
@Suite struct StepRowTests {
    private func rows(_ scene: Scene, width: Int) throws -> [String] {
        let look = Look(theme: try ThemeLibrary.theme(named: "dark"))
        var lines = ToolLines(look: look)
        let tab = scene.state.activeTab
        lines.update(
            PaneSubject(turn: tab.turns[0], number: 1, count: 1), tab, scene.state, width: width,
            now: scene.now, look: look)
        return (0..<lines.lineCount).map { index in
            lines.line(at: index).spans.map(\.text).joined()
        }
    }

    @Test(arguments: 10...80)
    func `each step has a bar, and no row is wider than the pane`(_ width: Int) throws {
        for row in try rows(Scene.answered, width: width) {
            #expect(TextWidth.columns(of: row) <= width, "\(row)|")
            if row.hasPrefix("✓") { #expect(row.contains("█"), "\(row)|") }
        }
    }

    static let widths: [(Int, [String])] = [
        (
            36,
            [
                "✓ contacts.get    0.21s  █", "  Read Mara Vogt",
                "✓ deals.get 1/2   0.48s     ██", "  Acme",
                "✓ deals.get 2/2   0.50s        ███", "  Fleet leasing",
            ]
        ),
        (
            24,
            [
                "✓ contac…   0.21s █", "  Read Mara Vogt", "✓ de… 1/2   0.48s   █", "  Acme",
                "✓ de… 2/2   0.50s    ██", "  Fleet leasing",
            ]
        ),
        (
            16,
            [
                "✓ contac… █", "  Read Mara Vogt", "✓ de… 1/2   █", "  Acme",
                "✓ de… 2/2    ██", "  Fleet leasing",
            ]
        ),
    ]

    @Test(arguments: widths)
    func `names give way to the bar, and their numbers last`(
        _ width: Int, _ expected: [String]
    ) throws {
        let rows = try rows(Scene.answered, width: width)
        #expect(rows == expected)
    }

    @Test(arguments: [
        ("t", " 1/2", 5, "t 1/2"), ("tool", " 1/2", 7, "to… 1/2"), ("tool", " 1/2", 5, "tool"),
        ("tool", " 1/2", 3, "to…"), ("tool", "", 4, "tool"), ("検索.ツール", " 2/3", 10, "検索.… 2/3"),
    ])
    func `a name is cut before its number`(
        _ tool: String, _ number: String, _ columns: Int, _ expected: String
    ) {
        let name = NumberedName(tool: tool, number: number)
        #expect(name.fitted(columns, ellipsis: "…") == expected)
    }

    @Test func `a failed and a running step are told in a narrow title`() throws {
        var scene = Scene.streaming
        scene.receive(.toolStep(.init(tool: "a", status: "failed")))
        let look = Look(theme: try ThemeLibrary.theme(named: "dark"))
        var lines = ToolLines(look: look)
        let tab = scene.state.activeTab
        lines.update(
            PaneSubject(turn: tab.turns[0], number: 2, count: 5), tab, scene.state, width: 30,
            now: scene.now, look: look)
        let titles = [80, 46, 40, 30].map { lines.title(columns: $0) }
        #expect(
            titles == [
                "Tools ─ turn 2 of 5 ─ 4 steps ─ 1 failed ─ 1 running ─ 1.79 s",
                "Tools ─ turn 2 of 5 ─ 4 ─ 1 failed ─ 1 running",
                "Tools ─ turn 2/5 ─ 4 ─ ✗1 ─ 1 running",
                "Tools ─ turn 2/5 ─ 4 ─ ✗1 ─ ▶1",
            ])
    }
}
