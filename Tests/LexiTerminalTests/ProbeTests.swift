import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that owns a terminal, from the user's side (TestSupport/lexi-terminal-probe).
@Suite("A program with the terminal")
struct ProbeTests {
    static func start(
        type: String = "xterm-256color", size: Size = Size(columns: 60, rows: 12),
        environment: [String: String] = [:], isFull: Bool = false
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi-terminal-probe"),
            environment: ["TERM": type].merging(environment) { $1 }, size: size,
            isFull: isFull)
    }

    static func expectTerminalAsFound(
        _ program: PseudoTerminal, _ settings: TerminalSettings,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(program.pair.settings == settings, sourceLocation: sourceLocation)
        #expect(program.screen.isCursorVisible, sourceLocation: sourceLocation)
        #expect(!program.screen.isAlternateScreen, sourceLocation: sourceLocation)
        #expect(
            program.screen.privateModes.isDisjoint(with: [1, 1000, 1002, 1004, 1006, 1049, 2004]),
            "\(program.screen.privateModes)", sourceLocation: sourceLocation)
    }

    static let types = ["xterm-256color", "tmux-256color", "linux", "vt100", "xterm-direct"]

    @Test("quitting leaves the terminal as found", arguments: types)
    func quits(type: String) throws {
        let program = try Self.start(type: type)
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        #expect(!program.screen.isCursorVisible || type == "vt100")
        #expect(program.pair.settings != settings)
        try program.type("q")
        #expect(try program.waitForExit() == .exited(status: 0))
        Self.expectTerminalAsFound(program, settings)
        #expect(program.screen.text.contains("ended: quit"))
    }

    struct Death: CustomTestStringConvertible {
        var key: String
        var signals: [Int32]
        var text: String?
        var hasBacktrace = true
        var testDescription: String { "key \(key)" }
    }

    static let deaths = [
        Death(key: "s", signals: [SIGSEGV], text: "told before the fault"),
        // A trap is SIGILL on x86-64 and SIGTRAP on ARM.
        Death(key: "t", signals: [SIGILL, SIGTRAP], text: "Fatal error: told"),
        Death(key: "a", signals: [SIGABRT], text: "told before the abort"),
        Death(key: "o", signals: [SIGSEGV, SIGBUS], text: nil),
        Death(key: "o", signals: [SIGSEGV, SIGBUS], text: nil, hasBacktrace: false),
    ]

    @Test(
        "a crash ends by its signal, with the terminal as found and its last words shown",
        arguments: deaths, types)
    func crashes(death: Death, type: String) throws {
        // Switched off, Swift's backtraces bring no signal stack of their own.
        let program = try Self.start(
            type: type, environment: death.hasBacktrace ? [:] : ["SWIFT_BACKTRACE": "enable=no"])
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type(death.key)
        let ending = try program.waitForExit()
        #expect(death.signals.map { .killed(signal: $0) }.contains(ending), "\(ending)")
        Self.expectTerminalAsFound(program, settings)
        if let text = death.text { #expect(program.screen.text.contains(text)) }
        #expect(!program.screen.text.contains("interact"))
    }

    @Test(
        "a fatal signal from outside is a crash too",
        arguments: [SIGQUIT, SIGSEGV, SIGBUS, SIGUSR1, SIGALRM, SIGXCPU])
    func killedFromOutside(signal: Int32) throws {
        let program = try Self.start()
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        program.signal(signal)
        #expect(try program.waitForExit() == .killed(signal: signal))
        Self.expectTerminalAsFound(program, settings)
    }

    @Test(
        "a signal to end is reported to the run loop, which ends in order",
        arguments: [
            (SIGTERM, "ended: signal 15"), (SIGINT, "ended: signal 2"), (SIGHUP, "ended: hung up"),
        ])
    func endsInOrder(signal: Int32, text: String) throws {
        let program = try Self.start()
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        program.signal(signal)
        #expect(try program.waitForExit() == .exited(status: 0))
        Self.expectTerminalAsFound(program, settings)
        #expect(program.screen.text.contains(text))
    }

    @Test("a second signal ends a run loop that hangs", arguments: [SIGTERM, SIGINT])
    func endsHanging(second: Int32) throws {
        let program = try Self.start()
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type("h")
        try program.waitUntil("to hang") { $0.text.contains("hanging") }
        program.signal(SIGHUP)
        program.signal(SIGHUP)
        program.signal(second)
        // Whichever is handled last ends it.
        let ending = try program.waitForExit()
        #expect([.killed(signal: second), .killed(signal: SIGHUP)].contains(ending), "\(ending)")
        Self.expectTerminalAsFound(program, settings)
    }

    @Test("an exit somewhere in the program restores the terminal")
    func exits() throws {
        let program = try Self.start()
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type("ex")
        #expect(try program.waitForExit() == .exited(status: 3))
        Self.expectTerminalAsFound(program, settings)
        #expect(program.screen.text.contains("told while drawing"))
    }

    @Test("standard error appears after the end, not across the screen")
    func keepsErrors() throws {
        let program = try Self.start()
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type("e\u{1B}[A")
        try program.waitUntil("to show the key after it") { $0.text.contains("up") }
        #expect(!program.screen.text.contains("told"))
        try program.type("q")
        try program.waitForExit()
        #expect(program.screen.text.contains("told while drawing"))
    }

    @Test("keys, pastes and focus arrive; a lone Esc does after a moment")
    func readsKeys() throws {
        let program = try Self.start()
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        #expect(program.screen.privateModes.isSuperset(of: [1004, 2004]))
        try program.type("\u{1B}OA")
        try program.waitUntil("to show the arrow") { $0.text.contains("up") }
        try program.type("\u{1B}")
        try program.waitUntil("to show Esc") { $0.text.contains("escape") }
        try program.type("\u{1B}[I")
        try program.waitUntil("to show the focus") { $0.text.contains("focus(true)") }
        try program.type("\u{3}\u{1A}\u{13}")
        try program.waitUntil("to show the controls") { $0.text.contains("control(\"s\")") }
        #expect(program.screen.text.contains("control(\"c\")"))
        #expect(program.screen.text.contains("control(\"z\")"))
    }

    @Test("a megabyte pasted arrives whole")
    func readsLargePaste() throws {
        let program = try Self.start(size: Size(columns: 60, rows: 40))
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x40" }
        let text = String(repeating: "0123456789abcde\r", count: 1 << 16)
        try program.type("\u{1B}[200~\(text)\u{1B}[201~")
        try program.waitUntil("to have the last part") { $0.text.contains("last") }
        try program.type("q")
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test("a resized window is drawn whole at its new size")
    func resizes() throws {
        let program = try Self.start()
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        for size in [Size(columns: 100, rows: 30), Size(columns: 20, rows: 4)] {
            program.resize(size)
            try program.waitUntil("to draw at \(size)") {
                $0.text(row: 0) == "ready \(size.columns)x\(size.rows)"
            }
        }
    }

    @Test("LINES and COLUMNS left in the environment do not matter")
    func ignoresStaleSize() throws {
        let program = try Self.start(environment: ["LINES": "50", "COLUMNS": "132"])
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
    }

    @Test("without a locale text is Unicode all the same")
    func needsNoLocale() throws {
        let program = try Self.start(environment: ["LC_ALL": "C"])
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type("漢")
        try program.waitUntil("to show the character") { $0.text.contains("漢") }
    }

    @Test("another program has the terminal for a while, as it was found")
    func lendsTerminal() throws {
        let program = try Self.start()
        let settings = program.settingsFound
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type("w")
        try program.waitUntil("to leave the screen") { $0.text.contains("without the screen") }
        Self.expectTerminalAsFound(program, settings)
        // Ctrl+C is the other program's.
        program.signal(SIGINT)
        program.resize(Size(columns: 70, rows: 12))
        try program.type("\n")
        try program.waitUntil("to come back") {
            $0.text(row: 0) == "ready 70x12" && $0.text.contains("screen again")
        }
        #expect(program.screen.isAlternateScreen)
        #expect(program.screen.privateModes.isSuperset(of: [1004, 2004]))
        try program.type("q")
        #expect(try program.waitForExit() == .exited(status: 0))
        Self.expectTerminalAsFound(program, settings)
    }

    @Test("a terminal that goes away ends the program")
    func hangsUp() throws {
        let program = try Self.start()
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        // Ctrl+D is a key, not the end of input.
        try program.type("\u{4}")
        try program.waitUntil("to show the key") { $0.text.contains("control(\"d\")") }
        program.hangUp()
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test(
        "what is no terminal, or too simple, is refused with a way out",
        arguments: [
            ("dumb", "cannot show a full screen"), ("unknown", "cannot show a full screen"),
            ("nonesuch", "no terminfo entry for the terminal type `nonesuch`"),
            ("", "TERM is not set"),
        ])
    func refuses(type: String, reason: String) throws {
        let program = try Self.start(type: type, size: Size(columns: 200, rows: 5))
        let settings = program.settingsFound
        #expect(try program.waitForExit() == .exited(status: 1))
        #expect(program.screen.text.contains(reason))
        #expect(program.screen.text.contains("lexi ask"))
        Self.expectTerminalAsFound(program, settings)
    }
}
