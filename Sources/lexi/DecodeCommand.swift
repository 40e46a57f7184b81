import ArgumentParser
import LexiAPI
import LexiClient
import LexiEngine
import LexiState
import ServerSentEvents

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
            A capture is what `curl -N` printed. With --raw each event is printed as the WHATWG \
            HTML standard dispatches it, whatever it means: {"event","data","last_event_id"}, and \
            {"retry"} for a reconnection time in milliseconds.
            """)

    @Flag(help: "Print each dispatched event as it is.") var raw = false
    @Argument(help: "The capture; - or nothing reads standard input.") var file = "-"

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        let status: Int32
        do throws(CommandFailure) {
            status = try raw ? decodeRaw() : decodeEvents()
        } catch {
            StandardStream.error.say("lexi: \(error.message)")
            status = error.status
        }
        endProcess(status)
    }

    private func decodeRaw() throws(CommandFailure) -> Int32 {
        var events = DispatchedEvents()
        try forEachChunk { (bytes) throws(CommandFailure) in
            var lines = ""
            let failure: EventStreamError?
            do throws(EventStreamError) {
                try events.feed(bytes) { lines += $0.line + "\n" }
                failure = nil
            } catch {
                failure = error
            }
            try print(lines)
            if let failure { throw CommandFailure(76, "The stream cannot be read: \(failure)") }
        }
        return 0
    }

    private func decodeEvents() throws(CommandFailure) -> Int32 {
        var decoder = TurnDecoder()
        var printer = JSONLinePrinter()
        var outcome = Outcome.incomplete
        var failure: Failure?
        func take(_ events: [RunEvent]) throws(CommandFailure) {
            var output = HeadlessOutput()
            for event in events {
                printer.print(event, atMilliseconds: nil, to: &output)
                if case .failed(let reason) = event { failure = reason }
                if case .ended(let ending, _) = event { outcome = ending }
            }
            for case .output(let lines) in output.pieces { try print(lines) }
        }
        try forEachChunk { (bytes) throws(CommandFailure) in try take(decoder.feed(bytes)) }
        try take(decoder.finish())
        return outcome.exitStatus(failure: failure)
    }

    private func print(_ text: String) throws(CommandFailure) {
        do throws(StandardStream.Closed) {
            try StandardStream.output.write(text)
        } catch {
            error.explain()
            endProcess(error.exitStatus)
        }
    }

    private func forEachChunk(
        _ body: (UnsafeBufferPointer<UInt8>) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let descriptor = file == "-" ? 0 : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure(
                66, "\(file) cannot be opened: \(String(cString: strerror(errno)))")
        }
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
        defer {
            buffer.deallocate()
            if descriptor > 0 { close(descriptor) }
        }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandFailure(
                    66, "\(file) cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { return }
            try body(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
