import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `lexi ask` among other programs: pipes, signals, limits, many at once.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct PipedAskTests {
    private static let more = "event: text\ndata: {\"delta\": \" heads legal.\"}\n\n"
    private static let limit =
        "HTTP/1.1 429 Slow\r\nContent-Type: application/json\r\nConnection: close\r\n"

    private func limited(_ headers: String = "") -> [ScriptedServer.Step] {
        let body = #"{"error":{"code":"rate_limited","message":"Slow down"}}"#
        return [
            .readRequest,
            .send(
                "\(Self.limit)\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"), .close,
        ]
    }

    private let answer: [ScriptedServer.Step] = [
        .readRequest, .send(Fault.head + Fault.delta + Fault.end), .close,
    ]

    @Test(arguments: [
        ("ask \"$(printf 'Akte M\\374ller')\"", "Argument 2 cannot be read: byte 7, in line 1,"),
        ("ask --contact \"$(printf 'a\\377')\" Q", "Argument 3 cannot be read: byte 2, in line 1,"),
        (
            "ask --contact=\"$(printf 'a\\377')\" Q",
            "Argument 2 cannot be read: byte 12, in line 1,"
        ),
        (
            "conversations rename c \"$(printf '\\n\\200')\"",
            "Argument 4 cannot be read: byte 2, in line 2,"
        ),
        (
            "--linear --page \"$(printf '\\360\\237')\"",
            "Argument 3 cannot be read: byte 1, in line 1,"
        ),
    ])
    func `an argument that is not UTF-8 is refused, and nothing is sent`(
        _ arguments: String, _ words: String
    ) throws {
        let server = try ScriptedServer([answer])
        defer { server.stop() }
        let result = try Program.runShell(
            "exec \"$0\" \(arguments)", environment: ["LEXI_BASE_URL": server.url])
        #expect(result.status == 65)
        #expect(result.errors == "lexi: \(words) is not UTF-8.\n")
        #expect(result.output.isEmpty)
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: ["text", "jsonl"])
    func `each delta is printed while the server still speaks`(format: String) throws {
        let gate = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Fault.head + Fault.delta), .wait(gate),
                .send(Self.more + Fault.end), .close,
            ]
        ])
        defer {
            gate.open()
            server.stop()
        }
        let program = try RunningProgram(
            ["ask", "--base-url", server.url, "--format", format], input: "Who is Mara?\n")
        try program.waitUntil("the first delta") { $0.outputText.contains("Mara Vogt") }
        #expect(!program.outputText.contains("legal"))
        gate.open()
        let result = try program.finish()
        #expect(result.status == 0)
        #expect(result.output.contains("heads legal."))
        #expect(server.requests[0].contains(#""message":"Who is Mara?""#))
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `a signal ends the run on the server too`(
        number: Int32
    ) throws {
        let closed = ScriptedServerGate()
        let server = try ScriptedServer([
            [.readRequest, .send(Fault.head + Fault.delta), .readUntilClosed, .open(closed)]
        ])
        defer { server.stop() }
        let program = try RunningProgram(["ask", "--base-url", server.url, "Who?"])
        try program.waitUntil("text") { $0.outputText.contains("Mara Vogt") }
        program.signal(number)
        let result = try program.finish()
        #expect(result.status == 128 + number)
        #expect(result.output == "Mara Vogt\n")
        #expect(result.errors.contains("cancelled; what arrived is above"))
        closed.waitBlocking()
    }

    @Test func `a signal ends the wait for a rate limit`() throws {
        let server = try ScriptedServer([limited("Retry-After: 50\r\n")])
        defer { server.stop() }
        let program = try RunningProgram(["ask", "--base-url", server.url, "Who?"])
        try program.waitUntil("the wait") { $0.errorText.contains("follows in 50.0 s.") }
        program.signal(SIGINT)
        let result = try program.finish()
        #expect(result.status == 130)
        #expect(result.errors.contains("cancelled; nothing of the answer had arrived"))
    }

    @Test(arguments: ["text", "jsonl"])
    func `a reader that has enough ends the run quietly, on the server too`(format: String) throws {
        let gate = ScriptedServerGate()
        let closed = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Fault.head + Fault.delta), .wait(gate), .send(Self.more),
                .readUntilClosed, .open(closed),
            ]
        ])
        defer {
            gate.open()
            server.stop()
        }
        let program = try RunningProgram(
            ["ask", "--base-url", server.url, "--format", format, "Who?"])
        try program.waitUntil("text") { $0.outputText.contains("Mara Vogt") }
        try program.closeOutput()
        gate.open()
        let result = try program.finish()
        #expect(result.status == 141)
        #expect(result.errors == "")
        closed.waitBlocking()
    }

    @Test func `several run at once against one server`() throws {
        let gates = (0..<4).map { _ in ScriptedServerGate() }
        let scripts = gates.indices.map { index in
            [ScriptedServer.Step.readRequest, .open(gates[index])] + gates.map { .wait($0) } + [
                .send(
                    Fault.head + "event: text\ndata: {\"delta\": \"answer \(index)\"}\n\n"
                        + Fault.end), .close,
            ]
        }
        let server = try ScriptedServer(scripts, atOnce: true)
        defer {
            for gate in gates { gate.open() }
            server.stop()
        }
        let programs = try gates.indices.map { number in
            try RunningProgram(["ask", "--base-url", server.url, "Question \(number)"])
        }
        let results = try programs.map { try $0.finish() }
        #expect(results.map(\.status) == [0, 0, 0, 0])
        #expect(
            results.map(\.output).sorted() == (0..<4).map { "answer \($0)\n" })
        let keys = server.requests.compactMap { request in
            request.firstMatch(of: /Idempotency-Key: ([0-9a-f-]{36})\r\n/)?.1
        }
        #expect(Set(keys).count == 4)
    }

    @Test func `a rate limit is waited out and told`() throws {
        let server = try ScriptedServer([limited("Retry-After: 1\r\n"), answer])
        defer { server.stop() }
        let result = try RunningProgram(["ask", "--base-url", server.url, "Who?"]).finish()
        #expect(result.status == 0)
        #expect(result.output == "Mara Vogt\n")
        #expect(
            result.errors.contains(
                "retry: rate_limited (HTTP 429): Slow down. Attempt 2 follows in 1.0 s."))
    }

    @Test(
        arguments: [
            (["--max-wait", "0"], ""), (["--max-wait", "0"], "Retry-After: 1\r\n"),
            (["--max-wait", "5"], "Retry-After: 6\r\n"), ([], "Retry-After: 61\r\n"),
        ] as [([String], String)])
    func `a rate limit that lasts longer than --max-wait ends at once`(
        arguments: [String], headers: String
    ) throws {
        let server = try ScriptedServer([limited(headers), answer])
        defer { server.stop() }
        let result = try RunningProgram(
            ["ask", "--base-url", server.url] + arguments + ["Who?"]
        ).finish()
        #expect(result.status == 75)
        #expect(result.output == "")
        #expect(result.errors.contains("error: rate_limited (HTTP 429): Slow down"))
        #expect(server.requests.count == 1)
    }

    @Test(arguments: ["-1", "nan", "inf", "soon"]) func `a wait that is none is misuse`(
        wait: String
    ) throws {
        let result = try RunningProgram(["ask", "--demo", "--max-wait=\(wait)", "Q"]).finish()
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.errors.contains("--max-wait"))
    }

    @Test func `a key that comes back in pieces is printed by neither format`() throws {
        let key = "wbk_live_0123456789abcdef"
        let stream =
            "event: text\ndata: {\"delta\": \"Your key wbk_live_01234\"}\n\n"
            + "event: text\ndata: {\"delta\": \"56789abcdef is good\"}\n\n"
        for format in ["text", "jsonl"] {
            let server = try ScriptedServer([
                [.readRequest, .send(Fault.head + stream + Fault.end), .close]
            ])
            defer { server.stop() }
            let result = try RunningProgram(
                ["ask", "--base-url", server.url, "--format", format, "Who?"],
                environment: ["LEXI_API_KEY": key]
            ).finish()
            #expect(result.status == 0)
            #expect(!result.output.contains("live_"))
            #expect(result.output.contains("••• is good"))
        }
    }
}
