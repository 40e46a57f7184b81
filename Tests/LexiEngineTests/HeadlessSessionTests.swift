import LexiAPI
import LexiEngine
import LexiSession
import LexiSessionSamples
import Synchronization
import Testing

/// A run without a screen on a clock of the test's.
@Suite(.timeLimit(.minutes(5))) struct HeadlessSessionTests {
    private let time = ManualTime()
    private let printed = Printed()

    private final class Printed: Sendable {
        private let pieces = Mutex<[HeadlessOutput.Piece]>([])
        var all: [HeadlessOutput.Piece] { pieces.withLock { $0 } }
        var diagnostics: [String] {
            all.compactMap { if case .diagnostic(let text) = $0 { text } else { nil } }
        }
        func add(_ output: HeadlessOutput) { pieces.withLock { $0 += output.pieces } }
    }

    private func session<Printer>(_ printer: Printer) -> HeadlessSession<Printer> {
        HeadlessSession(printer: printer, now: time.now) { [printed] in printed.add($0) }
    }

    private func brought(_ events: RunEvent...) -> [SessionEvent] {
        events.map {
            SessionEvent(
                $0, at: time.now(), conversation: ConversationID(1), turn: TurnID(1))
        }
    }

    /// Runs a body while the session is watched.
    private func watching(
        _ session: HeadlessSession<some HeadlessPrinter>, _ body: () async -> Void
    ) async {
        let watch = Task { [time] in await session.watch(sleep: time.sleep) }
        await body()
        watch.cancel()
        await watch.value
    }

    private let step = RunEvent.toolStep(ToolStepUpdate(tool: "contacts.get", status: "started"))
    private let head = RunEvent.responded(ResponseHead(status: 200, requestID: "req_1"))

    @Test func `a silence is told once, with what came last`() async {
        let session = session(TextPrinter())
        await watching(session) {
            await time.advance(to: 2)
            _ = await session.take(brought(head, step))
            await time.advance(to: 16.9)
            #expect(printed.diagnostics == ["tool contacts.get started\n"])
            await time.advance(to: 17)
            let told =
                "stalled: nothing for 15 s (last: tool_step contacts.get started); request req_1\n"
            #expect(printed.diagnostics.dropFirst() == [told])
            await time.advance(to: 100)
            #expect(printed.diagnostics.dropFirst() == [told])
        }
    }

    @Test func `the next silence is told again, never late`() async {
        let session = session(TextPrinter())
        await watching(session) {
            await time.advance(to: 15)
            #expect(printed.diagnostics == ["stalled: nothing for 15 s\n"])
            time.pass(5)
            _ = await session.take(brought(.text(delta: "Half", conversationID: nil)))
            // Asleep since 15, to wake at 30; the silence is one of 15 s at 35.
            await time.advance(to: 30)
            #expect(printed.all.count == 2)
            await time.advance(to: 35)
            #expect(printed.diagnostics.last == "\nstalled: nothing for 15 s (last: text)\n")
        }
    }

    @Test func `events cost no timers`() async {
        let session = session(TextPrinter())
        await watching(session) {
            for second in 1...60 {
                await time.advance(to: Double(second))
                _ = await session.take(brought(.text(delta: "a", conversationID: nil)))
            }
            #expect(time.sleeps.count < 7)
            #expect(printed.diagnostics.isEmpty)
        }
    }

    @Test func `a wait that was announced is no silence`() async {
        let failure = Failure(code: .rateLimited, message: "Slow down", status: 429)
        let session = session(TextPrinter())
        await watching(session) {
            _ = await session.take(
                brought(.retrying(Retry(attempt: 2, wait: .seconds(40), failure: failure))))
            await time.advance(to: 15)
            await time.advance(to: 30)
            await time.advance(to: 54)
            #expect(printed.diagnostics.count == 1)
            await time.advance(to: 55)
            #expect(printed.diagnostics.last == "stalled: nothing for 15 s (last: retry)\n")
        }
    }

    @Test func `the time in which our own reader was slow is none of the server's silence`() async {
        let time = time
        let printed = printed
        let session = HeadlessSession(printer: TextPrinter(), now: time.now) { output in
            printed.add(output)
            if case .output = output.pieces.last { time.pass(20) }
        }
        await watching(session) {
            await time.untilAsleep()
            _ = await session.take(brought(.text(delta: "a", conversationID: nil)))
            await time.advance(to: 34)
            #expect(printed.diagnostics.isEmpty)
            await time.advance(to: 35)
            #expect(printed.diagnostics.count == 1)
        }
    }

    @Test func `JSON lines are events and nothing else`() async {
        let session = session(JSONLinePrinter())
        await watching(session) {
            await time.advance(to: 15)
            await time.advance(to: 60)
        }
        #expect(printed.all.isEmpty)
        #expect(time.sleeps.count > 2)
    }

    @Test func `the ending comes with the first failure`() async {
        let first = Failure(code: .rateLimited, message: "Slow down")
        let session = session(TextPrinter())
        #expect(await session.take(brought(.failed(first))) == nil)
        let ending = await session.take(
            brought(
                .failed(Failure(code: .network, message: "gone")),
                .ended(.failed, terminator: false)))
        #expect(ending?.failure == first)
        #expect(ending?.outcome == .failed)
    }
}
