import ArgumentParser
import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiSession
import LexiState
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Ask one question and stream the answer to standard output.",
        discussion: """
            With --format text the answer goes to standard output and everything else to standard \
            error; with jsonl each event is one JSON object a line.

            What Lexi may only do with your approval waits as a task: `lexi tasks list` shows it, \
            `lexi tasks approve ID` and `lexi tasks dismiss ID` decide.

            Exit status: 0 completed, 64 usage, 65 invalid message, 66 not found, 69 network or \
            server, 70 internal, 75 rate limited, 76 not an event stream, 77 key, \
            78 configuration, 79 no credits, 130 interrupted.
            """)

    @OptionGroup var serviceOptions: ServiceOptions
    @OptionGroup var contextOptions: ContextOptions
    @Option(help: "What to print: text or jsonl.") var format = OutputFormat.text
    @Option(help: "A UUID to repeat an earlier request with; a fresh one by default.")
    var idempotencyKey: String?
    @Option(
        help: """
            Seconds that a rate limit is waited out; a longer one ends with status 75 at once, and \
            with 0 so does each. Without it, the settings' rate_limit counts, or 60.
            """)
    var maxWait: Double?
    @Argument(help: "The question; - or nothing reads it from standard input.")
    var message: String?

    func validate() throws { try PastedKey.refuse(["--idempotency-key": idempotencyKey]) }

    func run() async throws {
        let status: Int32
        do throws(CommandFailure) {
            status = try await ask()
        } catch {
            StandardStream.error.say("lexi: \(error.message)")
            status = error.status
        }
        endProcess(status)
    }

    private func ask() async throws(CommandFailure) -> Int32 {
        if let maxWait, maxWait < 0 || !maxWait.isFinite {
            throw CommandFailure(64, "--max-wait takes a number of seconds, 0 or more.")
        }
        let service = try serviceOptions.service(
            rateLimit: maxWait.map { Duration(optionSeconds: $0) })
        if let idempotencyKey {
            // It travels in a header (RFC 9110, 5.5).
            guard !idempotencyKey.isEmpty, idempotencyKey.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
            else {
                throw CommandFailure(
                    64, "--idempotency-key takes a UUID, or other printable text without spaces.")
            }
        }
        let request = ChatRequest(
            message: try question(), conversationID: contextOptions.conversationID,
            context: contextOptions.context(over: service.context),
            allowTools: !contextOptions.noTools)
        if let warning = service.warning { StandardStream.error.say("note: \(warning)") }
        let key = idempotencyKey
        let engine = Engine(
            makeKey: { key ?? IdempotencyKey.random() }, logger: serviceOptions.globals.logger,
            connect: service.connect)
        let run = HeadlessRun(engine: engine, service: service.shown.origin)
        let status: Int32 =
            switch format {
            case .text: await run.run(request, printer: TextPrinter())
            case .jsonl: await run.run(request, printer: JSONLinePrinter())
            }
        await engine.shutdown()
        return status
    }

    private func question() throws(CommandFailure) -> String {
        if let message, message != "-" {
            guard message.contains(where: { !$0.isWhitespace }) else {
                throw CommandFailure(65, "The question is empty.")
            }
            return message
        }
        guard message == "-" || isatty(0) == 0 else {
            throw CommandFailure(
                64, "There is no question. Write it after `lexi ask`, or pipe it in.")
        }
        var text: String
        do throws(InputText.NotUTF8) {
            text = try InputText.read(StandardStream.readInput(most: 64 << 20))
        } catch {
            throw CommandFailure(65, "The question cannot be read: \(error.words).")
        }
        // The line end that `echo` adds is not part of the question.
        if text.last?.isNewline == true { text.removeLast() }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CommandFailure(65, "The question is empty.")
        }
        return text
    }
}

/// Runs one turn and prints what it brings.
struct HeadlessRun: Sendable {
    /// What ended the run from outside, if anything did.
    private final class Interruption: Sendable {
        let signal = Mutex<Int32?>(nil)
        let closed = Mutex<StandardStream.Closed?>(nil)
    }

    let engine: Engine
    let service: ServiceOrigin
    private static let conversation = ConversationID(1)
    private static let turn = TurnID(1)

    /// - Returns: The exit status.
    func run(_ request: ChatRequest, printer: some HeadlessPrinter & Sendable) async -> Int32 {
        let interruption = Interruption()
        let engine = engine
        let signals = EndSignals { number in
            let isFirst = interruption.signal.withLock { signal in
                defer { signal = number }
                return signal == nil
            }
            if isFirst { engine.perform(.cancelTurn(Self.turn)) } else { endProcess(128 + number) }
        }
        defer { signals.stop() }
        // 1 MiB may wait for standard output; then the stream does.
        let events = engine.bus.subscribe("printer", capacity: .bytes(1 << 20))
        let session = HeadlessSession(printer: printer, now: SystemClock.now) { output in
            write(output, interruption)
        }
        engine.perform(
            .ask(
                Asking(
                    conversation: Self.conversation,
                    opening: ConversationOpening(
                        service: service, serverID: request.conversationID),
                    turn: Self.turn, request: request)))
        let watch = Task {
            await session.watch { try await Task.sleep(for: $0, clock: .continuous) }
        }
        defer { watch.cancel() }
        for await batch in events {
            if let ending = await session.take(batch) {
                if let closed = interruption.closed.withLock({ $0 }) { return closed.exitStatus }
                if let signal = interruption.signal.withLock({ $0 }) { return 128 + signal }
                return ending.outcome.exitStatus(failure: ending.failure)
            }
        }
        return 70
    }

    private func write(_ printed: HeadlessOutput, _ interruption: Interruption) {
        for piece in printed.pieces {
            // Once the reader has had enough there is nothing left to tell.
            guard interruption.closed.withLock({ $0 == nil }) else { return }
            do throws(StandardStream.Closed) {
                switch piece {
                case .output(let text):
                    try StandardStream.output.write(text)
                case .diagnostic(let text):
                    StandardStream.error.tell(text)
                }
            } catch {
                // Nobody reads: the turn ends on the server too.
                interruption.closed.withLock { $0 = error }
                error.explain()
                engine.perform(.cancelTurn(Self.turn))
            }
        }
    }
}
