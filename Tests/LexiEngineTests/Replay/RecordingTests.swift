import LexiAPI
import LexiEngine
import LexiJournal
import LexiSession
import Testing

/// What a file is, is told from its content; what is wrong with it, in a sentence.
@Suite struct RecordingTests {
    private static let noon = Instant(nanoseconds: 5_000_000_000, unixSeconds: 1_795_435_200)

    private func read(_ text: String) throws(Recording.Problem) -> Recording {
        try Recording(Array(text.utf8), name: "a.sse", now: Self.noon)
    }

    private func problem(_ text: String) -> Recording.Problem? {
        do throws(Recording.Problem) {
            _ = try read(text)
            return nil
        } catch {
            return error
        }
    }

    private static let stream = """
        : hello

        event: text
        data: {"delta": "Hi "}

        event: text
        data: {"delta": "there"}

        event: done
        data: {"credits_remaining": 1, "message_id": "m"}

        data: [DONE]


        """

    @Test func `a journal is one by its first line`() throws {
        let recording = try read(ReplayedJournal.opening + ReplayedJournal.turn(1, at: 0))
        #expect(recording.hasTimes)
        #expect(recording.conversations.map(\.opening.service.baseURL) == ["https://crm.example"])
        #expect(
            recording.events.count == 5 && recording.events.allSatisfy { $0.origin == .replayed })
    }

    @Test func `of a broken journal the lines are named, and the rest is played`() throws {
        let lines = (ReplayedJournal.opening + ReplayedJournal.turn(1, at: 0))
            .split(separator: "\n").map(String.init)
        var broken = lines
        broken.insert("garbage", at: 2)
        broken.insert(#"{"type":"news","us":1}"#, at: 4)
        let recording = try read(broken.joined(separator: "\n") + "\n{\"type\":\"by")
        #expect(
            recording.problems == [JournalProblem(line: 3, reason: "the line is no JSON object")])
        #expect(recording.problemCount == 1 && recording.unknownCount == 1 && recording.isTorn)
        #expect(recording.events == (try read(lines.joined(separator: "\n") + "\n")).events)
    }

    @Test func `a turn whose program was killed is interrupted`() throws {
        let lines = (ReplayedJournal.opening + ReplayedJournal.turn(1, at: 0))
            .split(separator: "\n").dropLast()
        let recording = try read(lines.joined(separator: "\n") + "\n")
        #expect(recording.events.last?.body == .interrupted)
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"])
    func `a capture is a conversation of one turn`(head: String) throws {
        let recording = try read(head + Self.stream)
        #expect(!recording.hasTimes)
        var state = SessionState()
        state.take(recording.events)
        let conversation = try #require(state.conversations.first)
        #expect(state.conversations.count == 1 && conversation.title == "a.sse")
        let turn = try #require(conversation.lastTurn)
        #expect(turn.answer.text == "Hi there" && turn.outcome == .completed)
        // A piece for each thing that it says, at a steady pace.
        let times = recording.events.map { $0.instant.nanoseconds - Self.noon.nanoseconds }
        let steps: UInt64 = head.isEmpty ? 5 : 6
        #expect(times == [0, 0] + (1...steps).map { $0 * 50_000_000 })
    }

    @Test func `a JSON answer and an error are captures, too`() throws {
        let recording = try read(
            #"{"error":{"code":"rate_limited","message":"Slow down"}}"#)
        var state = SessionState()
        state.take(recording.events)
        #expect(state.conversations.first?.lastTurn?.failure?.code == .rateLimited)
    }

    @Test func `what cannot be played is told in a sentence`() {
        #expect(problem("") == .empty)
        #expect(problem("{\"lexi_journal\":2}\n") == .journal(.newer(version: 2)))
        // Of no conversation; or of one, but of nobody knows which server's.
        #expect(problem("{\"product\":\"x\",\"lexi_journal\":1}\n") == .nothingHappened)
        let id = "0195f3c0-0000-7000-8000-000000000001"
        #expect(
            problem("{\"conversation\":\"\(id)\",\"lexi_journal\":1}\n")
                == .journal(.notAJournal))
        // One that was cut off within its first line.
        #expect(problem(#"{"lexi_journal":1,"conv"#) == .journal(.notAJournal))
        #expect(
            problem(ReplayedJournal.opening.split(separator: "\n")[0] + "\n") == .nothingHappened)
        #expect(problem(#"{"type":"text","delta":"Hi"}"# + "\n") == .printedLines)
        guard case .notACapture(let reason)? = problem("<!DOCTYPE html>\n") else {
            Issue.record("a web page was taken for a capture")
            return
        }
        #expect(reason.contains("<!DOCTYPE html>"))
        for problem in [Recording.Problem.empty, .nothingHappened, .printedLines] {
            #expect(!problem.reason.hasSuffix(".") && problem.reason.count > 10)
        }
    }
}
