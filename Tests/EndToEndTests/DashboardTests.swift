import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The dashboard over the embedded stand-in, from the user's side of the terminal.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct DashboardTests {
    static let question = "What do we know about Mara Vogt?"

    private func demo(
        _ arguments: String..., size: Size = Size(columns: 120, rows: 40)
    ) throws -> PseudoTerminal {
        let program =
            arguments.isEmpty
            ? try Program.dashboard("--demo", "--demo-pace", "0.2", size: size)
            : try Program.dashboard(
                "--demo", "--demo-pace", "0.2", arguments[0], arguments[1], size: size)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        return program
    }

    @Test func `a question streams into every pane`() throws {
        let program = try demo()
        try program.type(Self.question)
        try program.waitUntil("the question") { $0.text.contains("32/12000") }
        try program.type("\r")
        try program.waitUntil("a running tool") { $0.text(row: 39).contains("tool contacts.") }
        try program.waitUntil("the end", timeout: .seconds(30)) {
            $0.text(row: 39).contains("answered in")
        }
        let text = program.screen.text
        #expect(text.contains("Read Mara Vogt"))
        #expect(text.contains("contacts.get"))
        #expect(text.contains("thoughts in"))
        #expect(program.screen.text(row: 39).contains("credits 48"))
        #expect(program.screen.text(row: 39).contains("/1000 resets 00:00 UTC"))
        #expect(program.screen.text(row: 39).contains("req_"))
        try program.send([0x04])
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test func `a contact in context is shown and used`() throws {
        let program = try demo("--contact", "contact-001")
        #expect(program.screen.text.contains("context  contact contact-001 · tools on"))
        try program.type("Who is this?\r")
        try program.waitUntil("what was sent") { $0.text.contains("with contact contact-001") }
        try program.waitUntil("the end", timeout: .seconds(30)) {
            $0.text(row: 39).contains("answered in")
        }
        #expect(program.screen.text.contains("Read Mara Vogt"))
    }

    @Test func `a second tab streams at the same time`() throws {
        let program = try demo()
        try program.type("\(Self.question)\r")
        try program.waitUntil("the first run") { $0.text(row: 39).contains("tool") }
        try program.send([0x0E])
        try program.type("Which deals are open?\r")
        try program.waitUntil("both to end", timeout: .seconds(30)) { screen in
            screen.text(row: 0).contains("1 What do we know about M… ●")
                && screen.text(row: 39).contains("answered in")
        }
        // A balance is known by now, so the next one shows what its turn cost.
        try program.type("Which tasks are overdue?\r")
        try program.waitUntil("the cost", timeout: .seconds(30)) {
            $0.text(row: 39).contains("(-")
        }
        try program.send([0x1B, UInt8(ascii: "1")])
        try program.waitUntil("the first answer") { $0.text.contains("Mara Vogt") }
    }

    @Test func `escape stops the run and the partial answer stays`() throws {
        let program = try Program.dashboard("--demo")
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("\(Self.question)\r")
        try program.waitUntil("text", timeout: .seconds(30)) {
            $0.text(row: 39).contains("streaming")
        }
        try program.send([0x1B])
        try program.waitUntil("the stop") { $0.text(row: 39).contains("cancelled") }
        #expect(program.screen.text.contains("cancelled; the answer is partial"))
    }

    @Test(arguments: [(40, 10), (80, 24), (120, 40), (200, 60)])
    func `every size has its screen`(columns: Int, rows: Int) throws {
        let program = try demo(size: Size(columns: columns, rows: rows))
        try program.type("Hi\r")
        try program.waitUntil("the end", timeout: .seconds(30)) {
            $0.text(row: rows - 1).contains("✓ idle")
        }
        let status = program.screen.text(row: rows - 1)
        #expect(status.contains("cr") && status.contains("rate"))
        program.resize(Size(columns: 30, rows: 5))
        try program.waitUntil("the notice") { $0.text.contains("needs 40x10, has 30x5") }
        program.resize(Size(columns: columns, rows: rows))
        try program.waitUntil("the screen again") { $0.text(row: rows - 1).contains("✓ idle") }
    }

    @Test func `the cursor rests at the caret`() throws {
        let program = try demo()
        try program.type("ab漢")
        try program.waitUntil("the text") { $0.text.contains("ab漢") }
        let row = try #require((0..<40).first { program.screen.text(row: $0).contains("ab漢") })
        #expect(program.screen.cursor == Point(column: 6, row: row))
        #expect(program.screen.isCursorVisible)
    }

    @Test func `a large paste arrives whole and does not submit`() throws {
        let program = try demo()
        let lines = (1...400).map { "pasted line \($0)" }.joined(separator: "\r")
        try program.send(Array("\u{1B}[200~\(lines)\r\u{1B}[201~".utf8))
        try program.waitUntil("the paste") { $0.text.contains("\(lines.utf8.count + 1)/12000") }
        #expect(program.screen.text(row: 39).contains("idle"))
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func `a signal leaves the terminal as found`(
        _ number: Int32
    ) throws {
        let program = try demo()
        let settings = program.settingsFound
        try program.type("\(Self.question)\r")
        try program.waitUntil("a run") { $0.text(row: 39).contains("tool") }
        program.signal(number)
        #expect(try program.waitForExit() == .exited(status: 128 + number))
        expectAsFound(program, settings)
    }

    @Test func `twice Ctrl+C leaves the terminal as found`() throws {
        let program = try demo()
        let settings = program.settingsFound
        try program.send([0x03])
        try program.waitUntil("the warning") { $0.text.contains("Ctrl+C again quits") }
        try program.send([0x03])
        #expect(try program.waitForExit() == .exited(status: 0))
        expectAsFound(program, settings)
    }

    @Test func `quitting under a flood ends the stream and the program`() throws {
        let delta = "event: text\ndata: {\"delta\": \"word word word\\n\\n\"}\n\n"
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        let flood = String(repeating: delta, count: 200_000)
        let server = try ScriptedServer([[.readRequest, .send(head + flood), .readUntilClosed]])
        defer { server.stop() }
        let program = try Program.dashboard("--base-url", server.url)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("Q\r")
        try program.waitUntil("the flood") { $0.text.contains("word word word") }
        try program.send([0x04])
        try program.waitUntil("the question") { $0.text.contains("Quit and stop that? y: yes") }
        try program.type("y")
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test func `a terminal that goes away ends the program`() throws {
        let program = try demo()
        program.hangUp()
        #expect(try program.waitForExit() != .exited(status: 0))
    }

    @Test func `an idle dashboard writes nothing`() throws {
        let program = try demo()
        let written = program.output.count
        // What it does for a key is the next thing it writes.
        try program.type("x")
        try program.waitUntil("the key") { $0.text.contains("1/12000") }
        #expect(program.output.count - written < 200)
    }

    @Test func `no colour is sent under NO_COLOR`() throws {
        let program = try Program.dashboard("--demo", environment: ["NO_COLOR": "1"])
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        let colored = (0..<40).contains { row in
            (0..<120).contains { column in
                let style = program.screen[column, row].style
                return style.foreground != .terminalDefault || style.background != .terminalDefault
            }
        }
        #expect(!colored)
    }

    @Test func `a terminal without a cursor is refused`() throws {
        let program = try Program.dashboard("--demo", type: "dumb")
        #expect(try program.waitForExit() == .exited(status: 64))
        #expect(program.screen.text.contains("lexi ask"))
    }

    private func expectAsFound(_ program: PseudoTerminal, _ settings: TerminalSettings) {
        #expect(program.pair.settings == settings)
        #expect(program.screen.isCursorVisible)
        #expect(!program.screen.isAlternateScreen)
        #expect(program.screen.privateModes.isDisjoint(with: [1, 1000, 1004, 1006, 1049, 2004]))
    }
}
