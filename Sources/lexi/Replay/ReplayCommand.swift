import ArgumentParser
import LexiAPI
import LexiClient
import LexiEngine
import LexiJournal
import LexiState

struct ReplayCommand: AsyncParsableCommand {
    static let name = "replay"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Play a recorded conversation, in the dashboard or as JSON lines.",
        discussion: """
            The file is a journal, or the capture of one answer: what `curl -N` printed, or \
            `curl -i -N` with the response's head on top. Its content tells which. Nothing is \
            asked of a server, and nothing is written.

            In the dashboard a journal is played at the pace at which it happened; waits between \
            questions are cut short. Space pauses and goes on, < and > change the speed, q quits. \
            A capture does not know its times and is played steadily.

            With --format jsonl each event is printed as `lexi ask --format jsonl` printed it, \
            with its time in the original run; of a capture, as `lexi decode` prints it. Without \
            --speed all of it comes at once. The exit status is that of the last turn, as with \
            lexi ask.
            """)

    @OptionGroup var globals: GlobalOptions
    @Option(help: "How many times as fast as it happened, from 0.25 to 16, or max.")
    var speed: ReplaySpeedArgument?
    @Option(help: "Print instead of opening the dashboard: text or jsonl.")
    var format: OutputFormat?
    @Option(help: "The dashboard's colours: one of those `lexi themes` lists.")
    var theme: String?
    @Argument(help: "The journal or capture; with --format, - reads standard input.")
    var file: String

    func run() async throws {
        let status: Int32
        do throws(CommandFailure) {
            status = try await replay()
        } catch {
            StandardStream.error.say("lexi: \(error.message)")
            status = error.status
        }
        endProcess(status)
    }

    private func replay() async throws(CommandFailure) -> Int32 {
        guard format != nil || file != "-" else {
            throw CommandFailure(
                64,
                "The dashboard takes its keys from standard input: name a file, or print with "
                    + "--format jsonl.")
        }
        let recording = try recording()
        tellProblems(of: recording)
        let speed = speed?.speed
        return switch format {
        case .text:
            await HeadlessReplay(recording, speed: speed ?? .max).run(
                printer: TextPrinter(tellsQuestion: true))
        case .jsonl:
            await HeadlessReplay(recording, speed: speed ?? .max).run(printer: JSONLinePrinter())
        case nil:
            try await ReplayScreen(
                recording, name: shortName, speed: speed ?? .recorded, globals, theme: theme
            ).run()
        }
    }

    private var name: String { file == "-" ? "Standard input" : file }

    private var shortName: String { String(file.split(separator: "/").last ?? "-") }

    private func recording() throws(CommandFailure) -> Recording {
        let bytes = try InputFile(path: file).bytes()
        do throws(Recording.Problem) {
            return try Recording(bytes, name: shortName, now: SystemClock.now())
        } catch {
            throw CommandFailure(error.exitStatus, "\(name): \(error.reason)")
        }
    }

    /// Says what of a journal could not be used; the rest is played.
    private func tellProblems(of recording: Recording) {
        for problem in recording.problems {
            tell("\(name), line \(problem.line): \(problem.reason)")
        }
        let untold = recording.problemCount - recording.problems.count
        if untold > 0 { tell("\(name): \(untold) more lines could not be used") }
        if recording.unknownCount > 0 {
            tell(
                "\(name): \(recording.unknownCount) lines are of types that this version does not "
                    + "know")
        }
        if recording.isTorn { tell("\(name) ends within a line, which was left out") }
    }

    private func tell(_ sentence: String) {
        StandardStream.error.say("lexi: \(Sanitizer.text(sentence))")
    }
}

extension Recording.Problem {
    /// 65 (EX_DATAERR) for a file without anything to play; else 76, as `lexi decode` has it.
    fileprivate var exitStatus: Int32 {
        switch self {
        case .empty, .nothingHappened: 65
        case .journal, .printedLines, .notACapture: 76
        }
    }
}

/// A factor, or `max`.
struct ReplaySpeedArgument: ExpressibleByArgument, Sendable {
    let speed: ReplaySpeed

    init?(argument: String) {
        guard let speed = ReplaySpeed(argument) else { return nil }
        self.speed = speed
    }
}
