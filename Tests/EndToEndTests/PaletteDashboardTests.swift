import Foundation
import LexiScreen
import LexiTesting
import Testing

/// The palette of the real program in a terminal.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct PaletteDashboardTests {
    private func open(_ user: UserFolder, _ arguments: String...) throws -> PseudoTerminal {
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: arguments,
            environment: ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"]
                .merging(user.environment) { $1 }, size: Size(columns: 120, rows: 40))
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        return program
    }

    private func config(_ user: UserFolder) throws -> String {
        try String(contentsOfFile: user.configuration + "/config.toml", encoding: .utf8)
    }

    @Test func `a theme and a setting are changed in the file`() throws {
        let user = try UserFolder()
        try user.write("# mine\nmotion = true # calm?\n", to: "config.toml")
        let program = try open(user, "--demo")
        // All in one read.
        try program.type("\u{10}dracu\r")
        try program.waitUntil("the theme") { $0.text(row: 38).contains("Theme dracula is in") }
        #expect(try config(user) == "# mine\nmotion = true # calm?\ntheme = \"dracula\"\n")
        try program.type("\t:set motion false\r")
        try program.waitUntil("the setting") {
            $0.text(row: 38).contains("motion = false is in")
        }
        #expect(
            try config(user) == "# mine\nmotion = false # calm?\ntheme = \"dracula\"\n")
        try program.type(":set ascii true\r")
        try program.waitUntil("other lines") { !$0.text.contains("┌") }
        try program.type(":set ascii maybe\r")
        try program.waitUntil("the mistake") {
            $0.text(row: 38).contains("Not changed: ascii must be true or false")
        }
        try program.type(":q\r")
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test func `a conversation of the stand-in is continued with what was said`() throws {
        let user = try UserFolder()
        let serving = try RunningProgram(
            ["serve", "--port", "0"], environment: user.environment)
        try serving.waitUntil("the server's address") { $0.text(after: "API key   ") != nil }
        let url = try #require(serving.text(after: "base URL  "))
        let key = try #require(serving.text(after: "API key   "))
        let service = [
            "LEXI_BASE_URL": url, "LEXI_API_KEY": key,
        ].merging(user.environment) { $1 }
        let asked = try Program.run(
            "ask", "Who is Mara Vogt?", environment: service)
        #expect(asked.status == 0, "\(asked.errors)")
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: [],
            environment: ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"]
                .merging(service) { $1 }, size: Size(columns: 120, rows: 40))
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("\u{10}@mara")
        try program.waitUntil("the conversation") { $0.text.contains("▸ @ Who is Mara") }
        try program.type("\r")
        try program.waitUntil("the answer of before") {
            $0.text.contains("2 Who is Mara") && $0.text.contains("open tasks")
        }
        // The empty message's Home goes to the beginning.
        try program.type("\u{1B}[H")
        try program.waitUntil("the question of before") {
            $0.text.contains("you  20") && $0.text.contains("lexi  20")
        }
        // Named on the command line it comes in the same way, with the tools of the record.
        let list = try Program.run(
            "conversations", "list", "--format", "jsonl", environment: service)
        let id = try #require(list.output.firstMatch(of: #/"id":"([^"]+)"/#)?.1)
        let second = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: ["--conversation", String(id)],
            environment: ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"]
                .merging(service) { $1 }, size: Size(columns: 120, rows: 40))
        try second.waitUntil("the answer of before and its tools") {
            $0.text.contains("open tasks") && $0.text.contains("✓ contacts.")
        }
        #expect(!second.screen.text.contains("has no steps"))
        // The server looks through the messages, where no title has the words.
        try second.type("\u{10}@open tasks")
        try second.waitUntil("what the server finds") {
            $0.text.contains("The server finds 1") && $0.text.contains("▸ @ Who is Mara")
        }
        serving.signal(SIGTERM)
    }
}

extension RunningProgram {
    /// What stands behind some words, up to white space.
    fileprivate func text(after words: String) -> String? {
        let all = outputText + errorText
        guard let range = all.range(of: words) else { return nil }
        let rest = all[range.upperBound...]
        guard let end = rest.firstIndex(where: \.isWhitespace) else { return nil }
        return String(rest[..<end])
    }
}
