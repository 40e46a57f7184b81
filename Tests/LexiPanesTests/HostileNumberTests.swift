import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Numbers that no honest server sends must not be able to end the program.
@Suite struct HostileNumberTests {
    private func status(_ scene: Scene, columns: Int = 120) throws -> String {
        var view = ScreenView(look: Look(theme: try ThemeLibrary.theme(named: "dark")))
        let size = Size(columns: columns, rows: 24)
        return view.render(scene.state, size: size, now: scene.now).grid.text(row: 23)
    }

    @Test(arguments: [Int64.max, .min, -1, 253_402_300_800])
    func aResetBeyondAllTimeIsLeftOut(_ reset: Int64) throws {
        var scene = Scene()
        scene.ask("Q")
        scene.receive(
            .responded(
                ResponseHead(
                    status: 200, rateLimit: RateLimit(limit: .max, remaining: .min, reset: reset))))
        let text = try status(scene)
        #expect(text.contains("rate -9223372036854775808/9223372036854775807"))
        #expect(!text.contains("resets"))
    }

    @Test func balancesAtTheEdgesAreShown() throws {
        var scene = Scene()
        for credits in [Int64.max, .min, 0, .min, -1] {
            scene.ask("Q")
            scene.receive(
                .done(creditsRemaining: credits, messageID: nil, conversationID: nil))
            scene.receive(.ended(.completed, terminator: true))
            #expect(try status(scene).contains("credits \(credits)"))
        }
    }
}
