import ArgumentParser
import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiHome
import LexiJournal
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
    @Option(
        help: """
            Write what happens into a journal, with the answer's bytes and their times: lexi replay \
            plays it. A file that is there already is not written over.
            """)
    var record: String?
    @Flag(
        help: """
            Write what happens into a journal beside those of the dashboard, where \
            lexi --resume goes on with it.
            """)
    var history = false
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
        let recorder = try recorder()
        let bus = SessionBus.session()
        let journal = try await journal(bus)
        let engine = Engine(
            bus: bus, makeKey: { key ?? IdempotencyKey.random() },
            isWritten: {
                await recorder?.waitUntilWritten($0.sequence)
                await journal?.waitUntilWritten($0)
            },
            logger: serviceOptions.globals.logger, connect: service.connect)
        if let recorder {
            await engine.bus.attach("recording", capacity: .bytes(64 << 20)) { recorder.take($0) }
        }
        let run = HeadlessRun(engine: engine, service: service.shown.origin)
        if journal != nil {
            await bus.attach("journal news", capacity: .bytes(1 << 20)) { Self.tellNews($0) }
        }
        let status: Int32 =
            switch format {
            case .text: await run.run(request, printer: TextPrinter())
            case .jsonl: await run.run(request, printer: JSONLinePrinter())
            }
        await engine.shutdown()
        if journal != nil {
            StandardStream.error.say("note: lexi --resume \(run.conversation) goes on with it")
        }
        if let problem = recorder?.problem {
            StandardStream.error.say("lexi: The recording is not whole: \(problem.reason).")
            return status == 0 ? 74 : status
        }
        return status
    }

    /// Writes the run down where the dashboard does, if that is asked for.
    private func journal(_ bus: SessionBus) async throws(CommandFailure) -> SessionJournal? {
        guard history else { return nil }
        guard let folder = GlobalOptions.paths.stateFolder else {
            throw CommandFailure(64, "neither XDG_STATE_HOME nor HOME says where journals are")
        }
        return await SessionJournal(
            bus: bus, folder: JournalFolder(stateFolder: folder),
            product: "lexi \(ProgramVersion.number)", session: UniqueID.random(),
            now: SystemClock.now)
    }

    private static func tellNews(_ events: [SessionEvent]) {
        for case .journal(.failed(let reason)) in events.map(\.body) {
            StandardStream.error.say("lexi: What happens is not written down now: \(reason).")
        }
    }

    /// Opens the recording that was asked for. Nothing is asked where that cannot be.
    private func recorder() throws(CommandFailure) -> JournalRecorder? {
        guard let record else { return nil }
        do throws(JournalRecorder.Obstacle) {
            return try JournalRecorder(
                record, product: ProgramVersion.text, session: UniqueID.random(),
                began: SystemClock.now())
        } catch {
            switch error {
            case .notEmpty(let path):
                throw CommandFailure(
                    74,
                    "\(path) is there already, and is not written over: name another file, or "
                        + "remove that one.")
            case .file(let error):
                throw CommandFailure(74, "The recording cannot be written: \(error.reason).")
            }
        }
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
    // A recording of the run is known by them.
    let conversation = ConversationID(
        UniqueID(unixSeconds: SystemClock.now().unixSeconds, random: UniqueID.randomBits()))
    private let turn = TurnID(UniqueID.random())

    init(engine: Engine, service: ServiceOrigin) {
        self.engine = engine
        self.service = service
    }

    /// - Returns: The exit status.
    func run(_ request: ChatRequest, printer: some HeadlessPrinter & Sendable) async -> Int32 {
        let interruption = Interruption()
        let (engine, turn) = (engine, turn)
        let signals = EndSignals { number in
            let isFirst = interruption.signal.withLock { signal in
                defer { signal = number }
                return signal == nil
            }
            if isFirst { engine.perform(.cancelTurn(turn)) } else { endProcess(128 + number) }
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
                    conversation: conversation,
                    opening: ConversationOpening(
                        service: service, serverID: request.conversationID),
                    turn: turn, request: request)))
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
                engine.perform(.cancelTurn(turn))
            }
        }
    }
}
