import LexiScreen
import LexiTesting
import Testing

/// `lexi themes` in a terminal.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct ThemesCommandTests {
    private func shown(_ settings: String?) throws -> String {
        let user = try UserFolder()
        if let settings { try user.write(settings, to: "config.toml") }
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: ["themes"],
            environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"].merging(user.environment) {
                $1
            }, size: Size(columns: 100, rows: 250))
        #expect(try program.waitForExit() == .exited(status: 0))
        return program.screen.text
    }

    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.contains("in use") }.map(String.init)
    }

    @Test func `the one in use is told`() throws {
        #expect(lines(try shown("theme = \"mono\"\n")) == ["mono  in use"])
    }

    @Test func `with auto it is the background's`() throws {
        #expect(
            lines(try shown(nil))
                == ["dark  in use on a dark background", "light  in use on a light background"])
    }

    @Test func `settings that cannot be read are told of, and the themes shown`() throws {
        let text = try shown("theme = 3\n")
        #expect(text.contains("which theme is in use is not known: settings: "))
        #expect(text.contains("\nmono\n"))
    }
}
