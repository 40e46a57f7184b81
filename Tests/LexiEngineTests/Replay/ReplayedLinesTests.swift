import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiSession
import LexiSessionSamples
import LexiState
import LexiTesting
import Synchronization
import Testing

/// What is printed of a recording is what was printed live, byte for byte.
@Suite(.timeLimit(.minutes(5))) struct ReplayedLinesTests {
    /// What was printed on standard output.
    private final class Printed: Sendable {
        private let text = Mutex("")
        var all: String { text.withLock { $0 } }
        func add(_ output: HeadlessOutput) {
            for case .output(let piece) in output.pieces { text.withLock { $0 += piece } }
        }
    }

    private func replayed(_ events: [SessionEvent]) throws -> (lines: String, status: Int32?) {
        let recording = try Recording(
            SessionJournals(events).onlyFile, name: "",
            now: Instant(nanoseconds: 0, unixSeconds: 0))
        var turns = PrintedTurns(JSONLinePrinter(), hasTimes: recording.hasTimes)
        var output = HeadlessOutput()
        for event in recording.events { turns.print(event, to: &output) }
        let printed = Printed()
        printed.add(output)
        let status = turns.ending.map { $0.outcome.exitStatus(failure: $0.failure) }
        return (printed.all, status)
    }

    /// Each question is one run of `lexi ask`.
    @Test(arguments: Soak.seeds(40))
    func `the lines of each turn are those of its own run`(_ seed: UInt64) async throws {
        let events = RandomSession(seed: seed, conversations: 1).events
        let printed = Printed()
        var session: HeadlessSession<JSONLinePrinter>?
        var status: Int32?
        for event in events {
            if case .asked = event.body {
                session = HeadlessSession(
                    printer: JSONLinePrinter(), now: { event.instant }, write: printed.add)
            }
            if let ending = await session?.take([event]) {
                status = ending.outcome.exitStatus(failure: ending.failure)
            }
        }
        let replayed = try replayed(events)
        #expect(replayed.lines == printed.all)
        #expect(replayed.status == status)
        #expect(printed.all.hasPrefix(#"{"type":"request","at_ms":0,"#))
    }

    @Test func `a run against a server is printed again to the microsecond`() async throws {
        let stream = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            X-Request-ID: req_1\r
            \r
            event: thinking
            data: {"text": "Who\\u001b[2J?"}

            event: text
            data: {"delta": "Mara 👩‍⚖️"}

            event: novelty
            data: {"x": 1}

            event: done
            data: {"credits_remaining": 4840, "message_id": "msg_1"}

            data: [DONE]


            """
        let server = try ScriptedServer([[.readRequest, .drip(stream), .close]])
        defer { server.stop() }
        let configuration = try ClientConfiguration(baseURL: server.url)
        let engine = Engine(connect: { () throws(Failure) in LexiClient(configuration) })
        let events = engine.bus.subscribe(capacity: .bytes(1 << 20))
        let printed = Printed()
        let session = HeadlessSession(
            printer: JSONLinePrinter(), now: SystemClock.now, write: printed.add)
        engine.perform(
            .ask(
                Asking(
                    conversation: ConversationID(1),
                    opening: ConversationOpening(service: ServiceOrigin(baseURL: server.url)),
                    turn: TurnID(1), request: ChatRequest(message: "Who is Mara?"))))
        var all: [SessionEvent] = []
        for await batch in events {
            all += batch
            if await session.take(batch) != nil { break }
        }
        await engine.shutdown()
        #expect(printed.all.split(separator: "\n").count == 7)
        #expect(try replayed(all).lines == printed.all)
    }

    @Test func `a turn whose program was killed has a last line all the same`() throws {
        var events = RandomSession(seed: 1, conversations: 1).events
        let end = try #require(
            events.firstIndex { if case .ended = $0.body { true } else { false } })
        events.removeSubrange(end...)
        let replayed = try replayed(events)
        #expect(
            replayed.lines.hasSuffix(#""outcome":"incomplete","terminator":false}"# + "\n"))
        #expect(replayed.status == 69)
    }

    @Test func `of a capture there are neither times nor the question`() throws {
        let recording = try Recording(
            Array("event: text\ndata: {\"delta\":\"Hi\"}\n\n".utf8), name: "",
            now: Instant(nanoseconds: 0, unixSeconds: 0))
        var turns = PrintedTurns(JSONLinePrinter(), hasTimes: recording.hasTimes)
        var output = HeadlessOutput()
        for event in recording.events { turns.print(event, to: &output) }
        #expect(
            output.pieces == [
                .output(
                    #"{"type":"text","delta":"Hi","conversation_id":null}"# + "\n"
                        + #"{"type":"end","outcome":"incomplete","terminator":false}"# + "\n")
            ])
    }
}
