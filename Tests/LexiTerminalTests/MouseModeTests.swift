import LexiScreen
import LexiTerminal
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension TerminalTests {
    @Suite("The mouse")
    struct Mouse {
        private static let modes: Set<Int> = [1002, 1006]

        @Test("its reports are asked for while they are wanted, and nothing before")
        func switches() throws {
            let open = try OpenTerminal(20, 3)
            open.pair.showOutput()
            #expect(open.screen.privateModes.isDisjoint(with: [1000, 1002, 1003, 1006, 1007]))
            #expect(open.terminal.setMouse(false))
            #expect(open.pair.showOutput() == [])
            #expect(open.terminal.setMouse(true))
            open.pair.showOutput()
            #expect(open.screen.privateModes.isSuperset(of: Self.modes))
            // Said once.
            #expect(open.terminal.setMouse(true))
            #expect(open.pair.showOutput() == [])
            #expect(open.terminal.setMouse(false))
            open.pair.showOutput()
            #expect(open.screen.privateModes.isDisjoint(with: Self.modes))
        }

        @Test("closing and lending give them up, and the terminal back brings them back")
        func givesUp() throws {
            let open = try OpenTerminal(20, 3)
            #expect(open.terminal.setMouse(true))
            open.terminal.withoutScreen {
                open.pair.showOutput()
                #expect(open.screen.privateModes.isDisjoint(with: Self.modes))
            }
            open.pair.showOutput()
            #expect(open.screen.privateModes.isSuperset(of: Self.modes))
            open.terminal.close()
            open.pair.showOutput()
            #expect(open.screen.privateModes.isDisjoint(with: Self.modes))
        }

        @Test("what is switched while another program has the terminal holds afterwards")
        func switchesWhileAway() throws {
            let open = try OpenTerminal(20, 3)
            open.terminal.withoutScreen {
                open.pair.showOutput()
                #expect(open.terminal.setMouse(true))
                #expect(open.pair.showOutput() == [])
            }
            open.pair.showOutput()
            #expect(open.screen.privateModes.isSuperset(of: Self.modes))
        }

        @Test("terminals of old have none", arguments: ["linux", "vt100"])
        func hasNone(type: String) throws {
            let open = try OpenTerminal(20, 3, type: type)
            open.pair.showOutput()
            #expect(!open.terminal.setMouse(true))
            #expect(open.pair.showOutput() == [])
        }
    }
}

/// What is left of the mouse behind a program, however it ends.
@Suite("A program with the mouse")
struct MouseProbeTests {
    private static func start() throws -> PseudoTerminal {
        let program = try ProbeTests.start()
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type("m")
        try program.waitUntil("to have the mouse") { $0.text.contains("mouse true") }
        #expect(program.screen.privateModes.isSuperset(of: [1002, 1006]))
        return program
    }

    @Test("its reports arrive as events")
    func arrive() throws {
        let program = try Self.start()
        try program.type("\u{1B}[<0;12;5M")
        try program.waitUntil("to show the click") {
            $0.text.contains("press(") && $0.text.contains("at 11, 4")
        }
    }

    @Test(
        "every way to end gives the terminal back without it",
        arguments: ["q", "x", "s", "t", "a", "o"])
    func ends(key: String) throws {
        let program = try Self.start()
        let settings = program.settingsFound
        try program.type(key)
        try program.waitForExit()
        ProbeTests.expectTerminalAsFound(program, settings)
    }

    @Test("so does every fatal signal", arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1])
    func killed(signal: Int32) throws {
        let program = try Self.start()
        let settings = program.settingsFound
        program.signal(signal)
        try program.waitForExit()
        ProbeTests.expectTerminalAsFound(program, settings)
    }

    @Test("suspended, the shell has none of it; in the foreground again it is back")
    func suspends() throws {
        let shell = try JobControlTests.startShell()
        try shell.type("m")
        try shell.waitUntil("to have the mouse") { $0.privateModes.contains(1002) }
        try shell.type("z")
        try shell.waitUntil("to say that the probe stopped") {
            !$0.isAlternateScreen && $0.text.contains("Stopped")
        }
        #expect(shell.screen.privateModes.isDisjoint(with: [1002, 1006]))
        try shell.type("clear; fg\r")
        try shell.waitUntil("to come back") {
            $0.isAlternateScreen && $0.privateModes.isSuperset(of: [1002, 1006])
        }
        try shell.type("q")
        try shell.waitUntil("to end the probe") { $0.text.contains("ended: quit") }
        #expect(shell.screen.privateModes.isDisjoint(with: [1002, 1006]))
    }
}
