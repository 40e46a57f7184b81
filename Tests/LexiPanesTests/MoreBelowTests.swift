import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// How much more there is below what is seen, where it covers nothing.
@Suite struct MoreBelowTests {
    /// An answer whose lines fill a narrow pane to its last column.
    private static let line = "Lorem ipsum dolor sit amet, consect"

    private func scene() -> Scene {
        var scene = Scene()
        scene.ask("Q")
        for index in 0..<90 {
            scene.receive(
                .text(delta: "\(Self.line) \(100 + index).\n\n", conversationID: nil))
            scene.receive(.toolStep(.init(tool: "deals.list", status: "completed")))
            scene.receive(.thinking(text: "Thought \(100 + index)."))
        }
        return scene
    }

    static let sizes = [(40, 10), (60, 19), (80, 24), (120, 40), (200, 60)]

    @Test(arguments: sizes, [PaneID.conversation, .tools, .thinking])
    func `it stands in the pane's header`(_ size: (Int, Int), _ pane: PaneID) throws {
        var scene = scene()
        var view = ScreenView(look: Look(theme: try ThemeLibrary.theme(named: "dark")))
        let size = Size(columns: size.0, rows: size.1)
        func rows() -> [String] {
            let grid = view.render(scene.state, size: size, now: scene.now).grid
            return (0..<size.rows).map { grid.text(row: $0) }
        }
        view.focus(pane)
        #expect(!rows().contains { $0.contains("↓") })
        view.scroll(pane, .top, scene.state)
        let more = rows().filter { $0.contains("more ↓") }
        #expect(more.count == 1)
        #expect(more.first?.contains(pane.title) == true)
        scene.receive(.text(delta: "\(Self.line) 900.\n\n", conversationID: nil))
        scene.receive(.toolStep(.init(tool: "deals.list", status: "completed")))
        scene.receive(.thinking(text: "Thought 900."))
        let new = rows().filter { $0.contains(" new ↓") }
        #expect(new.count == 1)
        #expect(new.first?.contains(pane.title) == true)
    }

    @Test(arguments: sizes)
    func `no line of the answer is covered`(_ columns: Int, _ rows: Int) throws {
        let scene = scene()
        var view = ScreenView(look: Look(theme: try ThemeLibrary.theme(named: "dark")))
        let size = Size(columns: columns, rows: rows)
        _ = view.render(scene.state, size: size, now: scene.now)
        view.scroll(.conversation, .pages(-2), scene.state)
        let grid = view.render(scene.state, size: size, now: scene.now).grid
        let text = (0..<rows).map { grid.text(row: $0) }.joined(separator: "\n")
        #expect(text.contains("more ↓"))
        // The last row of the pane is text up to its end, like every other.
        let below = view.hit(
            Point(column: 3, row: rows - 3), scene.state, now: scene.now)
        #expect(below != .more(.conversation))
        for row in text.split(separator: "\n") where row.contains("sit amet,") {
            #expect(row.contains("Lorem ipsum dolor sit amet,"), "\(row)")
            if columns > 60 { #expect(row.contains(#/consect 1\d\d\./#), "\(row)") }
        }
    }
}
