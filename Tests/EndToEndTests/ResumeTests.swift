import Foundation
import LexiScreen
import LexiTesting
import Testing

/// A start that goes on where the last one ended, in the real program against literal bytes.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct ResumeTests {
    /// A whole answer in a conversation of the server's.
    static func answer(_ text: String, in conversation: String) -> ScriptedServer.Step {
        .send(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-ID: req_A\r\n"
                + "Connection: close\r\n\r\n"
                + "event: text\ndata: {\"delta\": \"\(text)\", \"conversation_id\": "
                + "\"\(conversation)\"}\n\n" + Fault.end)
    }

    /// A server that gives these answers, one to each request, each in a conversation of its own
    /// (`c1`, `c2`, …).
    static func server(_ answers: String...) throws -> ScriptedServer {
        try ScriptedServer(
            answers.enumerated().map { number, text in
                [.readRequest, answer(text, in: "c\(number + 1)"), .close]
            })
    }

    static func open(
        _ home: UserFolder, _ arguments: [String], key: String = "wbk_live_one"
    ) throws -> PseudoTerminal {
        let environment = ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"]
            .merging(home.environment) { $1 }.merging(["LEXI_API_KEY": key]) { $1 }
        return try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: arguments,
            environment: environment, size: .init(columns: 120, rows: 40))
    }

    /// Asks a question and waits until it is answered.
    static func ask(_ question: String, _ program: PseudoTerminal, answer: String) throws {
        try program.type("\(question)\r")
        try program.waitUntil("the answer", timeout: .seconds(30)) {
            $0.text.contains(answer) && $0.text(row: 39).contains("answered in")
        }
    }

    /// Quits, and tells what is on the screen then.
    static func quit(_ program: PseudoTerminal) throws -> String {
        try program.send([0x18])
        try program.type("q")
        #expect(try program.waitForExit() == .exited(status: 0))
        return program.screen.text
    }

    /// Leaves two conversations that are open, and one that was closed.
    private func leaveThree(_ home: UserFolder, _ server: ScriptedServer) throws -> String {
        let program = try Self.open(home, ["--base-url", server.url])
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try Self.ask("Who is Mara?", program, answer: "Mara heads legal.")
        try program.send([0x0E])
        try Self.ask("Which deals?", program, answer: "Three deals.")
        try program.send([0x0E])
        try Self.ask("What else?", program, answer: "Nothing else.")
        // The second is closed; the first is in front.
        try program.send([0x1B, UInt8(ascii: "2"), 0x18])
        try program.type("w")
        try program.waitUntil("it to be closed") { !$0.text.contains("Three deals.") }
        try program.send([0x1B, UInt8(ascii: "1")])
        try program.waitUntil("the first") { $0.text.contains("Mara heads legal.") }
        return try Self.quit(program)
    }

    @Test func `tabs come back whole, without a request, a written byte or a bell`() throws {
        let home = try UserFolder()
        let server = try Self.server("Mara heads legal.", "Three deals.", "Nothing else.", "More.")
        defer { server.stop() }
        let said = try leaveThree(home, server)
        #expect(said.contains("The next start opens these again; one of them alone:"))
        let before = try WrittenJournals(home)
        #expect(before.texts.count == 3)
        let names = said.matches(of: /lexi --resume ([0-9a-f-]{36})  (.*)/).map { match in
            (id: String(match.1), title: match.2.trimmingCharacters(in: .whitespaces))
        }
        #expect(names.map(\.title) == ["Who is Mara?", "What else?"])
        #expect(names.allSatisfy { before.texts[$0.id] != nil })

        let program = try Self.open(home, ["--base-url", server.url])
        try program.waitUntil("the first") { $0.text.contains("Mara heads legal.") }
        #expect(program.screen.text(row: 0).contains("1 Who is Mara?"))
        #expect(program.screen.text(row: 0).contains("2 What else?"))
        try program.send([0x1B, UInt8(ascii: "2")])
        try program.waitUntil("the other") { $0.text.contains("Nothing else.") }
        try program.send([0x18])
        try program.type("U")
        try program.waitUntil("the closed one") { $0.text.contains("Three deals.") }
        #expect(program.screen.text(row: 0).contains("3 Which deals?"))
        #expect(try WrittenJournals(home).texts == before.texts)
        #expect(server.requests.count == 3)
        #expect(program.screen.bells == 0)
        // It goes on in the same conversation, and in the same file.
        try Self.ask("And then?", program, answer: "More.")
        #expect(server.requests.last?.contains(#""conversation_id":"c2""#) == true)
        _ = try Self.quit(program)
        let after = try WrittenJournals(home)
        #expect(after.texts.count == 3)
        for (id, text) in before.texts {
            let isContinued = text.range(of: Data("Which deals?".utf8)) != nil
            #expect(after.texts[id]?.starts(with: text) == true)
            #expect((after.texts[id] != text) == isContinued)
        }
    }

    @Test func `a start with nothing new leaves the tabs to the next`() throws {
        let home = try UserFolder()
        let server = try Self.server("Mara heads legal.", "Three deals.", "Nothing else.")
        defer { server.stop() }
        _ = try leaveThree(home, server)
        let before = try WrittenJournals(home)
        let fresh = try Self.open(home, ["--base-url", server.url, "--new"])
        try fresh.waitUntil("to be ready") { $0.text.contains("idle") }
        #expect(fresh.screen.text(row: 0).contains("1 Untitled"))
        #expect(!fresh.screen.text(row: 0).contains("Mara"))
        let said = try Self.quit(fresh)
        #expect(!said.contains("lexi --resume"))
        let next = try Self.open(home, ["--base-url", server.url])
        try next.waitUntil("the tabs") { $0.text.contains("Mara heads legal.") }
        #expect(next.screen.text(row: 0).contains("2 What else?"))
        #expect(try WrittenJournals(home).texts == before.texts)
    }

    @Test func `one conversation is named by either of its names`() throws {
        let home = try UserFolder()
        let server = try Self.server("Mara heads legal.", "Three deals.", "Nothing else.")
        defer { server.stop() }
        _ = try leaveThree(home, server)
        let journals = try WrittenJournals(home)
        let local = try #require(
            journals.texts.first { $0.value.range(of: Data("Three deals.".utf8)) != nil }?.key)
        for name in [local, "c2"] {
            let program = try Self.open(
                home, ["--base-url", server.url, "--new", "--resume", name])
            try program.waitUntil("the closed one") { $0.text.contains("Three deals.") }
            #expect(try Self.quit(program).contains("lexi --resume \(local)  Which deals?"))
        }
        let unknown = try Program.run(
            "--base-url", server.url, "--resume", "c9",
            environment: home.environment.merging(["LEXI_API_KEY": "k"]) { $1 })
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("no conversation c9 in "))
        #expect(unknown.errors.contains("lexi --conversation c9 asks the server for one"))
        #expect(server.requests.count == 3)
        #expect(try WrittenJournals(home).texts == journals.texts)
    }

    @Test func `lines go on with a conversation that is named, or ask nothing`() throws {
        let home = try UserFolder()
        let name = "a5a9a760-8d4e-4b8f-9a55-000000000001"
        let server = try ScriptedServer([
            [.readRequest, Self.answer("Mara heads legal.", in: name), .close],
            [.readRequest, Self.answer("Nordkai.", in: name), .close],
            [.readRequest, Self.answer("In Hamburg.", in: name), .close],
        ])
        defer { server.stop() }
        let environment = home.environment.merging(["LEXI_API_KEY": "wbk_live_one"]) { $1 }
        func lines(
            _ conversation: String, _ url: String? = nil, key: String = "wbk_live_one"
        ) throws -> Program.Result {
            try Program.run(
                "--linear", "--base-url", url ?? server.url, "--resume", conversation,
                input: "And who is the client?\n",
                environment: environment.merging(["LEXI_API_KEY": key]) { $1 })
        }
        _ = try Program.run(
            "ask", "--history", "--base-url", server.url, "Who is Mara?", environment: environment)
        let id = try WrittenJournals(home).only
        // The server's names may have the form of our own.
        for conversation in [name, "\(id)"] {
            let went = try lines(conversation)
            #expect(went.status == 0, "\(went.errors)")
            #expect(went.errors.contains("Going on with \(id)") || conversation == name)
            #expect(server.requests.last?.contains("\"conversation_id\":\"\(name)\"") == true)
        }
        let asked = server.requests.count
        #expect(asked == 3)
        let unknown = try lines("nope")
        #expect(unknown.status == 64 && unknown.errors.contains("no conversation nope in "))
        let other = try lines("\(id)", "http://127.0.0.1:9")
        #expect(other.status == 64)
        #expect(other.errors.contains("belongs to another server, key or demo"))
        let otherKey = try lines("\(id)", key: "wbk_live_two")
        #expect(otherKey.status == 64)
        #expect(server.requests.count == asked)
    }

    @Test func `what lexi ask writes down goes on in the dashboard`() throws {
        let home = try UserFolder()
        let server = try Self.server("Mara heads legal.", "More.")
        defer { server.stop() }
        let environment = home.environment.merging(["LEXI_API_KEY": "wbk_live_one"]) { $1 }
        let asked = try Program.run(
            "ask", "--history", "--base-url", server.url, "Who is Mara?", environment: environment)
        #expect(asked.status == 0)
        let id = try WrittenJournals(home).only
        #expect(asked.errors.contains("note: lexi --resume \(id) goes on with it"))
        let program = try Self.open(home, ["--base-url", server.url, "--resume", id])
        try program.waitUntil("the answer") { $0.text.contains("Mara heads legal.") }
        try Self.ask("And then?", program, answer: "More.")
        #expect(server.requests.last?.contains(#""conversation_id":"c1""#) == true)
        _ = try Self.quit(program)
        let asking = try WrittenJournals(home).entries(id).filter {
            $0["type"] as? String == "asked"
        }
        #expect(asking.count == 2)
    }

    @Test func `lexi ask writes nothing down unasked`() throws {
        let home = try UserFolder()
        let server = try Self.server("Mara heads legal.")
        defer { server.stop() }
        let environment = home.environment.merging(["LEXI_API_KEY": "wbk_live_one"]) { $1 }
        let asked = try Program.run(
            "ask", "--base-url", server.url, "Who is Mara?", environment: environment)
        #expect(asked.status == 0)
        #expect(try WrittenJournals(home).texts.isEmpty)
    }

    @Test func `with another key a conversation is for reading, and goes on in a new tab`() throws {
        let home = try UserFolder()
        let server = try Self.server("Mara heads legal.", "Then this.")
        defer { server.stop() }
        var program = try Self.open(home, ["--base-url", server.url])
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try Self.ask("Who is Mara?", program, answer: "Mara heads legal.")
        _ = try Self.quit(program)
        let before = try WrittenJournals(home)

        program = try Self.open(home, ["--base-url", server.url], key: "wbk_live_other")
        try program.waitUntil("the conversation") { $0.text.contains("Mara heads legal.") }
        #expect(server.requests.count == 1)
        try Self.ask("And then?", program, answer: "Then this.")
        #expect(program.screen.text(row: 0).contains("2 And then?"))
        let asked = try #require(server.requests.last)
        #expect(asked.contains("wbk_live_other"))
        // The same server may show it to this key, too.
        #expect(asked.contains(#""conversation_id":"c1""#))
        _ = try Self.quit(program)
        let after = try WrittenJournals(home)
        #expect(after.texts.count == 2)
        let first = try before.only
        #expect(after.texts[first] == before.texts[first])
        for text in after.texts.values {
            #expect(text.range(of: Data("wbk_live".utf8)) == nil)
        }
    }

    @Test func `what the demo said is for reading, and a new question starts anew`() throws {
        let home = try UserFolder()
        var program = try Self.open(home, ["--demo", "--demo-pace", "0.1"])
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try Self.ask("Who is Mara Vogt?", program, answer: "Read Mara Vogt")
        _ = try Self.quit(program)
        let before = try WrittenJournals(home)
        program = try Self.open(home, ["--demo", "--demo-pace", "0.1"])
        try program.waitUntil("the conversation") { $0.text.contains("Read Mara Vogt") }
        #expect(try WrittenJournals(home).texts == before.texts)
        try program.type("Which deals are open?\r")
        try program.waitUntil("a tab of its own", timeout: .seconds(30)) {
            $0.text(row: 0).contains("2 Which deals are open?")
                && $0.text(row: 39).contains("answered in")
        }
        _ = try Self.quit(program)
        let after = try WrittenJournals(home)
        let first = try before.only
        #expect(after.texts[first] == before.texts[first])
        let second = try #require(after.texts.keys.first { $0 != first })
        let request = try #require(
            after.entries(second).first { $0["type"] as? String == "asked" }?["request"]
                as? [String: Any])
        #expect(request["conversation_id"] == nil)
    }
}
