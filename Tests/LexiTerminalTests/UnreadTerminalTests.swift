import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A terminal that takes nothing any more: its window hangs, or its connection does.
@Suite("A terminal that nobody reads")
struct UnreadTerminalTests {
    struct End: CustomTestStringConvertible {
        var signals: [Int32]
        var endings: [PseudoTerminal.Ending]
        var testDescription: String { "signals \(signals)" }
    }

    static let ends = [
        End(signals: [SIGTERM], endings: [.exited(status: 0)]),
        End(signals: [SIGHUP], endings: [.exited(status: 0)]),
        End(signals: [SIGINT], endings: [.exited(status: 0)]),
        // The second may come while the first is still being obeyed.
        End(
            signals: [SIGINT, SIGINT],
            endings: [.exited(status: 0), .killed(signal: SIGINT)]),
        End(signals: [SIGQUIT], endings: [.killed(signal: SIGQUIT)]),
        End(signals: [SIGABRT], endings: [.killed(signal: SIGABRT)]),
    ]

    @Test(
        "a signal ends the program, and the terminal is as found once it is read", arguments: ends)
    func endsUnread(end: End) throws {
        let program = try ProbeTests.start()
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        program.pair.fill()
        // Draws the whole screen, which then waits for the terminal.
        try program.type("r")
        for signal in end.signals { program.signal(signal) }
        let ending = try program.waitForExitUnread()
        #expect(end.endings.contains(ending), "\(ending)")
        #expect(program.pair.settings == settings)
        program.pair.showOutput()
        ProbeTests.expectTerminalAsFound(program, settings)
    }

    @Test(
        "one that was full before the start is not waited for either", arguments: [SIGTERM, SIGHUP])
    func endsUnreadFromTheStart(signal: Int32) throws {
        let program = try ProbeTests.start(isFull: true)
        let settings = program.settingsFound
        // Nothing else tells from outside that the screen is being opened, which writes soon.
        let end = ContinuousClock.now + .seconds(10)
        while program.pair.settings == settings, ContinuousClock.now < end { sched_yield() }
        #expect(program.pair.settings != settings)
        program.signal(signal)
        #expect(try program.waitForExitUnread() == .exited(status: 0))
        #expect(program.pair.settings == settings)
    }

    @Test("what was told while drawing is not waited for either")
    func endsWithErrors() throws {
        let program = try ProbeTests.start()
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type("e")
        program.pair.fill()
        try program.type("r")
        program.signal(SIGTERM)
        #expect(try program.waitForExitUnread() == .exited(status: 0))
        program.pair.showOutput()
        ProbeTests.expectTerminalAsFound(program, settings)
    }

    @Test("a terminal that is read late loses nothing")
    func readLate() throws {
        let program = try ProbeTests.start()
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        program.pair.fill()
        try program.type("rq")
        #expect(try program.waitForExit() == .exited(status: 0))
        ProbeTests.expectTerminalAsFound(program, settings)
        #expect(program.screen.text.contains("ended: quit"))
    }
}
