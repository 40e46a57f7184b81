import Foundation
import LexiScreen
import LexiTesting
import Testing

/// Who looks at another window is told that a run has ended.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct AlertDashboardTests {
    private static let focusOut = Array("\u{1B}[O".utf8)
    private static let focusIn = Array("\u{1B}[I".utf8)

    /// Asks, looks elsewhere, and waits for the end.
    private func answered(_ user: UserFolder, type: String = "xterm-256color") throws
        -> PseudoTerminal
    {
        let program = try Program.dashboard(
            "--demo", "--demo-pace", "0.3", type: type, environment: user.environment)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("Who is Mara Vogt?\r")
        try program.send(Self.focusOut)
        try program.waitUntil("the end", timeout: .seconds(60)) {
            $0.text.contains("answered in")
        }
        #expect(program.screen.text(row: 0).contains("●"))
        return program
    }

    @Test func `the bell rings once, and the mark goes with the focus`() throws {
        let program = try answered(try UserFolder())
        #expect(program.screen.bells == 1)
        try program.send(Self.focusIn)
        try program.waitUntil("the mark to go") { !$0.text(row: 0).contains("●") }
        #expect(program.screen.bells == 1)
    }

    @Test func `a terminal that shows notifications gets one, and no bell`() throws {
        let user = try UserFolder()
        try user.write("notify = \"osc777\"\n", to: "config.toml")
        let program = try answered(user)
        let wanted = Array("\u{1B}]777;notify;Lexi answered;Who is Mara Vogt?\u{07}".utf8)
        #expect(program.output.ranges(of: wanted).count == 1)
        #expect(program.screen.bells == 0)
    }

    @Test func `with none nothing rings, and the settings are followed`() throws {
        let user = try UserFolder()
        try user.write("notify = \"none\"\n", to: "config.toml")
        let program = try answered(user)
        try program.send(Self.focusIn)
        try program.waitUntil("the mark to go") { !$0.text(row: 0).contains("●") }
        #expect(program.screen.bells == 0)
        try user.write("notify = \"bell\"\n", to: "config.toml")
        // F5 asks, whether the change was told or not.
        try program.send(Array("\u{1B}[15~".utf8))
        try program.waitUntil("to read") { $0.text.contains("Settings read.") }
        // A run in another tab.
        try program.type("Who is Mara Vogt?\r")
        try program.send([0x0E])
        try program.waitUntil("the end", timeout: .seconds(60)) {
            $0.text(row: 0).contains("●")
        }
        #expect(program.screen.bells == 1)
    }
}
