import Foundation
import LexiScreen
import LexiTesting
import Testing

/// An open dashboard follows its settings file, as the user sees it.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct LiveSettingsTests {
    private func open(_ user: UserFolder) throws -> PseudoTerminal {
        let program = try Program.dashboard("--demo", environment: user.environment)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        return program
    }

    private func reads(_ words: String, _ program: PseudoTerminal) throws {
        try program.waitUntil("to tell: \(words)") { $0.text(row: 38).contains(words) }
    }

    @Test func `a changed theme shows, and a broken file changes nothing`() throws {
        let user = try UserFolder()
        try user.write("ascii = false\n", to: "config.toml")
        let program = try open(user)
        #expect(program.screen.text.contains("┌"))
        try user.write("ascii = true\n", to: "config.toml")
        #if os(Linux)
            try reads("Settings changed, and read.", program)
        #else
            try program.send(Array("\u{1B}[15~".utf8))
            try reads("Settings read.", program)
        #endif
        #expect(!program.screen.text.contains("┌"))
        try user.write("ascii = 3\n", to: "config.toml")
        // F5 asks, whether the change was told or not.
        try program.send(Array("\u{1B}[15~".utf8))
        try reads("Settings stay as they were: config.toml:1:1: ascii must be", program)
        #expect(!program.screen.text.contains("┌"))
    }

    @Test func `a chosen theme is written into the file`() throws {
        let user = try UserFolder()
        try user.write("# mine\nascii = true\n", to: "config.toml")
        let program = try open(user)
        try program.send(Array("\u{1B}[14~".utf8))
        try program.waitUntil("to list the themes") { $0.text.contains("auto  in use") }
        for _ in 1...2 { try program.send(Array("\u{1B}[B".utf8)) }
        try program.waitUntil("to show the next") { $0.text.contains("> light") }
        try program.type("\r")
        try reads("Theme light is in", program)
        let text = try String(
            contentsOfFile: user.configuration + "/config.toml", encoding: .utf8)
        #expect(text == "# mine\nascii = true\ntheme = \"light\"\n")
    }
}
