import Foundation
import LexiAPI
import LexiJournal
import LexiSession
import LexiTesting
import LexiWire
import Testing

/// The format as `docs/journal.md` has it, to the letter.
@Suite struct JournalFormatTests {
    private static let page: String = {
        let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return (try? String(contentsOfFile: "/" + here + "/docs/journal.md", encoding: .utf8)) ?? ""
    }()

    private static func block(_ language: String) -> String {
        let parts = page.split(separator: "```", omittingEmptySubsequences: false)
        let block = parts.first { $0.hasPrefix(language + "\n") } ?? ""
        return String(block.dropFirst(language.count + 1))
    }

    private static func events(_ text: String) throws -> [SessionEvent] {
        var decoder = JournalDecoder(origin: .live)
        let events = try decoder.feed(text.utf8) + decoder.finish()
        #expect(decoder.problems == [] && !decoder.isTorn)
        return events
    }

    @Test func `the example of the page is what is read, and what is written`() throws {
        let text = Self.block("json")
        let events = try Self.events(text)
        var state = SessionState()
        state.take(events)
        let turn = try #require(state.conversations.first?.lastTurn)
        #expect(turn.request.message == "Who is Mara?" && turn.request.context[.contact] == "c_17")
        #expect(turn.answer.text == "Mara heads legal.")
        #expect(turn.outcome == .completed && turn.hasTerminator)
        #expect(turn.creditsDelta == -3 && turn.requestID == "req_81")
        #expect(turn.sentAt.unixSeconds == 1_796_037_630.123471)
        #expect(turn.answer.marks.map(\.instant.unixSeconds) == [1_796_037_630.205556])

        var encoder = JournalEncoder(
            session: try #require(UniqueID("7d1c0000-0000-4000-8000-000000000002")),
            began: Instant(nanoseconds: 1_796_037_628_123_456_000, unixSeconds: 0))
        let opened = try #require(events.first)
        guard case .opened(let opening) = opened.body else {
            Issue.record("the first event is no opening")
            return
        }
        var written = JournalEncoder.header(
            JournalHeader(
                conversation: opened.conversation, opening: opening, product: "lexi 0.2.0"))
        written += encoder.sessionLine(at: opened.instant)
        for event in events { written += encoder.line(event) ?? "" }
        #expect(written == text)
    }

    @Test func `the reader of the page reads the example`() throws {
        let site = try Site()
        try site.write(Self.block("python"), to: site.path + "/read.py")
        try site.write(Self.block("json"), to: site.path + "/journal.jsonl")
        let shell = try ChildProcess(
            executable: "/bin/sh",
            arguments: ["-c", "cd \(site.path) && python3 read.py journal.jsonl > output"],
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"])
        #expect(shell.waitUntilExit() == 0)
        #expect(
            try site.text(site.path + "/output")
                == "Q: Who is Mara?\nA: Mara heads legal. (completed)\n")
    }

    @Test func `lines of unknown types and members are passed over`() throws {
        let lines = Self.block("json").split(separator: "\n").map { $0 + "\n" }
        var changed = lines
        changed.insert(#"{"type":"weather","seq":9,"us":1,"rain":true}"# + "\n", at: 3)
        changed[5] = changed[5].replacing("\"text\":", with: "\"colour\":{\"a\":[1]},\"text\":")
        var decoder = JournalDecoder(origin: .live)
        let events = try decoder.feed(changed.joined().utf8)
        #expect(try decoder.finish() == [])
        #expect(events == (try Self.events(lines.joined())))
        #expect(decoder.unknownCount == 1 && decoder.problems == [])
    }

    @Test func `lines that cannot be used are told, and the others are read`() throws {
        var lines = Self.block("json").split(separator: "\n").map { $0 + "\n" }
        lines.insert("{\"type\":\"bytes\",\"seq\":4\n", at: 4)
        lines.insert("\u{0}\u{0}\u{0}\n", at: 5)
        lines.insert("{\"type\":\"head\",\"seq\":4,\"us\":1}\n", at: 6)
        lines.insert("{\"type\":\"closed\",\"seq\":4}\n", at: 7)
        lines.insert("[1]\n", at: 8)
        var decoder = JournalDecoder(origin: .live)
        _ = try decoder.feed(lines.joined().utf8)
        #expect(decoder.problems.map(\.line) == [5, 6, 7, 8, 9])
        #expect(
            decoder.problems.map(\.reason) == [
                "the line is no JSON object", "the line is no JSON object",
                "a line of type head that lacks something",
                "a line of type closed without its time", "the line is no JSON object",
            ])
        var state = SessionState()
        state.take(try Self.events(Self.block("json")))
        var read = SessionState()
        var again = JournalDecoder(origin: .live)
        read.take(try again.feed(lines.joined().utf8))
        #expect(read == state)
    }

