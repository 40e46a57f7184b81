import Foundation
import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Two real programs on one state folder, against literal bytes.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct TwoDashboardsTests {
    private static let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-ID: req_A\r\n"
        + "Connection: close\r\n\r\n"
    private static let beginning =
        "event: text\ndata: {\"delta\": \"Mara heads\", \"conversation_id\": \"c1\"}\n\n"
    private static let rest = "event: text\ndata: {\"delta\": \" legal.\"}\n\n" + Fault.end

    /// Has the first program ask, and the second look at what it does.
    private static func watched(
        _ home: UserFolder, _ server: ScriptedServer, seen: String
    ) throws -> (first: PseudoTerminal, second: PseudoTerminal, id: String) {
        let first = try ResumeTests.open(home, ["--base-url", server.url])
        try first.waitUntil("to be ready") { $0.text.contains("idle") }
        try first.type("Who is Mara?\r")
        try first.waitUntil("the answer") { $0.text.contains(seen) }
        let id = try WrittenJournals(home).only
        let second = try ResumeTests.open(
            home, ["--base-url", server.url, "--new", "--resume", id])
        try second.waitUntil("what the other does") {
            $0.text.contains(seen) && $0.text.contains("Another lexi has this conversation open")
        }
        return (first, second, id)
    }

    private static func askForIt(_ program: PseudoTerminal) throws {
        try program.send([0x18])
        try program.type("A")
    }

    private func wishes(_ home: UserFolder) throws -> [String] {
        let names = try #require(
            FileManager.default.enumerator(atPath: WrittenJournals.folder(home)))
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".wants") }
    }

    @Test func `what one asks the other shows, running and to its end, and nothing more`() throws {
        let home = try UserFolder()
        let gate = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Self.head + Self.beginning), .wait(gate), .send(Self.rest),
                .close,
            ]
        ])
        defer { server.stop() }
        let (first, second, id) = try Self.watched(home, server, seen: "Mara heads")
        try second.waitUntil("the run") { $0.text(row: 39).contains("streaming") }
        // It is not the other's to stop.
        try second.send([0x1B])
        gate.open()
        try second.waitUntil("the rest") {
            $0.text.contains("Mara heads legal.") && $0.text(row: 39).contains("answered in")
        }
        try first.waitUntil("its end") { $0.text(row: 39).contains("answered in") }
        #expect(second.screen.bells == 0)
        #expect(server.requests.count == 1)
        let before = try WrittenJournals(home)
        _ = try ResumeTests.quit(second)
        #expect(try WrittenJournals(home).texts == before.texts)
        let sessions = try before.entries(id).filter { $0["type"] as? String == "session" }
        #expect(sessions.count == 1)
    }

    @Test func `a conversation goes to who asks for it, and back, and loses nothing`() throws {
        let home = try UserFolder()
        let server = try ResumeTests.server("Mara heads legal.", "Three deals.", "Nothing else.")
        defer { server.stop() }
        let (first, second, id) = try Self.watched(home, server, seen: "Mara heads legal.")
        try first.waitUntil("its end") { $0.text(row: 39).contains("answered in") }
        try Self.askForIt(second)
        try second.waitUntil("it to be left") { $0.text.contains("it goes on here now.") }
        try first.waitUntil("to be told") { $0.text.contains("left to another lexi") }
        try ResumeTests.ask("Which deals?", second, answer: "Three deals.")
        try first.waitUntil("what the other asked") { $0.text.contains("Three deals.") }
        try Self.askForIt(first)
        try first.waitUntil("it back") { $0.text.contains("it goes on here now.") }
        try ResumeTests.ask("What else?", first, answer: "Nothing else.")
        try second.waitUntil("what the other asked") { $0.text.contains("Nothing else.") }
        #expect(try wishes(home) == [])
        _ = try ResumeTests.quit(first)
        _ = try ResumeTests.quit(second)
        let types = try WrittenJournals(home).entries(id).compactMap { $0["type"] as? String }
        let turns = types.filter { ["session", "asked", "ended", "released"].contains($0) }
        let turn = ["session", "asked", "ended"]
        #expect(turns == turn + ["released"] + turn + ["released"] + turn)
        #expect(server.requests.count == 3)
    }

    @Test func `a running turn is not taken away, and one that was killed is`() throws {
        let home = try UserFolder()
        let gate = ScriptedServerGate()
        let server = try ScriptedServer(
            [
                [.readRequest, .send(Self.head + Self.beginning), .wait(gate), .close],
                [.readRequest, .send(Self.head + Self.beginning + Self.rest), .close],
            ], atOnce: true)
        defer {
            gate.open()
            server.stop()
        }
        let (first, second, id) = try Self.watched(home, server, seen: "Mara heads")
        try Self.askForIt(second)
        try second.waitUntil("no answer") { $0.text.contains("has not let go of it") }
        #expect(try wishes(home) == [])
        first.signal(SIGKILL)
        #expect(try first.waitForExit() == .killed(signal: SIGKILL))
        try second.waitUntil("it to be free") { $0.text.contains("it goes on here now.") }
        try second.waitUntil("the end") { $0.text(row: 39).contains("incomplete") }
        try second.send([0x18])
        try second.type("r")
        try second.waitUntil("the whole answer") { $0.text(row: 39).contains("answered in") }
        let keys = server.requests.map { $0.firstMatch(of: /(?i)idempotency-key: (\S+)/)?.1 }
        #expect(keys.count == 2 && keys[0] != nil && keys[0] == keys[1])
        _ = try ResumeTests.quit(second)
        #expect(try WrittenJournals(home).rest(id).isEmpty)
    }

    @Test func `what is written beside it goes on in a copy`() throws {
        let home = try UserFolder()
        let missing = API.json(#"{"error":{"code":"not_found"}}"#, status: "404 Not Found")
        let server = try ScriptedServer([
            [.readRequest, ResumeTests.answer("Mara heads legal.", in: "c1"), .close],
            [.readRequest, .send(missing), .close],
            [.readRequest, ResumeTests.answer("Then this.", in: "c1"), .close],
        ])
        defer { server.stop() }
        let (first, second, id) = try Self.watched(home, server, seen: "Mara heads legal.")
        let before = try WrittenJournals(home)
        try second.type("And then?\r")
        try second.waitUntil("what can be done") {
            $0.text.contains("Ctrl+X A asks for it, Ctrl+X C goes on in a copy")
        }
        try second.send([0x18])
        try second.type("C")
        try second.waitUntil("the copy") {
            $0.text.contains("It goes on in the same conversation on the server")
        }
        #expect(second.screen.text.contains("9/12000"))
        try second.type("\r")
        try second.waitUntil("the answer") { $0.text.contains("Then this.") }
        #expect(server.requests.last?.contains(#""conversation_id":"c1""#) == true)
        _ = try ResumeTests.quit(second)
        _ = try ResumeTests.quit(first)
        let after = try WrittenJournals(home)
        #expect(after.texts.count == 2)
        #expect(after.texts[id] == before.texts[id])
    }

    @Test func `two starts never bring back the same tab`() throws {
        let home = try UserFolder()
        let server = try ResumeTests.server("Mara heads legal.")
        defer { server.stop() }
        let first = try ResumeTests.open(home, ["--base-url", server.url])
        try first.waitUntil("to be ready") { $0.text.contains("idle") }
        try ResumeTests.ask("Who is Mara?", first, answer: "Mara heads legal.")
        let second = try ResumeTests.open(home, ["--base-url", server.url])
        try second.waitUntil("to be ready") { $0.text.contains("idle") }
        #expect(second.screen.text(row: 0).contains("1 Untitled"))
        _ = try ResumeTests.quit(first)
        let third = try ResumeTests.open(home, ["--base-url", server.url])
        try third.waitUntil("the tab") { $0.text.contains("Mara heads legal.") }
        #expect(!third.screen.text.contains("Another lexi"))
    }
}
