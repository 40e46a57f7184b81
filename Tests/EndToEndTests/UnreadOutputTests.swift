import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Programs whose reader has stopped reading, without closing: a pager, a window that hangs.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct UnreadOutputTests {
    private static func server(_ gate: ScriptedServerGate) throws -> ScriptedServer {
        try ScriptedServer([
            [
                .readRequest,
                .send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
                .open(gate),
                .readUntilClosed,
            ]
        ])
    }

    @Test(
        arguments: [["ask", "--format", "jsonl", "Hello"], ["ask", "Hello"], ["--linear"]],
        [
            SIGTERM, SIGINT, SIGHUP,
        ])
    func `a signal ends a command that nobody reads`(arguments: [String], signal: Int32) throws {
        let gate = ScriptedServerGate()
        let server = try Self.server(gate)
        defer { server.stop() }
        let program = try RunningProgram(
            arguments + ["--base-url", "http://127.0.0.1:\(server.port)"], input: "Hello\n")
        gate.waitBlocking()
        try program.leaveUnread(\.output)
        program.signal(signal)
        // The answer was cancelled either way; only what is printed of it may wait.
        #expect(try program.finish().status == 128 + signal)
    }

    @Test func `the server ends though nobody reads its log`() throws {
        let program = try RunningProgram(["serve", "--port", "0"])
        try program.waitUntil("the key") { $0.outputText.contains("LEXI_API_KEY") }
        try program.leaveUnread(\.errors)
        program.signal(SIGTERM)
        // The key is told a moment before signals are: until then one ends it as any program.
        #expect([128 + SIGTERM, nil].contains(try program.finish().status))
    }

    @Test func `quit ends a command though its terminal takes nothing`() throws {
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: ["decode"],
            environment: ["TERM": "xterm-256color", "PATH": "/usr/bin:/bin"])
        // It has begun once it says what it made of this; the terminal itself shows the data.
        try program.type("event: text\ndata: {\"delta\": \"Hello\"}\n\nevent: ping\n")
        try program.waitUntil("to decode") { $0.text.contains("\"type\":\"text\"") }
        program.pair.fill()
        program.signal(SIGQUIT)
        #expect(try program.waitForExitUnread() == .killed(signal: SIGQUIT))
    }
}
