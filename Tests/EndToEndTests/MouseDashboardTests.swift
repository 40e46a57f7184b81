import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The mouse in a real terminal: what is said to it, and what its reports do.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct MouseDashboardTests {
    private static let modes: Set<Int> = [1002, 1006]
    private static let f2 = Array("\u{1B}OQ".utf8)

    private func open(_ user: UserFolder) throws -> PseudoTerminal {
        let program = try Program.dashboard("--demo", environment: user.environment)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        return program
    }

    private func click(_ text: String, _ program: PseudoTerminal) throws {
        let rows = program.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.firstIndex { $0.contains(text) })
        let range = try #require(rows[row].firstRange(of: text))
        let column = rows[row].distance(from: rows[row].startIndex, to: range.lowerBound)
        try program.type(
            "\u{1B}[<0;\(column + 1);\(row + 1)M\u{1B}[<0;\(column + 1);\(row + 1)m")
    }

    @Test func `F2 brings the mouse, a click the focus, and F2 takes it away`() throws {
        let program = try open(try UserFolder())
        // Nothing is said to the terminal before.
        for number in [1000, 1002, 1003, 1006, 1007] {
            #expect(program.output.firstRange(of: Array("?\(number)h".utf8)) == nil)
        }
        #expect(program.screen.isCursorVisible)
        try program.send(Self.f2)
        try program.waitUntil("the mouse") { $0.text(row: 38).contains("Mouse on: click") }
        #expect(program.screen.privateModes.isSuperset(of: Self.modes))
        try click(" Tools ", program)
        // The caret is the message's.
        try program.waitUntil("the focus to move") { !$0.isCursorVisible }
        try program.type("f")
        try program.waitUntil("the tools' filter") { $0.text.contains("filter: ") }
        try click("Ask Lexi", program)
        try program.waitUntil("the message's caret") {
            $0.isCursorVisible && $0.cursor.row > 30
        }
        try program.send(Self.f2)
        try program.waitUntil("the mouse to be off") { $0.text(row: 38).contains("Mouse off") }
        #expect(program.screen.privateModes.isDisjoint(with: Self.modes))
        // What is still on its way is not typed into the message.
        try click(" Tools ", program)
        try program.type("x")
        try program.waitUntil("the letter") { $0.text.contains("1/12000") }
    }

    @Test(arguments: [SIGTERM, SIGQUIT])
    func `whoever ends it, the terminal is without a mouse`(signal: Int32) throws {
        let program = try open(try UserFolder())
        try program.send(Self.f2)
        try program.waitUntil("the mouse") { $0.privateModes.isSuperset(of: Self.modes) }
        program.signal(signal)
        try program.waitForExit()
        #expect(program.screen.privateModes.isDisjoint(with: [1000, 1002, 1004, 1006, 2004]))
    }

    @Test func `a setting begins with it, and is followed when it changes`() throws {
        let user = try UserFolder()
        try user.write("mouse = true\n", to: "config.toml")
        let program = try Program.dashboard("--demo", environment: user.environment)
        try program.waitUntil("the mouse") { $0.text(row: 38).contains("Mouse on: click") }
        #expect(program.screen.privateModes.isSuperset(of: Self.modes))
        try user.write("mouse = false\n", to: "config.toml")
        // F5 asks, where nobody tells of the change.
        try program.send(Array("\u{1B}[15~".utf8))
        try program.waitUntil("the change") { $0.privateModes.isDisjoint(with: Self.modes) }
        // What is switched by hand stays, as long as the setting does.
        try program.send(Self.f2)
        try program.waitUntil("the mouse again") { $0.privateModes.isSuperset(of: Self.modes) }
        try user.write("mouse = false\nascii = true\n", to: "config.toml")
        try program.send(Array("\u{1B}[15~".utf8))
        try program.waitUntil("the other change") {
            $0.text.contains("+- ") || !$0.text.contains("┌")
        }
        #expect(program.screen.privateModes.isSuperset(of: Self.modes))
        try program.send([0x04])
        try program.waitForExit()
        #expect(program.screen.privateModes.isDisjoint(with: Self.modes))
    }
}
