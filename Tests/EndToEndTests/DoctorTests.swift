import LexiScreen
import LexiTesting
import Testing

/// `lexi doctor` against servers that say what they are told, and in a terminal.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct DoctorTests {
    private static let key = "wbk_live_0123456789abcdef"

    private static func answer(
        _ status: String, _ body: String, headers: String = ""
    ) -> [ScriptedServer.Step] {
        [
            .readRequest,
            .send(
                "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"), .close,
        ]
    }

    private func doctor(
        _ arguments: String..., environment: [String: String] = [:], user: UserFolder
    ) throws -> Program.Result {
        try Program.run(
            ["doctor"] + arguments,
            environment: user.environment.merging(["LANG": "C.UTF-8", "TERM": "xterm-256color"]) {
                $1
            }.merging(environment) { $1 })
    }

    private static func label(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: 22 - name.count) + value
    }

    @Test func `a way that is free is gone to its end`() throws {
        // The connection alone, then the request.
        let server = try ScriptedServer([
            [.close],
            Self.answer(
                "200 OK", #"{"data":[],"pagination":{"page":1,"per_page":1,"total":0}}"#,
                headers:
                    "X-Request-ID: req_7\r\nX-RateLimit-Limit: 1000\r\nX-RateLimit-Remaining: 871\r\n"
                    + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
        ])
        defer { server.stop() }
        let user = try UserFolder()
        let result = try doctor(
            "--base-url", server.url, environment: ["LEXI_API_KEY": Self.key], user: user)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("  " + Self.label("key", "from LEXI_API_KEY\n")))
        #expect(result.output.contains("  " + Self.label("connect", "127.0.0.1 in ")))
        #expect(result.output.contains("  " + Self.label("request", "answered 200 in ")))
        #expect(result.output.contains("  " + Self.label("request ID", "req_7\n")))
        #expect(result.output.contains("  " + Self.label("rate limit", "871 of 1000 left\n")))
        #expect(result.output.contains("s ahead of the server's\n"))
        #expect(result.output.contains("nothing: there is no terminal to ask"))
        #expect(!result.output.contains(Self.key))
        #expect(!result.output.contains(user.path))
    }

    @Test(
        arguments: [
            (["TERM": "xterm-256color"], "256"),
            (["TERM": "xterm-256color", "COLORTERM": "truecolor"], "16 million"),
            (["TERM": "xterm-256color", "COLORTERM": "24bit", "NO_COLOR": "1"], "none"),
            (["TERM": "xterm", "COLORTERM": "truecolor"], "16"),
            (["TERM": "tmux-256color", "COLORTERM": "truecolor"], "256"),
            (["TERM": "xterm-direct"], "16 million"),
        ] as [([String: String], String)])
    func `the colours are told that the dashboard uses`(
        environment: [String: String], words: String
    ) throws {
        let result = try doctor("--offline", environment: environment, user: try UserFolder())
        #expect(result.output.contains("  " + Self.label("colours used", words + "\n")))
    }

    @Test func `a key that is refused ends with 77 and is not shown`() throws {
        let server = try ScriptedServer([
            [.close],
            Self.answer(
                "401 Unauthorized",
                #"{"error":{"code":"invalid_key","message":"No such key: \#(Self.key)"}}"#),
        ])
        defer { server.stop() }
        let result = try doctor(
            "--base-url", server.url, environment: ["LEXI_API_KEY": Self.key],
            user: try UserFolder())
        #expect(result.status == 77)
        #expect(result.output.contains("x request"))
        #expect(!(result.output + result.errors).contains(Self.key))
    }

    @Test func `a port that nobody listens on ends with 69`() throws {
        let result = try doctor(
            "--base-url", "http://127.0.0.1:1", environment: ["LEXI_API_KEY": Self.key],
            user: try UserFolder())
        #expect(result.status == 69)
        #expect(result.output.contains("x connect"))
        #expect(result.output.contains("connection was refused"))
    }

    @Test func `mistakes of the settings are told with their places and end with 78`() throws {
        let user = try UserFolder()
        try user.write("thme = 1\nascii = 2\n", to: "config.toml")
        let result = try doctor("--offline", user: user)
        #expect(result.status == 78)
        #expect(result.output.contains("~/.config/lexi/config.toml:1:1: unknown name \"thme\""))
        #expect(result.output.contains("~/.config/lexi/config.toml:2:1: ascii must be"))
        #expect(result.output.contains("  " + Self.label("skipped", "--offline\n")))
    }

    @Test func `keys that are set are told, with what is curious about them`() throws {
        let user = try UserFolder()
        try user.write("[keys]\nzoom = \"Ctrl+W\"\n", to: "config.toml")
        let result = try doctor("--offline", user: user)
        #expect(!result.output.contains("mistake"))
        #expect(result.output.contains("  " + Self.label("keys", "1 of them set\n")))
        #expect(
            result.output.contains(
                "! " + Self.label("keys", "Ctrl+W is zoom's now, and not close-tab's\n")))
    }

    @Test func `without a key it is the key that is missing`() throws {
        let result = try doctor("--offline", user: try UserFolder())
        #expect(result.status == 77)
        #expect(result.output.contains("x " + Self.label("key", "none; only lexi --demo works")))
    }

    @Test(arguments: ["/v1", "/v1/", "/v1/lexi/chat/stream"])
    func `a base URL with the API's own path works, and is told as it was understood`(
        _ end: String
    ) throws {
        let server = try ScriptedServer([
            [.readRequest, .send(Fault.head + Fault.delta + Fault.end), .close]
        ])
        defer { server.stop() }
        let user = try UserFolder()
        let environment = ["LEXI_API_KEY": Self.key, "LEXI_BASE_URL": server.url + end]
        let result = try doctor("--offline", environment: environment, user: user)
        let path = end.hasSuffix("/") ? String(end.dropLast()) : end
        #expect(
            result.output.contains(
                Self.label(
                    "base URL",
                    "\(server.url), understood without the \(path) at its end (LEXI_BASE_URL)\n")))
        let ask = try Program.run(
            "ask", "Q", environment: user.environment.merging(environment) { $1 })
        #expect(ask.output == Fault.text + "\n")
        #expect(server.requests.first?.hasPrefix("POST /v1/lexi/chat/stream HTTP/1.1\r\n") == true)
    }

    @Test func `a proxy with a password stays unnamed`() throws {
        let result = try doctor(
            "--base-url", "http://lexi.example",
            environment: [
                "LEXI_API_KEY": Self.key, "http_proxy": "http://mara:hush@127.0.0.1:1",
            ], user: try UserFolder())
        #expect(result.status == 69)
        #expect(result.output.contains("http_proxy, with credentials; it goes the way"))
        #expect(!result.output.contains("hush"))
        #expect(!result.output.contains("mara"))
    }

    @Test func `TLS is told with who vouches for it, and for how long`() throws {
        let server = try ScriptedServer([
            Self.answer("200 OK", #"{"data":[],"pagination":{"page":1,"per_page":1,"total":0}}"#)
        ])
        defer { server.stop() }
        let front = try TLSFront(before: server, protocols: "http/1.1")
        defer { front.stop() }
        let user = try UserFolder()
        try user.write(
            "[profiles.w]\nbase_url = \"https://localhost:\(front.port)\"\n"
                + "ca_file = \"\(front.authorityFile)\"\n", to: "config.toml")
        let trusted = try doctor(environment: ["LEXI_API_KEY": Self.key], user: user)
        #expect(trusted.status == 0, "\(trusted.output)")
        #expect(trusted.output.contains("  " + Self.label("TLS", "TLS 1.3 in ")))
        #expect(trusted.output.contains(Self.label("issuer", "")))
        #expect(!trusted.output.contains("not named"))
        #expect(trusted.output.contains(" more day"))
        try user.write(
            "[profiles.w]\nbase_url = \"https://localhost:\(front.port)\"\n", to: "config.toml")
        let untrusted = try doctor(environment: ["LEXI_API_KEY": Self.key], user: user)
        #expect(untrusted.status == 69)
        #expect(untrusted.output.contains("x TLS"))
        #expect(untrusted.output.contains("could not be verified"))
    }

    @Test func `a terminal is measured and left as it was`() throws {
        let user = try UserFolder()
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: ["doctor", "--offline"],
            environment: user.environment.merging(["LANG": "C.UTF-8", "TERM": "xterm-256color"]) {
                $1
            }, size: Size(columns: 100, rows: 50))
        #expect(try program.waitForExit() == .exited(status: 77))
        let text = program.screen.text
        #expect(text.contains(Self.label("size", "100x50")))
        #expect(text.contains("10 of 10 texts measured"))
        #expect(!text.contains("none within"))
        #expect(program.pair.settings == program.settingsFound)
    }
}
