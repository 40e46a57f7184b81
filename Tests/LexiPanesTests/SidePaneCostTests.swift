import LexiAPI
import LexiScreen
import LexiSession
import LexiState
import Testing

@testable import LexiPanes

/// What the panes beside the conversation cost, counted in layouts and copies of the turn.
@Suite struct SidePaneCostTests {
    private static let look = Look(theme: Theme(name: "plain", styles: [:]))
    private static let size = Size(columns: 120, rows: 40)

    private struct Work: Equatable {
        var tools: [Int]
        var thinking: [Int]
    }

    private static func work(_ view: ScreenView, _ scene: Scene) throws -> Work {
        let panes = try #require(view.tabs[scene.state.activeTab.id]?.sidePanes)
        let tools = try #require(panes[.tools] as? ToolLines).work
        let thinking = try #require(panes[.thinking] as? ThinkingLines).work
        return Work(
            tools: [tools.layouts, tools.copies], thinking: [thinking.layouts, thinking.copies])
    }

    /// How much more work some frames make.
    private static func cost(
        _ view: inout ScreenView, _ scene: inout Scene, _ change: (inout Scene) -> Void
    ) throws -> Work {
        _ = view.render(scene.state, size: size, now: scene.now)
        let before = try work(view, scene)
        for _ in 0..<40 {
            change(&scene)
            _ = view.render(scene.state, size: size, now: scene.now)
        }
        let after = try work(view, scene)
        return Work(
            tools: zip(after.tools, before.tools).map { $0 - $1 },
            thinking: zip(after.thinking, before.thinking).map { $0 - $1 })
    }

    private static let nothing = Work(tools: [0, 0], thinking: [0, 0])

    static let starts: [(String, Scene)] = [
        ("steps and thoughts", .streaming),
        (
            "neither",
            {
                var scene = Scene()
                scene.ask("Q")
                return scene
            }()
        ),
        (
            "a thought is selected",
            {
                var scene = Scene.streaming
                let turn = scene.state.activeTab.turns[0].id
                scene.apply(.select(.thought(turn: turn, index: 0)))
                return scene
            }()
        ),
    ]

    @Test(arguments: starts)
    func `a delta costs nothing in the other panes`(_ name: String, _ start: Scene) throws {
        var scene = start
        var view = ScreenView(look: Self.look)
        let cost = try Self.cost(&view, &scene) {
            $0.receive(.text(delta: "some words and\n\n", conversationID: nil))
        }
        #expect(cost == Self.nothing)
    }

    @Test func `nor does time that passes`() throws {
        var scene = Scene.streaming
        var view = ScreenView(look: Self.look)
        let cost = try Self.cost(&view, &scene) { $0.pass(milliseconds: 250) }
        #expect(cost == Self.nothing)
    }

    @Test func `a thought is the thinking pane's alone, and a step that of the tools`() throws {
        var scene = Scene.streaming
        var view = ScreenView(look: Self.look)
        let thoughts = try Self.cost(&view, &scene) { $0.receive(.thinking(text: "Hm")) }
        #expect(thoughts == Work(tools: [0, 0], thinking: [40, 40]))
        let steps = try Self.cost(&view, &scene) {
            $0.receive(.toolStep(.init(tool: "tasks.list", status: "started")))
        }
        #expect(steps == Work(tools: [40, 40], thinking: [0, 0]))
    }

    @Test func `totals move with time only while a tool runs`() throws {
        for (scene, layouts) in [(Scene.streaming, 40), (Scene.answered, 0)] {
            var scene = scene
            scene.apply(.tools(.toggleTotals))
            var view = ScreenView(look: Self.look)
            let cost = try Self.cost(&view, &scene) { $0.pass(milliseconds: 250) }
            #expect(cost == Work(tools: [layouts, 0], thinking: [0, 0]))
        }
    }

    @Test func `what is kept shows what a new view shows`() throws {
        var scene = Scene()
        var view = ScreenView(look: Self.look)
        func check(_ line: Int = #line) {
            var fresh = ScreenView(look: Self.look)
            let kept = view.render(scene.state, size: Self.size, now: scene.now).grid
            let new = fresh.render(scene.state, size: Self.size, now: scene.now).grid
            #expect(kept == new, "line \(line)\n\(kept.text)\n\(new.text)")
        }
        check()
        scene.ask("Q")
        check()
        scene.receive(.thinking(text: "One"))
        check()
        scene.receive(.toolStep(.init(tool: "a.b", status: "started")))
        check()
        scene.apply(.tools(.toggleTotals))
        scene.pass(milliseconds: 750)
        check()
        scene.apply(.tools(.toggleTotals))
        check()
        scene.receive(.text(delta: "Text", conversationID: nil))
        check()
        scene.receive(.ended(.incomplete, terminator: false))
        check()
        scene.apply(.cycleThinking)
        check()
        scene.ask("Next")
        check()
        scene.receive(.toolStep(.init(tool: "c.d", status: "completed")))
        scene.receive(.done(creditsRemaining: 1, messageID: nil, conversationID: nil))
        scene.receive(.ended(.completed, terminator: true))
        check()
    }
}
