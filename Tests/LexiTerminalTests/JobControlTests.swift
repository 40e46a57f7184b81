import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stopping and going on, under a shell that does what users' shells do.
@Suite("Job control")
struct JobControlTests {
    static func startShell() throws -> PseudoTerminal {
        let shell = try PseudoTerminal(
            executable: "/bin/bash", arguments: ["--norc", "--noprofile", "-i"],
            environment: ["TERM": "xterm-256color", "PS1": "$ ", "HISTFILE": "/dev/null"],
            size: Size(columns: 70, rows: 20))
        try shell.waitUntil("to prompt") { $0.text.contains("$") }
        try shell.type("\(BuiltProduct.path(of: "lexi-terminal-probe"))\r")
        try shell.waitUntil("to start the probe") { $0.text(row: 0) == "ready 70x20" }
        return shell
    }

    @Test("suspended, the shell has its terminal; in the foreground again, all is drawn")
    func suspends() throws {
        let shell = try Self.startShell()
        for _ in 0..<2 {
            try shell.type("z")
            try shell.waitUntil("to say that the probe stopped") {
                !$0.isAlternateScreen && $0.text.contains("Stopped")
            }
            #expect(shell.screen.isCursorVisible)
            #expect(!shell.screen.privateModes.contains(1004))
            try shell.type("clear; fg\r")
            try shell.waitUntil("to come back") {
                $0.isAlternateScreen && $0.text(row: 0) == "ready 70x20"
                    && $0.text.contains("back from suspension")
            }
            #expect(!shell.screen.text.contains("resumed"))
        }
        try shell.type("q")
        try shell.waitUntil("to end the probe") { $0.text.contains("ended: quit") }
        try shell.type("exit\r")
        try shell.waitForExit()
    }

    @Test("a window resized while the program was stopped has its size when it goes on")
    func resizedWhileStopped() throws {
        let shell = try Self.startShell()
        try shell.type("z")
        try shell.waitUntil("to stop") { !$0.isAlternateScreen && $0.text.contains("Stopped") }
        shell.resize(Size(columns: 50, rows: 10))
        try shell.type("fg\r")
        try shell.waitUntil("to come back") { $0.text(row: 0) == "ready 50x10" }
    }

    @Test(
        "a stop from outside asks first; one that cannot be refused is mended afterwards",
        arguments: [(SIGTSTP, "back from suspension"), (SIGSTOP, "resumed")])
    func stoppedFromOutside(signal: Int32, news: String) throws {
        let shell = try Self.startShell()
        try shell.waitUntil("to tell its number") { $0.text(row: 1).hasSuffix(".") }
        let words = shell.screen.text(row: 1).split(separator: " ")
        let process = try #require(words.dropLast().last.flatMap { Int32($0) })
        #expect(kill(process, signal) == 0, "process \(process)")
        try shell.waitUntil("to say that the probe stopped") { $0.text.contains("Stopped") }
        // The shell leaves rubbish where the probe's picture was.
        try shell.type("clear; fg\r")
        try shell.waitUntil("to come back") {
            $0.isAlternateScreen && $0.text(row: 0) == "ready 70x20" && $0.text.contains(news)
                && $0.privateModes.isSuperset(of: [1004, 2004])
        }
        try shell.type("\u{3}")
        try shell.waitUntil("to read keys as before") { $0.text.contains("control(\"c\")") }
    }

    @Test("where nobody could wake it, the program does not stop")
    func doesNotStopAlone() throws {
        let program = try ProbeTests.start()
        try program.waitUntil("to draw") { $0.text(row: 0) == "ready 60x12" }
        try program.type("z")
        try program.waitUntil("to be back") { $0.text.contains("back from suspension") }
        #expect(program.screen.isAlternateScreen)
    }
}
