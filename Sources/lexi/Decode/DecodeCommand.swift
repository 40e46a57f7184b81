import ArgumentParser
import LexiAPI
import LexiClient
import LexiEngine
import LexiSession
import LexiState
import LexiWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Read a captured event stream and print it as JSON lines.",
        discussion: """
            A capture is what `curl -N` printed, or `curl -i -N` with the response's head on top.

            With --raw each event is printed as the WHATWG HTML standard dispatches it, whatever \
            it means: {"event","data","last_event_id"}, and {"retry"} for a reconnection time in \
            milliseconds. With --lint each breach of the API's protocol is a line with the \
            event's number and its place in the file; the exit status is 76 when there is one. \
            With --stats only sizes and speed are printed.
            """)

    enum Mode: String, EnumerableFlag {
        case raw, lint, stats

        static func help(for mode: Mode) -> ArgumentHelp? {
            switch mode {
            case .raw: "Print each dispatched event as it is."
            case .lint: "Report what breaks the API's protocol."
            case .stats: "Print counts, bytes and seconds only."
            }
        }
    }

    @OptionGroup var globals: GlobalOptions
    @Flag(exclusivity: .exclusive) var mode: Mode?
    @Argument(help: "The capture; - or nothing reads standard input.") var file = "-"

    func run() throws {
        let status: Int32
        do throws(CommandFailure) {
            status =
                switch mode {
                case .raw: try printRaw()
                case .lint: try lint()
                case .stats: try printStatistics()
                case nil: try printEvents()
                }
        } catch {
            StandardStream.error.say("lexi: \(error.message)")
            status = error.status
        }
        endProcess(status)
    }

    private func printRaw() throws(CommandFailure) -> Int32 {
        var events = DispatchedEvents()
        try forEachChunk { (bytes) throws(CommandFailure) in
            var lines = ""
            let failure: Failure?
            do throws(Failure) {
                try events.feed(bytes) { lines += $0.line + "\n" }
                failure = nil
            } catch {
                failure = error
            }
            print(lines)
            if let failure { throw CommandFailure(76, failure.message) }
        }
        return 0
    }

    private func printEvents() throws(CommandFailure) -> Int32 {
        var decoder = CaptureDecoder(unixNow: SystemClock.now().unixSeconds)
        var printer = JSONLinePrinter()
        var outcome = Outcome.incomplete
        var failure: Failure?
        func take(_ events: [RunEvent]) throws(CommandFailure) {
            var output = HeadlessOutput()
            for event in events {
                printer.print(event, atMilliseconds: nil, to: &output)
                if case .failed(let reason) = event { failure = failure ?? reason }
                if case .ended(let ending, _) = event { outcome = ending }
            }
            for case .output(let lines) in output.pieces { print(lines) }
        }
        try forEachChunk { (bytes) throws(CommandFailure) in try take(decoder.feed(bytes)) }
        try take(decoder.finish())
        if let failure, failure.code == .protocolError {
            StandardStream.error.say("lexi: \(failure.message)")
        }
        return outcome.exitStatus(failure: failure)
    }

    private func lint() throws(CommandFailure) -> Int32 {
        var linter = StreamLinter()
        var count = 0
        func take(_ findings: [LintFinding]) throws(CommandFailure) {
            count += findings.count
            print(findings.map { "\($0)\n" }.joined())
        }
        try forEachChunk { (bytes) throws(CommandFailure) in try take(linter.feed(bytes)) }
        try take(linter.finish())
        let events = "\(linter.eventCount) event\(linter.eventCount == 1 ? "" : "s")"
        guard count > 0 else {
            print("no protocol faults in \(events)\n")
            return 0
        }
        StandardStream.error.say("\(count) protocol fault\(count == 1 ? "" : "s") in \(events)")
        return 76
    }

    private func printStatistics() throws(CommandFailure) -> Int32 {
        var statistics = StreamStatistics()
        let start = SystemClock.now()
        try forEachChunk { (bytes) throws(CommandFailure) in
            try orUnreadable { () throws(Failure) in try statistics.feed(bytes) }
        }
        try orUnreadable { () throws(Failure) in try statistics.finish() }
        let seconds = SystemClock.now().seconds(since: start)
        var rows = [("bytes", "\(statistics.bytes)"), ("events", "\(statistics.eventCount)")]
        rows += statistics.events.map { ("  \($0.type)", "\($0.count)") }
        rows.append(("seconds", Self.rounded(seconds, 6)))
        if seconds > 0 {
            rows.append(("MB/s", Self.rounded(Double(statistics.bytes) / seconds / 1e6, 1)))
            rows.append(("events/s", Self.rounded(Double(statistics.eventCount) / seconds, 0)))
        }
        let width = rows.map(\.0.count).max() ?? 0
        print(
            rows.map { name, value in
                name + String(repeating: " ", count: width - name.count + 2) + value + "\n"
            }.joined())
        return 0
    }

    private func orUnreadable(_ body: () throws(Failure) -> Void) throws(CommandFailure) {
        do throws(Failure) {
            try body()
        } catch {
            throw CommandFailure(76, error.message)
        }
    }

    private static func rounded(_ value: Double, _ digits: Int) -> String {
        var factor = 1.0
        for _ in 0..<digits { factor *= 10 }
        let rounded = (value * factor).rounded() / factor
        return digits == 0 ? "\(Int64(rounded))" : "\(rounded)"
    }

    private func print(_ text: String) { StandardStream.print(text, terminator: "") }

    private func forEachChunk(
        _ body: (UnsafeBufferPointer<UInt8>) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        try InputFile(path: file).forEachChunk(body)
    }
}
