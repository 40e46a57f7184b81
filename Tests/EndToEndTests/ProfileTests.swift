import Foundation
import LexiTesting
import Testing

/// Settings files, profiles and keys, as the real program takes them.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct ProfileTests {
    private static let answer = """
        HTTP/1.1 200 OK\r
        Content-Type: text/event-stream\r
        Content-Length: 119\r
        \r
        event: text
        data: {"delta": "Hello"}

        event: done
        data: {"credits_remaining": 1, "message_id": "m"}

        data: [DONE]


        """
    private static let key = "wbk_live_0123456789abcdef"

    private func serving<Value>(
        _ count: Int = 1, _ body: (ScriptedServer) throws -> Value
    ) throws -> (Value, [String]) {
        let script: [ScriptedServer.Step] = [.readRequest, .send(Self.answer), .close]
        let server = try ScriptedServer(Array(repeating: script, count: count))
        defer { server.stop() }
        let value = try body(server)
        return (value, server.requests)
    }

    private func hasKey(_ request: String, _ key: String) -> Bool {
        request.contains("Authorization: Bearer \(key)\r\n")
    }

    @Test func `a profile names the API, the key's file and what is in focus`() throws {
        let user = try UserFolder()
        try user.write(Self.key + "\n", to: "work.key")
        let (result, requests) = try serving { server in
            try user.write(
                """
                profile = "work"
                [profiles.work]
                base_url = "\(server.url)/base"
                api_key_file = "work.key"
                context = { contact = "contact-007", deal = "deal-1" }
                """, to: "config.toml")
            return try Program.run("ask", "--deal", "", "Q", environment: user.environment)
        }
        #expect(result.status == 0)
        #expect(result.output == "Hello\n")
        #expect(requests[0].hasPrefix("POST /base/v1/lexi/chat/stream HTTP/1.1\r\n"))
        #expect(hasKey(requests[0], Self.key))
        // An empty option takes away what the profile names.
        #expect(requests[0].contains(#""context":{"contact_id":"contact-007"}"#))
    }

    @Test func `what a program says beside the key is in the log, and its arguments nowhere`()
        throws
    {
        let user = try UserFolder()
        try user.write(
            """
            [profiles.work]
            base_url = "http://127.0.0.1:9"
            api_key_command = ["sh", "-c", "printf 'locked\\\\033[2J' >&2; exit 3", "hush-hush"]
            """, to: "config.toml")
        // The last line was cut by a full disk.
        let log = user.path + "/.local/state/lexi/lexi.log"
        try FileManager.default.createDirectory(
            atPath: user.path + "/.local/state/lexi", withIntermediateDirectories: true)
        try Data("2026-04-27T12:40:07Z warn".utf8).write(to: URL(filePath: log))
        let result = try Program.run("ask", "Q", environment: user.environment)
        #expect(result.status == 78)
        #expect(
            result.errors
                == "lexi: profile \"work\": api_key_command `sh` ended with status 3; "
                + "what it said is in \(log)\n")
        let lines = user.log.split(separator: "\n")
        #expect(lines.count == 2 && lines[0] == "2026-04-27T12:40:07Z warn")
        #expect(lines.last?.hasSuffix(#" profile="work" text="locked""#) == true)
    }

    @Test func `a program that prints the key ends with lexi`() throws {
        let user = try UserFolder()
        let (output, question) = (user.path + "/output", user.path + "/question")
        #expect(mkfifo(output, 0o600) == 0 && mkfifo(question, 0o600) == 0)
        // It waits for an answer that never comes.
        try user.write(
            """
            [profiles.work]
            base_url = "http://127.0.0.1:9"
            api_key_command = ["sh", "-c", "exec > '\(output)'; read line < '\(question)'"]
            """, to: "config.toml")
        let lexi = try RunningProgram(["ask", "Q"], environment: user.environment)
        // This waits until the program has opened the other end.
        let reading = open(output, O_RDONLY)
        defer { close(reading) }
        lexi.signal(SIGKILL)
        var wait = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        let isClosed = poll(&wait, 1, 20_000) == 1 && read(reading, &byte, 1) == 0
        #expect(isClosed)
        // One that was left behind would wait for ever.
        close(open(question, O_WRONLY | O_NONBLOCK))
    }

    @Test func `a program gives the key, with its arguments untouched by a shell`() throws {
        let user = try UserFolder()
        let (result, requests) = try serving { server in
            try user.write(
                """
                [profiles.work]
                base_url = "\(server.url)"
                api_key_command = ["printf", "%s", "\(Self.key)$HOME"]
                """, to: "config.toml")
            return try Program.run("ask", "Q", environment: user.environment)
        }
        #expect(result.status == 0)
        #expect(hasKey(requests[0], Self.key + "$HOME"))
    }

    @Test func `the program that gives the key does not get the question`() throws {
        let user = try UserFolder()
        let (result, requests) = try serving { server in
            try user.write(
                """
                [profiles.work]
                base_url = "\(server.url)"
                api_key_command = ["sh", "-c", "cat; echo \(Self.key)"]
                """, to: "config.toml")
            return try Program.run("ask", "-", input: "Who?", environment: user.environment)
        }
        #expect(result.status == 0)
        #expect(hasKey(requests[0], Self.key))
        #expect(requests[0].contains(#""message":"Who?""#))
    }

    @Test func `the environment goes before the profile, and an option before both`() throws {
        let user = try UserFolder()
        try user.write(Self.key, to: "k")
        var environment = user.environment
        let (_, requests) = try serving(3) { server in
            try user.write(
                """
                [profiles.a]
                base_url = "\(server.url)/a"
                api_key_file = "k"
                [profiles.b]
                base_url = "\(server.url)/b"
                """, to: "config.toml")
            environment["LEXI_PROFILE"] = "b"
            environment["LEXI_API_KEY"] = "wbk_from_environment"
            #expect(try Program.run("ask", "Q", environment: environment).status == 0)
            environment["LEXI_BASE_URL"] = "\(server.url)/environment"
            // In front of the command's name. What a named profile says is said by an option.
            let front = try Program.run(
                "--profile", "a", "ask", "Q", environment: environment)
            #expect(front.status == 0)
            let both = try Program.run(
                "ask", "--base-url", "\(server.url)/option", "Q", environment: environment)
            #expect(both.status == 0)
        }
        let paths = requests.map { $0.split(separator: " ")[1] }
        #expect(
            paths == [
                "/b/v1/lexi/chat/stream", "/a/v1/lexi/chat/stream",
                "/option/v1/lexi/chat/stream",
            ])
        #expect(hasKey(requests[0], "wbk_from_environment"))
        #expect(hasKey(requests[1], Self.key))
        #expect(hasKey(requests[2], "wbk_from_environment"))
    }

    @Test(arguments: [
        (
            "[profiles.w]\nbase_ulr = \"x\"\n",
            "config.toml:2:1: unknown name \"base_ulr\"; did you mean \"base_url\"?"
        ),
        ("[profiles.w]\nbase_url = \"ftp://x\"\n", "must begin with http:// or https://"),
        ("[profiles.w]\napi_key_file = \"open\"\n", "others may read this key; run: chmod 600 "),
        ("[profiles.w]\napi_key_file = \"none\"\n", "No such file or directory"),
        ("[profiles.w]\napi_key_command = [\"false\"]\n", "`false` ended with status 1"),
        ("[profiles.w]\nca_file = \"none.pem\"\n", "none.pem cannot be read"),
        ("[profiles.w]\nca_file = \"open\"\n", "holds no certificate in PEM form"),
        ("[profiles.w]\n[profiles.v]\n", "there is no profile \"x\""),
        ("[profiles.w]\n[profiles.v]\n", "No profile is chosen; there are: v, w."),
    ]) func `what cannot be used ends with 78 and the way to mend it`(
        _ text: String, _ words: String
    ) throws {
        let user = try UserFolder()
        try user.write(Self.key, to: "open", mode: 0o644)
        try user.write(text, to: "config.toml")
        var arguments = user.environment
        if words.contains("profile \"x\"") { arguments["LEXI_PROFILE"] = "x" }
        let result = try Program.run("ask", "Q", environment: arguments)
        #expect(result.status == 78)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(!result.errors.contains(Self.key))
        #expect(result.output.isEmpty)
    }

    @Test func `the key is in no output, no log and no argument list`() throws {
        let user = try UserFolder()
        try user.write(Self.key, to: "k")
        let body = #"{"error":{"code":"invalid_key","message":"No such key: \#(Self.key)"}}"#
        let refusal =
            "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
            + "X-Request-ID: req_\(Self.key)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let script: [ScriptedServer.Step] = [.readRequest, .send(refusal), .close]
        let server = try ScriptedServer([script, script])
        defer { server.stop() }
        try user.write(
            "[profiles.w]\nbase_url = \"\(server.url)\"\napi_key_file = \"k\"\n",
            to: "config.toml")
        for format in ["text", "jsonl"] {
            let result = try Program.run(
                "ask", "--log-level", "trace", "--format", format, "Q",
                environment: user.environment)
            #expect(result.status == 77)
            #expect(!(result.output + result.errors).contains(Self.key))
        }
        #expect(server.requests.allSatisfy { hasKey($0, Self.key) })
        let shown = try Program.run("config", "show", environment: user.environment)
        #expect(shown.output.contains("from the file \(user.configuration)/k"))
        #expect(!shown.output.contains(Self.key))
        #expect(user.log.contains("warning"))
        #expect(user.log.contains("code=\"invalid_key\""))
        #expect(user.log.contains("request_id=\"req_•••\""))
        #expect(!user.log.contains(Self.key))
    }

    @Test func `the log holds no questions and no answers`() throws {
        let user = try UserFolder()
        _ = try serving { server in
            try Program.run(
                "--log-level", "trace", "ask", "--base-url", server.url, "confidential matter",
                environment: user.environment)
        }
        #expect(user.log.contains("turn ended"))
        #expect(!user.log.contains("confidential"))
        #expect(!user.log.contains("Hello"))
    }

    @Test func `settings are found, checked and shown`() throws {
        let user = try UserFolder()
        let path = try Program.run("config", "path", environment: user.environment)
        #expect(path.output == "\(user.configuration)/config.toml\n")
        let none = try Program.run("config", "check", environment: user.environment)
        #expect(none.status == 0)
        #expect(none.output == "There is no settings file; everything is at its default.\n")
        try user.write(
            "theme = \"light\"\n[timeouts]\nidle = 45\n[profiles.work]\nbase_url = \"http://x/y/\"\n",
            to: "config.toml")
        let check = try Program.run("config", "check", environment: user.environment)
        #expect(check.status == 0)
        #expect(check.output == "\(user.configuration)/config.toml: no mistakes; 1 profile\n")
        let shown = try Program.run("config", "show", environment: user.environment)
        #expect(shown.output.contains("base URL         http://x/y/ (profile work)\n"))
        #expect(shown.output.contains("idle             45 s (set)\n"))
        // The arguments of a program may be secret.
        try user.write(
            "[profiles.work]\napi_key_command = [\"echo\", \"\(Self.key)\"]\n", to: "config.toml")
        for command in [["config", "show"], ["doctor", "--offline"], ["config", "check"]] {
            let secret = try Program.run(command, environment: user.environment)
            #expect(!(secret.output + secret.errors).contains(Self.key))
            #expect(
                command != ["config", "show"] || secret.output.contains("from the program echo\n"))
        }
        try user.write("theme = \"lihgt\"\n", to: "config.toml")
        let wrong = try Program.run("config", "check", environment: user.environment)
        #expect(wrong.status == 78)
        #expect(wrong.errors.contains("there is no theme \"lihgt\""))
    }

    @Test func `a file to begin with is written once, for this user alone`() throws {
        let user = try UserFolder()
        let path = "\(user.configuration)/config.toml"
        let first = try Program.run("config", "init", environment: user.environment)
        #expect(first.status == 0)
        #expect(first.output == "\(path) is written, with everything in it commented out.\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let check = try Program.run("config", "check", environment: user.environment)
        #expect(check.output == "\(path): no mistakes; 0 profiles\n")
        try user.write("theme = \"light\"\n", to: "config.toml")
        let second = try Program.run("config", "init", environment: user.environment)
        #expect(second.status == 73)
        #expect(
            second.errors
                == "lexi: \(path) is there already; --print shows every setting, --force writes "
                + "over it.\n")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "theme = \"light\"\n")
        let forced = try Program.run("config", "init", "--force", environment: user.environment)
        #expect(forced.status == 0)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("# Settings of lexi"))
        let files = try FileManager.default.contentsOfDirectory(atPath: user.configuration)
        #expect(files == ["config.toml"])
    }

    @Test func `all mistakes are named at once, with their places`() throws {
        let user = try UserFolder()
        try user.write(
            """
            thme = "dark"
            theme = "drak"
            ascii = 1
            [profiles.w]
            base_url = "ftp://x"
            api_key_file = "none"
            """, to: "config.toml")
        let check = try Program.run("config", "check", environment: user.environment)
        let path = "\(user.configuration)/config.toml"
        let lines = check.errors.split(separator: "\n")
        #expect(check.status == 78)
        #expect(lines.count == 6, "\(check.errors)")
        #expect(lines[0] == "lexi: 5 mistakes in the settings:")
        let places = ["1:1", "2:1", "3:1", "5:1", "6:1"]
        for (line, place) in zip(lines.dropFirst(), places) {
            #expect(line.hasPrefix("\(path):\(place): "))
        }
        let ask = try Program.run("ask", "Q", environment: user.environment)
        #expect(ask.status == 78)
        #expect(ask.errors.contains("\(path):1:1: unknown name \"thme\"; did you mean \"theme\"?"))
        #expect(ask.errors.contains("4 more mistakes: lexi config check"))
    }

    @Test(arguments: [["keys"], ["themes"], ["config", "path"], ["decode", "/dev/null"]])
    func `every command takes the global options`(_ command: [String]) throws {
        let user = try UserFolder()
        let result = try Program.run(
            command + [
                "--base-url", "http://127.0.0.1:1", "--profile", "p", "--config", "/none",
                "--log-level", "error",
            ], environment: user.environment)
        #expect(result.status != 64, "\(result.errors)")
        #expect(!result.errors.contains("Unknown option"))
    }

    @Test func `time-outs of the settings hold`() throws {
        let user = try UserFolder()
        let gate = ScriptedServerGate()
        let server = try ScriptedServer([[.readRequest, .wait(gate), .close]])
        defer {
            gate.open()
            server.stop()
        }
        try user.write(
            "[profiles.w]\nbase_url = \"\(server.url)\"\ntimeouts = { first_byte = 0.2 }\n",
            to: "config.toml")
        let result = try Program.run("ask", "Q", environment: user.environment)
        #expect(result.status == 69)
        #expect(result.errors.contains("within 200 ms (time-out for the first byte)"))
    }
}
