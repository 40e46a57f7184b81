import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiSession
import LexiSessionSamples
import LexiState
import LexiTesting
import Testing

/// Many turns that stream through each other, compared to the last character.
@Suite(.timeLimit(.minutes(5))) struct ManyTabsTests {
    private static let tabs = 16
    /// What ten seconds bring at 200 a second; they are sent as fast as they are taken.
    private static let deltas = 2000

    private static func delta(_ tab: Int, _ number: Int) -> String { "\(tab):\(number) – ü🙂\\n" }
    private static func text(_ tab: Int) -> String {
        (0..<deltas).map { "\(tab):\($0) – ü🙂\n" }.joined()
    }

    private static func script(_ tab: Int, _ start: ScriptedServerGate) -> [ScriptedServer.Step] {
        [
            .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
            .wait(start),
        ]
            + (0..<deltas).map {
                .send("event: text\ndata: {\"delta\": \"\(delta(tab, $0))\"}\n\n")
            }
            + [
                .send(
                    "event: done\ndata: {\"credits_remaining\": 1, \"message_id\": \"m\"}\n\n"
                        + "data: [DONE]\n\n"), .close,
            ]
    }

    @Test func `each of sixteen tabs shows its own text, whole and in order`() async throws {
        let start = ScriptedServerGate()
        let server = try ScriptedServer(
            (0..<Self.tabs).map { Self.script($0, start) }, atOnce: true)
        defer { server.stop() }
        let configuration = try ClientConfiguration(baseURL: server.url)
        let engine = Engine(connect: { () throws(Failure) in LexiClient(configuration) })
        // All of it on one side, on the other what the screen takes of it.
        let everything = engine.bus.subscribe(capacity: .bytes(1 << 20))
        let (looks, look) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let screen = engine.bus.subscribeGathering(capacity: .screen) { look.yield() }
        for number in 1...Self.tabs {
            engine.perform(
                .startTurn(
                    tab: ConversationID(number), turn: TurnID(number),
                    request: ChatRequest(message: "Q"),
                    idempotencyKey: nil))
        }
        let whole = Task {
            var texts = Texts()
            for await batch in everything {
                texts.take(batch)
                if texts.responses == Self.tabs { start.open() }
                if texts.endings.count == Self.tabs { break }
            }
            return texts
        }
        var shown = Texts()
        for await _ in looks {
            shown.take(screen.takeAll())
            if shown.endings.count == Self.tabs { break }
        }
        let texts = await whole.value
        await engine.shutdown()
        let expected = Set((0..<Self.tabs).map(Self.text))
        for side in [texts, shown] {
            #expect(side.endings.allSatisfy { $0 == .completed })
            #expect(side.answers.count == Self.tabs)
            #expect(Set(side.answers.values) == expected)
        }
    }

    /// What each turn has said.
    private struct Texts: Sendable {
        var answers: [TurnID: String] = [:]
        var endings: [Outcome] = []
        var responses = 0

        mutating func take(_ events: [SessionEvent]) {
            for event in events {
                guard let turn = event.turn else { continue }
                for runEvent in event.runEvents {
                    switch runEvent {
                    case .responded: responses += 1
                    case .text(let delta, _): answers[turn, default: ""] += delta
                    case .ended(let outcome, _):
                        endings.append(outcome)
                        // One that ends early must not keep the others.
                        responses += outcome == .completed ? 0 : 1
                    default: break
                    }
                }
            }
        }
    }
}
