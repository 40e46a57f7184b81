import LexiScreen
import LexiTesting
import Testing

/// The faults that matter most, in the real dashboard: what came stays, and the state is told.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct FaultDashboardTests {
    /// Asks one question and looks at the screen once the turn is over.
    private func ask(
        _ scripts: [[ScriptedServer.Step]], _ status: String, arguments: [String] = [],
        before gate: ScriptedServerGate? = nil, environment: [String: String] = [:],
        _ look: (PseudoTerminal) throws -> Void
    ) throws {
        let server = try ScriptedServer(scripts)
        defer {
            gate?.open()
            server.stop()
        }
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"),
            arguments: ["--base-url", server.url] + arguments,
            environment: ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"]
                .merging(environment) { $1 },
            size: .init(columns: 120, rows: 40))
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("Who is Mara?\r")
        if let gate {
            try program.waitUntil("text") { $0.text.contains("Mara Vogt") }
            gate.open()
        }
        try program.waitUntil("to say \(status)", timeout: .seconds(30)) {
            $0.text(row: 39).contains(status)
        }
        try look(program)
        // A message that came back is cleared first.
        try program.send([0x03, 0x04])
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test func `a reset leaves what came, marked incomplete, with the reason`() throws {
        let gate = ScriptedServerGate()
        try ask(
            [[.readRequest, .send(Fault.head + Fault.delta), .wait(gate), .reset]], "✗ incomplete",
            before: gate
        ) { program in
            #expect(program.screen.text.contains("Mara Vogt"))
            #expect(
                program.screen.text.contains(
                    "incomplete: the stream ended before it was done; the answer is"))
            #expect(program.screen.text.contains("reset the connection in the middle"))
            #expect(program.screen.text.contains("request req_F"))
        }
    }

    @Test func `silence until the time-out leaves what came`() throws {
        try ask(
            [[.readRequest, .send(Fault.head + Fault.delta), .readUntilClosed]], "✗ incomplete",
            arguments: ["--timeout", "2"]
        ) { program in
            #expect(program.screen.text.contains("Mara Vogt"))
            #expect(program.screen.text.contains("timeout: The answer was not complete within 2 s"))
        }
    }

    @Test func `a line without end leaves what came`() throws {
        let line = [ScriptedServer.Step](repeating: .send(Fault.large("x")), count: 9)
        try ask(
            [
                [.readRequest, .send(Fault.head + Fault.delta + "data: ")] + line + [
                    .readUntilClosed
                ]
            ],
            "✗ failed protocol"
        ) { program in
            #expect(program.screen.text.contains("Mara Vogt"))
            #expect(program.screen.text.contains("Unreadable stream"))
        }
    }

    @Test func `an error behind text leaves what came`() throws {
        try ask(
            [
                [
                    .readRequest,
                    .send(Fault.head + Fault.delta + "event: error\ndata: upstream gone\n\n"),
                    .close,
                ]
            ], "✗ failed error"
        ) { program in
            #expect(program.screen.text.contains("Mara Vogt"))
            #expect(program.screen.text.contains("upstream gone"))
        }
    }

    @Test func `a redirect is told without its token`() throws {
        try ask(
            [
                [
                    .readRequest,
                    .send(
                        "HTTP/1.1 307 Go\r\nLocation: https://login.example.com/?t=sesame\r\n"
                            + "Content-Length: 0\r\n\r\n"), .close,
                ]
            ], "✗ failed http_307"
        ) { program in
            #expect(program.screen.text.contains("The server redirects to login.example.com."))
            #expect(!program.screen.text.contains("sesame"))
            // Nothing came back, so the message is there to be sent again.
            #expect(program.screen.text.contains("12/12000"))
        }
    }

    @Test func `a stream byte by byte is the answer`() throws {
        try ask(
            [
                [
                    .readRequest, .drip(Fault.head("Transfer-Encoding: chunked")),
                    .sendBytes(Fault.chunked(Fault.delta + Fault.end, size: 1)), .close,
                ]
            ], "✓ idle"
        ) { program in
            #expect(program.screen.text.contains("Mara Vogt"))
            #expect(!program.screen.text.contains("incomplete"))
        }
    }

    @Test func `what the server does not say is unknown, and what has no name is not continued`()
        throws
    {
        let stream =
            "event: tool_step\ndata: {\"tool\": \"t\", \"status\": \"started\"}\n\n"
            + "event: tool_step\ndata: {\"tool\": \"t\", \"status\": \"started\"}\n\n"
            + "event: tool_step\ndata: {\"tool\": \"t\", \"status\": \"completed\"}\n\n"
            + "event: done\ndata: {\"message_id\": \"m\"}\n\ndata: [DONE]\n\n"
        try ask(
            [
                [
                    .readRequest,
                    .send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + stream),
                    .close,
                ]
            ], "✓ idle"
        ) { program in
            let status = program.screen.text(row: 39)
            #expect(status.contains("credits –"))
            #expect(status.contains("rate –"))
            #expect(program.screen.text.contains("(no text in this answer)"))
            #expect(program.screen.text.contains("cannot be continued"))
            #expect(program.screen.text.contains("lexi conversations list"))
            #expect(program.screen.text.contains("t 1/2"))
            #expect(program.screen.text.contains("unfinished"))
        }
    }

    @Test func `a key in pieces is not on the screen`() throws {
        let stream =
            "event: text\ndata: {\"delta\": \"Your key wbk_live_01234\"}\n\n"
            + "event: text\ndata: {\"delta\": \"56789abcdef is good\"}\n\n"
        try ask(
            [[.readRequest, .send(Fault.head + stream + Fault.end), .close]], "✓ idle",
            environment: ["LEXI_API_KEY": "wbk_live_0123456789abcdef"]
        ) { program in
            #expect(program.screen.text.contains("Your key ••• is good"))
            #expect(!program.output.contains("live_"))
        }
    }
}

extension Sequence<UInt8> {
    fileprivate func contains(_ text: String) -> Bool {
        !Array(self).ranges(of: Array(text.utf8)).isEmpty
    }
}
