import Foundation
import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Journals that cannot be written or read, in the real program: it says so in a sentence, and the
/// conversation goes on.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct JournalTroubleTests {
    private static let long = String(repeating: "many words ", count: 4000)

    /// Leaves a conversation behind, and tells its name.
    private static func conversation(_ home: UserFolder, _ server: ScriptedServer) throws -> String
    {
        let program = try ResumeTests.open(home, ["--base-url", server.url])
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try ResumeTests.ask("Who is Mara?", program, answer: "Mara heads legal.")
        _ = try ResumeTests.quit(program)
        return try WrittenJournals(home).only
    }

    // MARK: Writing

    @Test func `on a full disk answers stream on, and with room again all is written`() throws {
        let home = try UserFolder()
        let server = try ResumeTests.server(Self.long + "the end", "Three deals.", "Nothing else.")
        defer { server.stop() }
        // No file may be longer than 16 KiB, which a program meets as a full disk.
        let environment = ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"]
            .merging(home.environment) { $1 }.merging(["LEXI_API_KEY": "wbk_live_one"]) { $1 }
        let program = try PseudoTerminal(
            executable: "/bin/sh",
            arguments: [
                "-c", "trap '' XFSZ; ulimit -S -f 32; exec \"$0\" --base-url \"$1\"",
                BuiltProduct.path(of: "lexi"), server.url,
            ], environment: environment, size: .init(columns: 120, rows: 40))
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try ResumeTests.ask("Who is Mara?", program, answer: "the end")
        try program.waitUntil("the notice") {
            $0.text.contains("What happens is not written down now:")
        }
        try ResumeTests.ask("Which deals?", program, answer: "Three deals.")
        #if os(Linux)
            let left = try WrittenJournals(home)
            let id = try left.only
            #expect(left.rest(id).isEmpty)
            #expect(try left.entries(id).contains { $0["type"] as? String == "asked" })
            let lifting = try ChildProcess(
                executable: "/usr/bin/env",
                arguments: [
                    "prlimit", "--pid", String(program.processIdentifier), "--fsize=unlimited",
                ], environment: ["PATH": "/usr/bin:/bin"])
            #expect(lifting.waitUntilExit() == 0)
            try program.waitUntil("it to be told") {
                $0.text.contains("What happened meanwhile is written down again.")
            }
            try ResumeTests.ask("What else?", program, answer: "Nothing else.")
            _ = try ResumeTests.quit(program)
            let journals = try WrittenJournals(home)
            let types = try journals.entries(id).compactMap { $0["type"] as? String }
            #expect(types.filter { $0 == "asked" }.count == 3)
            #expect(types.filter { $0 == "ended" }.count == 3)
            #expect(!types.contains("gap"))
            #expect(
                try String(decoding: journals.body(id, attempt: 1), as: UTF8.self)
                    .contains(Self.long + "the end"))
        #endif
    }

    @Test(arguments: ["a file in the place of the folder", "no folder can be made"])
    func `without a place to write to the conversation goes on`(_ trouble: String) throws {
        let home = try UserFolder()
        let server = try ResumeTests.server("Mara heads legal.", "Three deals.")
        defer { server.stop() }
        var environment = ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"]
            .merging(home.environment) { $1 }.merging(["LEXI_API_KEY": "wbk_live_one"]) { $1 }
        if trouble.hasPrefix("a file") {
            let state = home.path + "/.local/state/lexi"
            try FileManager.default.createDirectory(
                atPath: state, withIntermediateDirectories: true)
            try Data().write(to: URL(filePath: state + "/journals"))
        } else {
            // Nobody can make a folder in a device, not even who may do everything.
            environment["XDG_STATE_HOME"] = "/dev/null/state"
        }
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: ["--base-url", server.url],
            environment: environment, size: .init(columns: 120, rows: 40))
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try ResumeTests.ask("Who is Mara?", program, answer: "Mara heads legal.")
        try program.type("x")
        try ResumeTests.ask("Which deals?", program, answer: "Three deals.")
        #expect(server.requests.count == 2)
        #expect(try WrittenJournals(home).texts == [:])
    }

    @Test(.enabled(if: geteuid() != 0, "nothing is read-only for root"))
    func `in a folder that may not be written the conversation goes on`() throws {
        let home = try UserFolder()
        let server = try ResumeTests.server("Mara heads legal.")
        defer { server.stop() }
        let folder = WrittenJournals.folder(home)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o500])
        let program = try ResumeTests.open(home, ["--base-url", server.url])
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try ResumeTests.ask("Who is Mara?", program, answer: "Mara heads legal.")
        try program.waitUntil("the notice") {
            $0.text.contains("What happens is not written down now:")
        }
    }

    // MARK: Reading

    @Test func `a conversation that something else has locked is for reading`() throws {
        let home = try UserFolder()
        let server = try ResumeTests.server("Mara heads legal.")
        defer { server.stop() }
        let id = try Self.conversation(home, server)
        let lock = try WrittenJournals.path(id, home).replacing(".jsonl", with: ".lock")
        let file = Foundation.open(lock, O_RDWR | O_CLOEXEC)
        try #require(file >= 0)
        defer { close(file) }
        #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
        let program = try ResumeTests.open(home, ["--base-url", server.url])
        try program.waitUntil("the conversation") { $0.text.contains("Mara heads legal.") }
        try program.waitUntil("the notice") {
            $0.text.contains("Another lexi has this conversation open; here it is for reading.")
        }
        try program.type("And then?\r")
        try program.waitUntil("what can be done, beside what is written") {
            $0.text.contains("asks for it") && $0.text.contains("9/12000")
        }
        #expect(server.requests.count == 1)
    }

    @Test func `a journal that cannot be read is left alone`() throws {
        let home = try UserFolder()
        let server = try ResumeTests.server("Mara heads legal.", "Three deals.")
        defer { server.stop() }
        let path = try WrittenJournals.path(Self.conversation(home, server), home)
        // Who may do everything can read every file, but no folder as one.
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        let program = try ResumeTests.open(home, ["--base-url", server.url])
        try program.waitUntil("the notice") {
            $0.text.contains("The conversation could not be read: ")
        }
        try ResumeTests.ask("Which deals?", program, answer: "Three deals.")
        _ = try ResumeTests.quit(program)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    }

    @Test func `what a later version wrote is told, and never added to`() throws {
        let home = try UserFolder()
        let server = try ResumeTests.server("Mara heads legal.", "Three deals.")
        defer { server.stop() }
        let id = try Self.conversation(home, server)
        let path = try WrittenJournals.path(id, home)
        let later = try String(contentsOfFile: path, encoding: .utf8)
            .replacing("{\"lexi_journal\":1,", with: "{\"lexi_journal\":2,")
        try later.write(toFile: path, atomically: false, encoding: .utf8)
        var program = try ResumeTests.open(home, ["--base-url", server.url])
        try program.waitUntil("the notice") {
            // It takes several lines.
            $0.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
                .contains("this journal has format 2, which a later version of lexi wrote")
        }
        try ResumeTests.ask("Which deals?", program, answer: "Three deals.")
        _ = try ResumeTests.quit(program)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == later)
        // A version that can read it finds it: it counts as closed.
        try later.replacing("{\"lexi_journal\":2,", with: "{\"lexi_journal\":1,")
            .write(toFile: path, atomically: false, encoding: .utf8)
        program = try ResumeTests.open(home, ["--base-url", server.url])
        try program.waitUntil("the tab") { $0.text.contains("Three deals.") }
        try program.send([0x18])
        try program.type("U")
        try program.waitUntil("the closed one") { $0.text.contains("Mara heads legal.") }
    }

    @Test func `garbage in the middle is told, and what is around it is read`() throws {
        let home = try UserFolder()
        let server = try ResumeTests.server("Mara heads legal.", "Three deals.")
        defer { server.stop() }
        let id = try Self.conversation(home, server)
        let path = try WrittenJournals.path(id, home)
        var lines = try Data(contentsOf: URL(filePath: path))
            .split(separator: 0x0A, omittingEmptySubsequences: false).map { Data($0) }
        lines.insert(Data([0xFF, 0x00, 0x1B, 0x5B, 0x33, 0x6D]), at: 3)
        lines.insert(Data("{\"type\":".utf8), at: 3)
        let damaged = Data(lines.joined(separator: [0x0A]))
        try damaged.write(to: URL(filePath: path))
        let program = try ResumeTests.open(home, ["--base-url", server.url])
        try program.waitUntil("the conversation") { $0.text.contains("Mara heads legal.") }
        try program.waitUntil("the notice") {
            $0.text.contains(
                "2 lines of its journal could not be used, the first for this: line 4:")
        }
        try ResumeTests.ask("Which deals?", program, answer: "Three deals.")
        _ = try ResumeTests.quit(program)
        #expect(try WrittenJournals(home).texts[id]?.starts(with: damaged) == true)
    }
}
