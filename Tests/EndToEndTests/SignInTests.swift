import Foundation
import LexiScreen
import LexiTesting
import Testing

/// The first start, and the way back when a key is wrong, as the user sees them.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct SignInTests {
    private static let secret = "0123456789abcdefghij0123456789"
    private static let key = "wbk_live_" + secret
    /// A server that takes every key.
    private func taking(_ count: Int = 1) throws -> ScriptedServer {
        let list = API.json(#"{"data":{"conversations":[]}}"#)
        return try ScriptedServer(
            Array(repeating: [.readRequest, .send(list), .close], count: count))
    }

    /// A home with nothing in it.
    private func emptyHome() throws -> UserFolder {
        let user = try UserFolder()
        try FileManager.default.removeItem(atPath: user.path + "/.config")
        return user
    }

    /// The first screen of a program.
    private func welcome(
        _ user: UserFolder, _ arguments: String..., environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let environment = user.environment.merging(environment) { $1 }
        let program =
            arguments.isEmpty
            ? try Program.dashboard(environment: environment)
            : try Program.dashboard(arguments[0], arguments[1], environment: environment)
        try reads("Welcome to lexi", program)
        return program
    }

    /// The screen for signing in at a server that needs no key, so that nobody has asked for one.
    private func leader(
        _ user: UserFolder, _ server: ScriptedServer, _ arguments: String...
    ) throws -> PseudoTerminal {
        var environment = user.environment
        environment["LEXI_BASE_URL"] = server.url
        let program =
            arguments.isEmpty
            ? try Program.dashboard(environment: environment)
            : try Program.dashboard(arguments[0], arguments[1], environment: environment)
        try reads("idle", program)
        try program.send([0x18])
        try program.type("a")
        try reads("Welcome to lexi", program)
        return program
    }

    private func reads(_ words: String, _ program: PseudoTerminal) throws {
        try program.waitUntil("to read: \(words)", timeout: .seconds(30)) {
            $0.text.contains(words)
        }
    }

    /// Pastes the key and goes on to the question.
    private func give(_ key: String, _ program: PseudoTerminal) throws {
        try program.send(Array("\u{1B}[200~\(key)\u{1B}[201~".utf8))
        try reads("\(key.count) characters", program)
        try program.type("\r")
    }

    private func quit(_ program: PseudoTerminal) throws {
        try program.send([0x04])
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? Int ?? 0) & 0o777
    }

    /// The terminal and every file but the key's own know nothing of the key.
    private func expectNowhere(
        _ secret: String, _ program: PseudoTerminal, _ user: UserFolder,
        but keyFile: String? = nil
    ) throws {
        #expect(!String(decoding: program.output, as: UTF8.self).contains(secret))
        let files = FileManager.default.enumerator(atPath: user.path)?.allObjects ?? []
        var count = 0
        for case let name as String in files {
            let path = user.path + "/" + name
            guard path != keyFile, let data = FileManager.default.contents(atPath: path) else {
                continue
            }
            count += 1
            #expect(!String(decoding: data, as: UTF8.self).contains(secret), "\(path)")
        }
        #expect(count > 0)
    }

    // MARK: The first start

    @Test(arguments: [(40, 10), (80, 24), (120, 40)]) func `the demo answers in the same dashboard`(
        _ columns: Int, _ rows: Int
    ) throws {
        let user = try emptyHome()
        let program = try Program.dashboard(
            "--demo-pace", "instant", size: Size(columns: columns, rows: rows),
            environment: user.environment)
        try reads("Try the demo", program)
        try program.type("\r")
        try program.waitUntil("the demo") { $0.text(row: 0).contains("demo") }
        try program.type("What do we know about Mara Vogt?\r")
        try program.waitUntil("the end", timeout: .seconds(30)) {
            $0.text(row: rows - 1).contains("✓ idle")
        }
        #expect(!program.screen.text(row: 0).contains("no key"))
        try quit(program)
    }

    @Test func `a key that is kept is there at the next start`() throws {
        let user = try emptyHome()
        let server = try taking()
        defer { server.stop() }
        let program = try leader(user, server)
        try give(Self.key, program)
        try reads("Keep the key?", program)
        #expect(
            server.requests[0].hasPrefix(
                "GET /v1/lexi/conversations?page=1&per_page=1 HTTP/1.1\r\n"))
        #expect(server.requests[0].contains("Authorization: Bearer \(Self.key)\r\n"))
        try program.type("\r")
        let file = user.configuration + "/default.key"
        try reads("The key is in", program)
        #expect(program.screen.text(row: 0).contains("lexi · default · 127.0.0.1"))
        #expect(FileManager.default.contents(atPath: file) == Data("\(Self.key)\n".utf8))
        #expect(try mode(file) == 0o600)
        #expect(try mode(user.configuration) == 0o700)
        let settings = user.configuration + "/config.toml"
        let table =
            "[profiles.default]\nbase_url = \"\(server.url)\"\napi_key_file = \"default.key\"\n"
        #expect(FileManager.default.contents(atPath: settings) == Data(table.utf8))
        #expect(try mode(settings) == 0o600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: user.configuration).sorted()
                == ["config.toml", "default.key"])
        try quit(program)
        try expectNowhere(Self.secret, program, user, but: file)

        let second = try Program.dashboard(environment: user.environment)
        try second.waitUntil("to be ready") { $0.text.contains("idle") }
        #expect(second.screen.text(row: 0).contains("lexi · default · 127.0.0.1"))
        #expect(!second.screen.text.contains("Welcome to lexi"))
        try quit(second)
    }

    @Test func `a key for only this time is kept nowhere`() throws {
        let user = try emptyHome()
        let server = try taking()
        defer { server.stop() }
        let program = try leader(user, server)
        // As keys, without the marks of a paste.
        try program.type(Self.key)
        try reads("\(Self.key.count) characters", program)
        try program.type("\r")
        try reads("Keep the key?", program)
        try program.send(Array("\u{1B}[B".utf8))
        try reads("▸ Only this time", program)
        try program.type("\r")
        try reads("Used until you quit", program)
        try program.type("A draft")
        try program.waitUntil("the draft") { $0.text.contains("7/12000") }
        try quitTwice(program)
        try expectNowhere(Self.secret, program, user)
        #expect(!FileManager.default.fileExists(atPath: user.configuration))
    }

    @Test func `where nobody can be asked the key is used, and not offered for keeping`() throws {
        let user = try emptyHome()
        // The way to the API leads nowhere.
        let program = try welcome(user, environment: ["HTTPS_PROXY": "http://127.0.0.1:9"])
        try give(Self.key, program)
        try reads("Used until you quit", program)
        try reads("once the server has taken it", program)
        #expect(program.screen.text(row: 0).contains("lexi · data.leadlex.com"))
        #expect(program.screen.text.contains("Questions go to data.leadlex.com"))
        try program.send([0x04])
        _ = try program.waitForExit()
        try expectNowhere(Self.secret, program, user)
    }

    @Test func `a key that the server does not know is not kept, and can be mended`() throws {
        let user = try emptyHome()
        let error = #"{"error":{"code":"invalid_key","message":"No such key"}}"#
        let server = try ScriptedServer([
            [.readRequest, .send(API.json(error, status: "401 Unauthorized")), .close]
        ])
        defer { server.stop() }
        let program = try leader(user, server)
        try give(Self.key, program)
        try reads("It was refused: invalid_key: No such key", program)
        #expect(!program.screen.text.contains("Keep the key?"))
        #expect(!FileManager.default.fileExists(atPath: user.configuration))
        #expect(!String(decoding: program.output, as: UTF8.self).contains(Self.secret))
    }

    private func quitTwice(_ program: PseudoTerminal) throws {
        try program.send([0x03])
        try reads("Ctrl+C again quits", program)
        try program.send([0x03])
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test func `escape leaves it, and the leader leads back`() throws {
        let user = try emptyHome()
        let program = try welcome(user)
        try program.send([0x1B])
        try reads("There is no API key yet", program)
        try program.waitUntil("the screen to go") { !$0.text.contains("Welcome") }
        try program.send([0x18])
        try program.type("a")
        try reads("Welcome to lexi", program)
        try program.send([0x1B])
        try program.waitUntil("the screen to go") { !$0.text.contains("Welcome") }
        // A question without a key stays written.
        try program.type("Who is Mara?\r")
        try reads("Welcome to lexi", program)
        #expect(program.screen.text.contains("Who is Mara?"))
    }

    // MARK: Keeping

    @Test func `settings that are there keep every byte`() throws {
        let user = try UserFolder()
        let before = "# mine\r\ntheme = \"dark\"  # by night\n\n[timeouts]\nidle = 30"
        try user.write(before, to: "config.toml", mode: 0o644)
        try user.write("another key", to: "default.key")
        let server = try taking()
        defer { server.stop() }
        let program = try leader(user, server)
        try give(Self.key, program)
        try reads("default-2.key", program)
        try program.type("\r")
        try reads("The key is in", program)
        let settings = user.configuration + "/config.toml"
        let after = try String(contentsOfFile: settings, encoding: .utf8)
        #expect(after.hasPrefix(before))
        #expect(after.contains("[profiles.default]"))
        #expect(after.contains("api_key_file = \"default-2.key\""))
        #expect(try mode(settings) == 0o644)
        #expect(
            FileManager.default.contents(atPath: user.configuration + "/default.key")
                == Data("another key".utf8))
        try quit(program)
    }

    @Test func `a profile without a key is given one`() throws {
        let user = try UserFolder()
        try user.write("[profiles.work]\n[profiles.home]\n", to: "config.toml")
        let server = try taking()
        defer { server.stop() }
        let program = try leader(user, server, "--profile", "work")
        try give(Self.key, program)
        try reads("work.key", program)
        try program.type("\r")
        try reads("The key is in", program)
        #expect(program.screen.text(row: 0).contains("lexi · work"))
        let after = try String(
            contentsOfFile: user.configuration + "/config.toml", encoding: .utf8)
        #expect(
            after == "[profiles.work]\nbase_url = \"\(server.url)\"\napi_key_file = \"work.key\"\n"
                + "[profiles.home]\n")
    }

    @Test func `what cannot be kept is used all the same, and says why`() throws {
        let user = try emptyHome()
        // Where folders should be made there is a file: that stops the superuser, too.
        try Data().write(to: URL(filePath: user.path + "/.config"))
        let server = try taking()
        defer { server.stop() }
        let program = try leader(user, server)
        try give(Self.key, program)
        try reads("Keep the key?", program)
        try program.type("\r")
        try reads("Used until you quit, but not kept:", program)
        #expect(program.screen.text.contains("Not a directory"))
        #expect(program.screen.text(row: 0).contains("lexi · 127.0.0.1"))
        #expect(program.screen.text.contains("Questions go to 127.0.0.1"))
    }

    @Test func `settings that others may change do not get to name a key`() throws {
        let user = try UserFolder()
        try user.write("ascii = false\n", to: "config.toml", mode: 0o666)
        let server = try taking()
        defer { server.stop() }
        let program = try leader(user, server)
        try give(Self.key, program)
        try reads("Keep the key?", program)
        try program.type("\r")
        try reads("others may change this file", program)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: user.configuration)
                == ["config.toml"])
        #expect(
            FileManager.default.contents(atPath: user.configuration + "/config.toml")
                == Data("ascii = false\n".utf8))
    }

    @Test func `without a home nothing is asked`() throws {
        let program = try Program.dashboard(
            environment: ["PATH": "/usr/bin:/bin", "HTTPS_PROXY": "http://127.0.0.1:9"])
        try reads("Welcome to lexi", program)
        try program.send(Array("\u{1B}[200~\(Self.key)\u{1B}[201~".utf8))
        try reads("Neither XDG_CONFIG_HOME nor HOME", program)
        try program.type("\r")
        try reads("Used until you quit", program)
    }

    @Test func `what is unclear is told to be written by hand`() throws {
        let user = try UserFolder()
        let before = "profiles.default = { context = { contact = \"c\" } }\n"
        try user.write(before, to: "config.toml")
        let server = try taking()
        defer { server.stop() }
        let program = try leader(user, server)
        try give(Self.key, program)
        try reads("Keep the key?", program)
        try program.type("\r")
        // Where the line breaks depends on the folder's name.
        try reads("[profiles.default]:", program)
        try reads("api_key_file", program)
        try reads("\"default.key\"", program)
        #expect(
            FileManager.default.contents(atPath: user.configuration + "/config.toml")
                == Data(before.utf8))
    }

    // MARK: A wrong key

    @Test func `a wrong key leads to the screen, and the right one to the answer`() throws {
        let user = try UserFolder()
        let standIn = try RunningProgram(
            ["serve", "--port", "0", "--pace", "instant", "--log-level", "critical"])
        defer { standIn.signal(SIGKILL) }
        try standIn.waitUntil("its key") { $0.outputText.contains("lexi --base-url") }
        let words = standIn.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
        let url = words[2]
        let right = words[5]
        let wrong = "wbk_live_wrong0123456789wrong0123456789"
        var environment = user.environment
        environment["LEXI_API_KEY"] = wrong
        let program = try Program.dashboard(
            "--base-url", url, "--log-level", "trace", environment: environment)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("What do we know about Mara Vogt?\r")
        try reads("Ctrl+X a takes another key; what you wrote is kept", program)
        #expect(program.screen.text(row: 39).contains("failed invalid_key: Ctrl+X a"))
        try program.send([0x18])
        try program.type("a")
        try reads("LEXI_API_KEY was refused: invalid_key (HTTP 401)", program)
        try give(right, program)
        try reads("LEXI_API_KEY goes before it: unset that", program)
        try program.type("\r")
        try reads("r, outside the message, asks again", program)
        #expect(program.screen.text.contains("unset LEXI_API_KEY"))
        try program.send([0x09])
        try program.type("r")
        try program.waitUntil("the answer", timeout: .seconds(30)) {
            $0.text(row: 39).contains("answered in")
        }
        try program.type("g")
        try reads("attempt 2", program)
        let file = user.configuration + "/default.key"
        #expect(
            try String(contentsOfFile: user.configuration + "/config.toml", encoding: .utf8)
                == "[profiles.default]\nbase_url = \"\(url)\"\napi_key_file = \"default.key\"\n")
        program.signal(SIGTERM)
        _ = try program.waitForExit()
        try expectNowhere(String(right.dropFirst(9)), program, user, but: file)
        try expectNowhere("wrong0123456789", program, user)

        // Without the variable the kept key is the one that is used.
        let again = try Program.dashboard(environment: user.environment)
        try again.waitUntil("to be ready") { $0.text.contains("idle") }
        try again.type("Which deals are open?\r")
        try again.waitUntil("the answer", timeout: .seconds(30)) {
            $0.text(row: 39).contains("answered in")
        }
    }

    @Test func `a refused key of a profile's file gives way to the new one there`() throws {
        let user = try UserFolder()
        let error = #"{"error":{"code":"invalid_key","message":"No such key"}}"#
        let server = try ScriptedServer([
            [.readRequest, .send(API.json(error, status: "401 Unauthorized")), .close],
            [.readRequest, .send(API.json(#"{"data":{"conversations":[]}}"#)), .close],
        ])
        defer { server.stop() }
        let settings =
            "[profiles.w]\nbase_url = \"\(server.url)\"\napi_key_file = \"w.key\"\n"
        try user.write(settings, to: "config.toml")
        let file = try user.write("wbk_old_0123456789abcdef\n", to: "w.key")
        let program = try Program.dashboard(environment: user.environment)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("Q\r")
        try reads("failed invalid_key", program)
        try program.send([0x18])
        try program.type("a")
        try reads("The key of profile w, in", program)
        try give(Self.key, program)
        try reads("It takes the place of the key that is there", program)
        try program.type("\r")
        try reads("The key is in", program)
        #expect(FileManager.default.contents(atPath: file) == Data("\(Self.key)\n".utf8))
        #expect(try mode(file) == 0o600)
        #expect(
            FileManager.default.contents(atPath: user.configuration + "/config.toml")
                == Data(settings.utf8))
    }

    // MARK: Nobody to ask

    @Test(arguments: [[], ["ask", "Q"], ["--linear"]]) func `without a terminal the error stays`(
        _ arguments: [String]
    ) throws {
        let user = try emptyHome()
        let result = try Program.run(arguments, environment: user.environment)
        #expect(result.status == 77)
        for words in ["LEXI_API_KEY", "lexi config --help", "lexi --demo"] {
            #expect(result.errors.contains(words), "\(words)")
        }
        #expect(!FileManager.default.fileExists(atPath: user.path + "/.config"))
    }

    @Test func `which of several profiles it is has to be said`() throws {
        let user = try UserFolder()
        try user.write("[profiles.a]\n[profiles.b]\n", to: "config.toml")
        let program = try Program.dashboard(environment: user.environment)
        #expect(try program.waitForExit() == .exited(status: 78))
        #expect(program.screen.text.contains("No profile is chosen"))
    }
}
