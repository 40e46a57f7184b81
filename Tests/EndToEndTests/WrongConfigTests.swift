import Foundation
import LexiTesting
import Testing

/// What is said of wrong settings and themes, each as it was looked at.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct WrongConfigTests {
    /// A settings file, with what lies beside it.
    struct Case {
        var name: String
        var config: [UInt8]
        var mode = 0o600
        /// Files beside it, by name.
        var files: [(name: String, text: String, mode: Int)] = []

        init(
            _ name: String, _ config: String, mode: Int = 0o600,
            files: [(name: String, text: String, mode: Int)] = []
        ) {
            self.name = name
            self.config = Array(config.utf8)
            self.mode = mode
            self.files = files
        }

        init(_ name: String, bytes: [UInt8]) {
            self.name = name
            config = bytes
        }
    }

    static let profile = "[profiles.w]\n"

    static let cases: [Case] = [
        Case("unknown key", "thme = \"dark\"\n"),
        Case("unknown key without a neighbour", "qqqqqqqq = 1\n"),
        Case("string instead of truth", "ascii = \"yes\"\n"),
        Case("number instead of string", "theme = 3\n"),
        Case("unknown theme", "theme = \"drakula\"\n"),
        Case("table instead of value", "[theme]\nname = \"dark\"\n"),
        Case("value instead of table", "timeouts = 3\n"),
        Case("out of range", "[timeouts]\nidle = 0\n"),
        Case("far out of range", "[timeouts]\nconnect = 1e9\n"),
        Case("not a number", "[timeouts]\nidle = nan\n"),
        Case("unknown time-out", "[timeouts]\nfirst-byte = 1\n"),
        Case("duplicate key", "theme = \"dark\"\ntheme = \"light\"\n"),
        Case("duplicate table", "[timeouts]\nidle = 1\n[timeouts]\nidle = 2\n"),
        Case("not TOML", "theme = dark\n"),
        Case("a string without an end", "theme = \"dark\n"),
        Case("a value that is missing", "theme =\n"),
        Case("not UTF-8", bytes: Array("# a\ntheme = \"".utf8) + [0xFF] + Array("\"\n".utf8)),
        Case("NUL", bytes: Array("theme = \"a".utf8) + [0] + Array("\"\n".utf8)),
        Case("a mark at the beginning, and a mistake", "\u{FEFF}thme = 1\n"),
        Case("unknown profile", "profile = \"wrok\"\n[profiles.work]\n"),
        Case("a profile that is not there", "profile = \"work\"\n"),
        Case("a profile that is no table", "[profiles]\nwork = 3\n"),
        Case("bad URL", profile + "base_url = \"ftp://lexi.example\"\n"),
        Case("a URL with a password", profile + "base_url = \"https://u:hush@x.example\"\n"),
        Case("a URL without a host", profile + "base_url = \"https://\"\n"),
        Case("a key in the file", profile + "api_key = \"wbk_hush\"\n"),
        Case(
            "both sources of a key",
            profile + "api_key_file = \"k\"\napi_key_command = [\"pass\"]\n"),
        Case("a command that is a string", profile + "api_key_command = \"pass show x\"\n"),
        Case("an empty command", profile + "api_key_command = []\n"),
        Case("a time-out without a command", profile + "api_key_command_timeout = 3\n"),
        Case("a key file that is missing", profile + "api_key_file = \"none\"\n"),
        Case(
            "a key file that others may read", profile + "api_key_file = \"k\"\n",
            files: [("k", "wbk_hush", 0o644)]),
        Case("authorities that are missing", profile + "ca_file = \"none.pem\"\n"),
        Case(
            "authorities that are none", profile + "ca_file = \"c.pem\"\n",
            files: [("c.pem", "hello\n", 0o600)]),
        Case("unknown key of a profile", profile + "base-url = \"https://x.example\"\n"),
        Case("unknown context", profile + "context = { contract = \"c\" }\n"),
        Case("a file that others may change", profile, mode: 0o666),
        Case("a key that is none", "[keys]\nzoom = \"Ctrl+Zoom\"\n"),
        Case("a key that terminals cannot send", "[keys]\nsend = \"Shift+Enter\"\n"),
        Case("a key that is another's byte", "[keys]\nzoom = [\"z\", \"Ctrl+I\"]\n"),
        Case("one key for two actions", "[keys]\nzoom = \"F8\"\nexport = \"F8\"\n"),
        Case("a key that could not be typed any more", "[keys]\nsend = \"x\"\n"),
        Case("an unknown action", "[keys]\nnew-tba = \"F8\"\n"),
        Case("a number for a key", "[keys]\nnew-tab = 8\n"),
        Case("no way out", "[keys]\nhelp-close = false\n"),
        Case("two leaders", "[keys]\nleader = [\"F8\", \"F9\"]\n"),
        Case("several at once", "ascii = 1\nthme = 2\n[timeouts]\nidle = -1\nidel = 1\n"),
        Case(
            "a theme with a bad colour", "theme = \"t\"\n",
            files: [
                ("themes/t.toml", "extends = \"dark\"\n[roles]\nerror = { fg = \"redd\" }\n", 0o600)
            ]),
        Case(
            "a theme with a bad hexadecimal colour", "theme = \"t\"\n",
            files: [("themes/t.toml", "[colors]\ntext = \"#12\"\n", 0o600)]),
        Case(
            "a theme with a colour that is no number", "theme = \"t\"\n",
            files: [("themes/t.toml", "[roles]\ntext = { fg = 256, bg = true }\n", 0o600)]),
        Case(
            "a theme with a bad role", "theme = \"t\"\n",
            files: [("themes/t.toml", "[roles]\n\"tool.runing\" = { fg = 1 }\n", 0o600)]),
        Case(
            "a theme with an unknown attribute", "theme = \"t\"\n",
            files: [("themes/t.toml", "[roles]\ntext = { blod = true }\n", 0o600)]),
        Case(
            "a theme that extends none", "theme = \"t\"\n",
            files: [("themes/t.toml", "extends = \"drak\"\n", 0o600)]),
        Case(
            "themes in a circle", "theme = \"a\"\n",
            files: [
                ("themes/a.toml", "extends = \"b\"\n", 0o600),
                ("themes/b.toml", "extends = \"a\"\n", 0o600),
            ]),
        Case(
            "a theme that is not TOML", "theme = \"t\"\n",
            files: [("themes/t.toml", "[roles\n", 0o600)]),
        Case(
            "several mistakes of a theme", "theme = \"t\"\n",
            files: [
                (
                    "themes/t.toml",
                    "extend = \"dark\"\n[colors]\ntext = 999\n[roles]\ntitel = {}\n", 0o600
                )
            ]),
    ]

    private func mistakes(_ wrong: Case) throws -> String {
        let user = try UserFolder()
        try FileManager.default.createDirectory(
            atPath: user.configuration + "/themes", withIntermediateDirectories: true)
        for file in wrong.files { try user.write(file.text, to: file.name, mode: file.mode) }
        let path = try user.write("", to: "config.toml", mode: wrong.mode)
        try Data(wrong.config).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: wrong.mode], ofItemAtPath: path)
        let result = try Program.run("config", "check", environment: user.environment)
        #expect(result.output == "", "\(wrong.name)")
        #expect(result.status == 78, "\(wrong.name)")
        #expect(!result.errors.contains("hush"), "\(wrong.name)")
        return result.errors.replacing(user.configuration, with: "~")
    }

    @Test func `every wrong file has its message`() throws {
        #expect(Self.cases.count >= 30)
        var text = ""
        for wrong in Self.cases { text += "== \(wrong.name)\n\(try mistakes(wrong))\n" }
        try Snapshot.check(text: text, named: "wrong-configs")
    }

    // MARK: Where the program starts

    private func user(_ config: String) throws -> UserFolder {
        let user = try UserFolder()
        try FileManager.default.createDirectory(
            atPath: user.configuration + "/themes", withIntermediateDirectories: true)
        try user.write("[colors]\ntext = 999\nink = 999\n", to: "themes/t.toml")
        try user.write(config, to: "config.toml")
        return user
    }

    @Test func `mistakes are counted at the start as the check counts them`() throws {
        let user = try user("ascii = 1\ntheme = \"t\"\nthme = 2\n")
        let check = try Program.run("config", "check", environment: user.environment)
        #expect(check.errors.hasPrefix("lexi: 4 mistakes in the settings:\n"))
        let ask = try Program.run("ask", "Q", environment: user.environment)
        #expect(ask.status == 78)
        #expect(ask.errors.contains("config.toml:1:1: ascii must be true or false"))
        #expect(ask.errors.contains("\n  3 more mistakes: lexi config check\n"))
    }

    @Test(arguments: [
        "thme = \"dark\"\n", "theme = \"drakula\"\n", "theme = \"t\"\n", "theme = dark\n",
        "profile = \"gone\"\n", "[keys]\nsend = \"x\"\n", "[timeouts]\nidle = -1\n",
    ])
    func `the demo starts beside any mistake, and tells it`(_ config: String) throws {
        let user = try user(config)
        let check = try Program.run("config", "check", environment: user.environment)
        let mistake = try #require(check.errors.split(separator: "\n").dropFirst().first)
        #expect(check.status == 78)
        let ask = try Program.run(
            "ask", "--demo", "--demo-pace", "instant", "Which deals are open?",
            environment: user.environment)
        #expect(ask.status == 0, "\(ask.errors)")
        #expect(ask.output.contains("open deals"))
        #expect(ask.errors.contains("note: Settings: \(mistake)"), "\(ask.errors)")
        #expect(ask.errors.contains("The demo does without."))
        let lines = try Program.run(
            ["--demo", "--linear"], input: "", environment: user.environment)
        #expect(lines.output.contains("status: Settings: \(mistake)"), "\(lines.output)")
    }

    @Test func `the demo's dashboard opens with the rest of the settings`() throws {
        let user = try user("ascii = true\ntheme = \"drakula\"\n")
        let program = try Program.dashboard("--demo", environment: user.environment)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        let text = program.screen.text
        #expect(text.contains("config.toml:2:1: "))
        #expect(text.contains("The demo does"))
        #expect(!text.contains("┌"))
        try program.send([0x04])
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test func `a file that is named has to be there, and be one`() throws {
        let user = try UserFolder()
        let missing = try Program.run(
            "config", "check", "--config", user.path + "/none.toml", environment: user.environment)
        #expect(missing.status == 78)
        #expect(missing.errors.contains("\(user.path)/none.toml: No such file or directory"))
        let demo = try Program.run(
            "ask", "--demo", "--config", user.path + "/none.toml", "Q",
            environment: user.environment)
        #expect(demo.status == 78)
        let folder = try Program.run(
            "config", "check", "--config", user.path, environment: user.environment)
        #expect(folder.status == 78)
        #expect(folder.errors.contains("\(user.path): this is no regular file"))
    }

    @Test func `a file that cannot be read says so`() throws {
        // The superuser reads everything.
        guard geteuid() != 0 else { return }
        let user = try UserFolder()
        try user.write("", to: "config.toml", mode: 0o000)
        let result = try Program.run("config", "check", environment: user.environment)
        #expect(result.status == 78)
        #expect(result.errors.contains("config.toml: Permission denied"))
    }
}