    @Test func `what is no journal, and what a later version wrote, is told`() throws {
        func error(_ text: String) -> JournalError? {
            var decoder = JournalDecoder(origin: .live)
            do throws(JournalError) {
                _ = try decoder.feed(text.utf8)
                _ = try decoder.finish()
                return nil
            } catch {
                return error
            }
        }
        #expect(error("") == .notAJournal)
        #expect(error("event: text\n") == .notAJournal)
        #expect(error("{\"type\":\"bytes\"}\n") == .notAJournal)
        #expect(error("\u{FF}\n") == .notAJournal)
        #expect(error("{\"lexi_journal\":2,\"weather\":1}\n") == .newer(version: 2))
        #expect(
            JournalError.newer(version: 2).reason
                == "this journal has format 2, which a later version of lexi wrote; this one reads "
                + "up to 1")
    }

    @Test func `a turn whose program ended is told to be cut off, by what comes next`() throws {
        let lines = Self.block("json").split(separator: "\n").map { $0 + "\n" }
        let torn = lines[..<6].joined() + "{\"type\":\"byt"
        var decoder = JournalDecoder(origin: .restored)
        let events = try decoder.feed(torn.utf8)
        #expect(decoder.isTorn)
        let last = try #require(events.last)
        let interruption = SessionEvent(
            sequence: last.sequence, instant: last.instant, origin: .restored,
            conversation: last.conversation, turn: last.turn, attempt: 1, body: .interrupted)
        #expect(try decoder.finish() == [interruption])

        let next =
            lines[..<6].joined()
            + lines[1].replacing("7d1c0000", with: "7d1c0001")
        var other = JournalDecoder(origin: .restored)
        #expect(try other.feed(next.utf8).last == interruption)

        // The program that comes back to the file goes on with its turn.
        let same = lines[..<6].joined() + lines[1] + lines[6...].joined()
        var third = JournalDecoder(origin: .restored)
        var state = SessionState()
        state.take(try third.feed(same.utf8))
        #expect(state.conversations.first?.lastTurn?.outcome == .completed)
    }

    @Test func `bytes that are no text by themselves are written in letters`() {
        var encoder = JournalEncoder(session: UniqueID(high: 0, low: 0), began: Self.start)
        _ = encoder.sessionLine(at: Self.start)
        for bytes: [UInt8] in [[0xE2], [0x80, 0x9C, 0x41], [0xFF, 0x00], [0x00, 0x7F], []] {
            let line =
                encoder.line(
                    SessionEvent(
                        instant: Self.start, turn: TurnID(1), attempt: 1,
                        body: .attempt(.received(ReceivedBytes(bytes)), []))) ?? ""
            #expect(
                line.contains("base64")
                    == (bytes == [0xE2] || bytes.first == 0x80 || bytes.first == 0xFF))
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A })
            #expect(line.utf8.count { $0 == 0x0A } == 1)
        }
    }

    private static let start = Instant(
        nanoseconds: 1_796_037_628_123_456_000, unixSeconds: 1_796_037_628.123456)
}
