import Foundation
import LexiTesting
import Testing

/// What the command line means before any command runs.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct CommandLineTests {
    @Test(arguments: [
        ["--timeout", "5", "decode", "--stats"], ["--profile=p", "keys"],
        ["--base-url", "http://127.0.0.1:1", "--log-level", "error", "config", "path"],
    ]) func `options may stand in front of the command`(_ arguments: [String]) throws {
        let user = try UserFolder()
        let result = try Program.run(arguments, environment: user.environment)
        // What a command does not know, it still says itself.
        if arguments[0] == "--timeout" {
            #expect(result.status == 64)
            #expect(result.errors.contains("Unknown option '--timeout'"))
            #expect(result.errors.contains("lexi decode"))
        } else {
            #expect(result.status == 0, "\(result.errors)")
        }
    }

    @Test(arguments: ["contact", "page", "conversation", "idempotency-key"])
    func `a key where something else belongs is refused and not shown`(option: String) throws {
        let user = try UserFolder()
        let key = "wbk_live_0123456789abcdef"
        let port = try ScriptedServerClosedPort()
        let result = try Program.run(
            ["ask", "--base-url", port.url, "--\(option)", key, "q"],
            environment: user.environment)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(
            result.errors.contains("--\(option) was given what looks like an API key"),
            "\(result.errors)")
        #expect(!result.errors.contains(key))
    }

    @Test(arguments: [
        ["conversations", "show", "KEY"], ["conversations", "rename", "KEY", "title"],
        ["conversations", "archive", "KEY"], ["conversations", "delete", "--yes", "KEY"],
        ["conversations", "list", "--user", "KEY"], ["tasks", "approve", "KEY"],
        ["tasks", "dismiss", "KEY"], ["tasks", "dismiss", "--reason", "KEY", "id"],
        ["--resume", "KEY"], ["--conversation", "KEY"],
    ])
    func `a key where a command wants a name is refused and not shown`(
        _ arguments: [String]
    ) throws {
        let user = try UserFolder()
        let key = "wbk_live_0123456789abcdef"
        let result = try Program.run(
            arguments.map { $0 == "KEY" ? key : $0 }, environment: user.environment)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("was given what looks like an API key"), "\(result.errors)")
        #expect(!result.errors.contains(key))
    }

    @Test(arguments: [["tasks", "KEY"], ["decode", "/nowhere/KEY"], ["ask", "--KEY", "q"]])
    func `what is said of a wrong argument shows no key`(_ arguments: [String]) throws {
        let user = try UserFolder()
        let key = "wbk_live_0123456789abcdef"
        let result = try Program.run(
            arguments.map { $0.replacing("KEY", with: key) }, environment: user.environment)
        #expect(result.status != 0)
        #expect(result.errors.contains("•••"), "\(result.errors)")
        #expect(!result.errors.contains(key))
    }

    @Test
    func `the help of the dashboard tells how to keep no history, and that of questions none`()
        throws
    {
        let words = "--no-history Write down nothing of what is said, sent or left unsent;"
        func help(_ command: String) throws -> String {
            try Program.run(command, "--help").output.split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        }
        #expect(try help("dashboard").contains(words))
        #expect(try !help("ask").contains("--no-history"))
    }

    @Test func `a question's options may stand in front, and its dashes stay its own`() throws {
        let port = try ScriptedServerClosedPort()
        let result = try Program.run(
            "--base-url", port.url, "--timeout", "0.1", "ask", "--format", "jsonl", "--", "-5 °C?")
        #expect(result.status == 69)
        #expect(result.output.contains(#""message":"-5 °C?""#))
    }

    @Test(arguments: [
        (
            "conversation",
            "lexi: There is no command \"conversation\"; did you mean \"conversations\"? "
                + "To ask a question: lexi ask \"…\"\n"
        ),
        (
            "Who is Mara Vogt?",
            "lexi: There is no command \"Who is Mara Vogt?\"; lexi --help lists them. "
                + "To ask a question: lexi ask \"…\"\n"
        ),
    ]) func `a word that is no command is told what it could be`(
        _ word: String, _ message: String
    ) throws {
        let result = try Program.run(word)
        #expect(result.status == 64)
        #expect(result.errors == message)
    }

    @Test func `a key over plain http to another machine is warned of`() throws {
        let port = try ScriptedServerClosedPort()
        let elsewhere = try Program.run(
            "ask", "--base-url", "http://lexi.invalid", "--timeout", "0.1", "Q",
            environment: [
                "LEXI_API_KEY": "wbk_live_0123456789",
                "http_proxy": "127.0.0.1:\(port.port)",
            ])
        #expect(
            elsewhere.errors.hasPrefix("note: The key travels unencrypted to lexi.invalid"))
        let here = try Program.run(
            "ask", "--base-url", port.url, "--timeout", "0.1", "Q",
            environment: ["LEXI_API_KEY": "wbk_live_0123456789"])
        #expect(!here.errors.contains("unencrypted"))
    }

    @Test func `a line end of either kind is not part of the question`() throws {
        let port = try ScriptedServerClosedPort()
        for end in ["\n", "\r\n"] {
            let result = try Program.run(
                "ask", "--base-url", port.url, "--timeout", "0.1", "--format", "jsonl", "-",
                input: "Who?" + end)
            #expect(result.output.contains(#""message":"Who?""#))
        }
    }

    @Test func `a byte order mark is not part of the question`() throws {
        let port = try ScriptedServerClosedPort()
        let result = try Program.run(
            "ask", "--base-url", port.url, "--timeout", "0.1", "--format", "jsonl", "-",
            input: "\u{FEFF}Who?\u{FEFF}")
        #expect(result.output.contains("\"message\":\"Who?\u{FEFF}\""))
        let linear = try Program.run(
            "--linear", "--base-url", port.url, input: "\u{FEFF}Who?\n",
            environment: ["LEXI_API_KEY": "wbk_live_0123456789"])
        #expect(linear.output.contains("you: Who?\n"))
    }

    @Test func `a question that is not UTF-8 is refused with the place of the byte`() throws {
        let port = try ScriptedServerClosedPort()
        let latin = Data("One\nM".utf8) + [0xFC] + Data("ller?\n".utf8)
        let ask = try Program.run(
            ["ask", "--base-url", port.url, "--format", "jsonl", "-"], input: latin)
        #expect(ask.status == 65)
        #expect(ask.output == "")
        #expect(
            ask.errors
                == "lexi: The question cannot be read: byte 6, in line 2, is not UTF-8.\n")
        let linear = try Program.run(
            ["--linear", "--base-url", port.url], input: Data(":help\nM".utf8) + [0xFC, 0x0A],
            environment: ["LEXI_API_KEY": "wbk_live_0123456789"])
        #expect(linear.status == 65)
        #expect(
            linear.errors.contains(
                "lexi: A question cannot be read: byte 8, in line 2, is not UTF-8."))
        // A character that is cut off at the end.
        let cut = try Program.run(
            ["ask", "--base-url", port.url], input: Data("Who".utf8) + [0xE2, 0x80])
        #expect(cut.errors.contains("byte 4, in line 1, is not UTF-8"))
    }

    @Test func `what is no file is not waited for`() throws {
        let user = try UserFolder()
        let pipe = "\(user.configuration)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        try user.write("[profiles.w]\nca_file = \"pipe\"\n", to: "config.toml")
        let check = try Program.run("config", "check", environment: user.environment)
        #expect(check.status == 78)
        #expect(check.errors.contains("this is no regular file"))
        // A log that cannot be had costs the log, and no more.
        let log = "\(user.path)/.local/state/lexi"
        try FileManager.default.createDirectory(atPath: log, withIntermediateDirectories: true)
        #expect(mkfifo("\(log)/lexi.log", 0o600) == 0)
        let port = try ScriptedServerClosedPort()
        var environment = user.environment
        environment["XDG_CONFIG_HOME"] = "/none"
        let ask = try Program.run(
            "--log-level", "trace", "ask", "--base-url", port.url, "--timeout", "0.1", "Q",
            environment: environment)
        #expect(ask.status == 69)
    }

    @Test func `what a settings file says cannot act on the terminal`() throws {
        let user = try UserFolder()
        try user.write("theme = \"a\\u001b[31mx\"\n", to: "config.toml")
        for (command, shown) in [("check", "ax"), ("show", #""a\u001B[31mx""#)] {
            let result = try Program.run("config", command, environment: user.environment)
            #expect((result.output + result.errors).contains(shown))
            #expect(!(result.output + result.errors).contains("\u{1B}"))
        }
    }
}
