import Foundation
import LexiScreen
import LexiTesting
import Testing

/// Writing messages in the real program: pastes, the editor, drafts and the history.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct WritingTests {
    private func demo(
        _ home: UserFolder, _ more: [String: String] = [:], keepsHistory: Bool = true
    ) throws -> PseudoTerminal {
        let environment = home.environment.merging(more) { $1 }
        let program =
            keepsHistory
            ? try Program.dashboard("--demo", "--demo-pace", "0.2", environment: environment)
            : try Program.dashboard(
                "--demo", "--demo-pace", "0.2", "--no-history", environment: environment)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        return program
    }

    /// Writes a program that edits the file it is given, as a script would.
    private func editor(_ home: UserFolder, _ script: String) throws -> String {
        try home.write("#!/bin/sh\n\(script)\n", to: "my editor", mode: 0o700)
    }

    @Test func `a paste of a megabyte appears, does not send, and keys go on`() throws {
        let program = try demo(try UserFolder())
        let line = String(repeating: "pasted words ", count: 5) + "\r"
        let paste = String(repeating: line, count: (1 << 20) / line.utf8.count)
        try program.send(Array("\u{1B}[200~\(paste)\u{1B}[201~".utf8))
        try program.waitUntil("the paste", timeout: .seconds(30)) {
            $0.text.contains("[pasted 1,024 KB, 15,887 lines]")
        }
        try program.type("key")
        try program.waitUntil("the key") { $0.text.contains("lines]key") }
        #expect(program.screen.text(row: 39).contains("idle"))
        // In full it is as quick.
        try program.type("\u{1B}e")
        try program.waitUntil("it in full", timeout: .seconds(30)) {
            $0.text.contains("pasted words pasted words")
        }
        try program.type("end")
        try program.waitUntil("the end") { $0.text.contains("1048548/12000") }
    }

    @Test func `pasted lines of a terminal without marks do not send`() throws {
        let program = try demo(try UserFolder())
        try program.type("one\rtwo\rthree\r")
        try program.waitUntil("the lines") { $0.text.contains("three") }
        try program.type("!")
        try program.waitUntil("the key") {
            $0.text.contains("14/12000") || $0.text.contains("15/12000")
        }
        #expect(program.screen.text(row: 39).contains("idle"))
        #expect(!program.screen.text.contains("you "))
    }

    @Test func `drafts come back with the next start, also after a hang-up`() throws {
        let home = try UserFolder()
        var program = try demo(home)
        try program.type("half a question")
        try program.waitUntil("the text") { $0.text.contains("15/12000") }
        program.hangUp()
        _ = try program.waitForExit()
        program = try demo(home)
        try program.waitUntil("the draft") { $0.text.contains("half a question") }
        #expect(program.screen.text.contains("What was not sent last time is back."))
        let folder = home.path + "/.local/state/lexi/drafts"
        let file = folder + "/demo.1.json"
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        // What is sent is no draft any more, but in the history.
        try program.type("\r")
        try program.waitUntil("the end", timeout: .seconds(30)) {
            $0.text(row: 39).contains("answered in")
        }
        try program.send([0x04])
        #expect(try program.waitForExit() == .exited(status: 0))
        #expect(!FileManager.default.fileExists(atPath: file))
        program = try demo(home)
        #expect(program.screen.text.contains("0/12000"))
        try program.send([0x12])
        try program.type("HALF")
        try program.waitUntil("the match") { $0.text.contains("search: HALF") }
        #expect(program.screen.text.contains("half a question"))
        try program.type("\r")
        try program.waitUntil("the message") { $0.text.contains("15/12000") }
    }

    /// What there is of drafts and of the history.
    private func written(_ home: UserFolder) -> [String] {
        ["drafts", "history"].flatMap { folder in
            let path = home.path + "/.local/state/lexi/" + folder
            let names = try? FileManager.default.contentsOfDirectory(atPath: path)
            return names.map { [folder] + $0.sorted() } ?? []
        }
    }

    @Test(arguments: [true, false])
    func `without a history nothing of what is sent or left is written down`(_ isOption: Bool)
        throws
    {
        let home = try UserFolder()
        if !isOption { try home.write("history = false\n", to: "config.toml") }
        let program = try demo(home, keepsHistory: !isOption)
        try program.type("Who is Mara Vogt?\r")
        try program.waitUntil("the end", timeout: .seconds(30)) {
            $0.text(row: 39).contains("answered in")
        }
        try program.type("half a question")
        try program.waitUntil("the text") { $0.text.contains("15/12000") }
        #expect(written(home) == [])
        // In this run it is known.
        try program.send([0x12])
        try program.type("MARA")
        try program.waitUntil("the match") { $0.text.contains("search: MARA") }
        try program.type("\r")
        try program.waitUntil("the message") { $0.text.contains("17/12000") }
        program.hangUp()
        _ = try program.waitForExit()
        #expect(written(home) == [])
    }

    @Test func `without a history a key leaves nothing behind either`() throws {
        let home = try UserFolder()
        let port = try ScriptedServerClosedPort()
        let program = try Program.dashboard(
            "--no-history", "--base-url", port.url,
            environment: home.environment.merging(["LEXI_API_KEY": "wbk_live_k"]) { $1 })
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("half a question")
        try program.waitUntil("the text") { $0.text.contains("15/12000") }
        program.hangUp()
        _ = try program.waitForExit()
        #expect(written(home) == [])
    }

    @Test func `without a history what was written down before is there, and stays as it is`()
        throws
    {
        let home = try UserFolder()
        var program = try demo(home)
        try program.type("half a question")
        try program.waitUntil("the text") { $0.text.contains("15/12000") }
        program.hangUp()
        _ = try program.waitForExit()
        let before = written(home)
        program = try demo(home, keepsHistory: false)
        try program.waitUntil("the draft") { $0.text.contains("half a question") }
        try program.type(" more")
        try program.waitUntil("the text") { $0.text.contains("20/12000") }
        program.hangUp()
        _ = try program.waitForExit()
        #expect(written(home) == before)
        program = try demo(home)
        try program.waitUntil("the draft") { $0.text.contains("15/12000") }
    }

    @Test func `the editor gets the text alone in a private file, and what it saves comes back`()
        throws
    {
        let home = try UserFolder()
        let report = home.path + "/report"
        let path = try editor(
            home,
            """
            ls -l "$2" | cut -c1-10 > '\(report)'
            cat "$2" >> '\(report)'
            echo "$1" >> '\(report)'
            ls /proc/self/fd | wc -l >> '\(report)'
            printf 'edited 漢\\nsecond line\\n' > "$2"
            touch "$2~"
            """)
        let program = try demo(
            home, ["EDITOR": "'\(path)' --wait", "XDG_RUNTIME_DIR": home.path])
        try program.type("draft")
        try program.waitUntil("the text") { $0.text.contains("5/12000") }
        try program.send([0x07])
        try program.waitUntil("the edited text") { $0.text.contains("second line") }
        #expect(program.screen.text.contains("edited 漢"))
        #expect(program.screen.text.contains("20/12000"))
        let lines = try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n")
        // The last is what ls has open: three streams and the folder.
        #expect(lines == ["-rw-------", "draft", "--wait", "4"])
        let left = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(!left.contains { $0.hasPrefix("lexi-") })
        try program.type("!")
        try program.waitUntil("a key") { $0.text.contains("21/12000") }
    }

    @Test func `an editor that fails or is missing leaves the text as it was`() throws {
        let home = try UserFolder()
        let path = try editor(home, "echo lost > \"$1\"; exit 3")
        var program = try demo(home, ["VISUAL": "\"\(path)\""])
        try program.type("draft")
        try program.send([0x07])
        try program.waitUntil("the notice") { $0.text.contains("ended with status 3.") }
        #expect(program.screen.text.contains("5/12000"))
        try program.send([0x03])
        try program.send([0x03])
        _ = try program.waitForExit()
        program = try demo(home, ["EDITOR": "no-such-editor"])
        try program.send([0x07])
        try program.waitUntil("the notice") {
            $0.text.contains("There is no editor no-such-editor")
        }
    }

    @Test func `an answer streams on while the editor is open`() throws {
        let home = try UserFolder()
        let gate = home.path + "/gate"
        let path = try editor(home, "while [ ! -e '\(gate)' ]; do sleep 0.05; done")
        let program = try demo(home, ["EDITOR": "'\(path)'"])
        try program.type("What do we know about Mara Vogt?")
        try program.type("\r")
        try program.waitUntil("a run") { $0.text(row: 39).contains("tool") }
        try program.send([0x07])
        try program.waitUntil("the other screen") { !$0.text.contains("Conversation") }
        try Data().write(to: URL(filePath: gate))
        try program.waitUntil("the end", timeout: .seconds(30)) {
            $0.text(row: 39).contains("answered in")
        }
    }
}
