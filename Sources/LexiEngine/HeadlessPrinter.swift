public import LexiAPI
import LexiState

/// What a headless run prints, apart from how it is printed.
public struct HeadlessOutput: Sendable, Hashable {
    /// For standard output.
    public var output = ""
    /// For standard error: progress and what failed.
    public var diagnostics = ""

    public init(output: String = "", diagnostics: String = "") {
        self.output = output
        self.diagnostics = diagnostics
    }
}

/// Turns the events of one turn into lines; pure, so that live runs, captures and replays print
/// the same.
public protocol HeadlessPrinter {
    mutating func print(_ event: RunEvent, atMilliseconds milliseconds: Double?) -> HeadlessOutput
}

/// One JSON object a line.
public struct JSONLinePrinter: HeadlessPrinter, Sendable {
    public init() {}

    public mutating func print(
        _ event: RunEvent, atMilliseconds milliseconds: Double?
    ) -> HeadlessOutput {
        HeadlessOutput(output: event.json(atMilliseconds: milliseconds).line + "\n")
    }
}

/// The answer alone on standard output, made harmless; everything else on standard error.
public struct TextPrinter: HeadlessPrinter, Sendable {
    private var sanitizer = Sanitizer()
    private var endsWithLineFeed = true
    private var requestID: String?

    public init() {}

    public mutating func print(
        _ event: RunEvent, atMilliseconds milliseconds: Double?
    ) -> HeadlessOutput {
        var result = HeadlessOutput()
        func say(_ text: String) { result.diagnostics += Sanitizer.line(text) + "\n" }
        switch event {
        case .requested: break
        case .responded(let head): requestID = head.requestID
        case .thinking(let text): say("thinking: \(text)")
        case .toolStep(let step):
            say("tool \(step.tool) \(step.status)" + (step.summary.map { ": \($0)" } ?? ""))
        case .text(let delta, _):
            let clean = sanitizer.feed(delta)
            if let last = clean.utf8.last { endsWithLineFeed = last == 0x0A }
            result.output = clean
        case .done(let credits, let messageID, _):
            let balance = credits.map { "\($0) credits remaining" } ?? "credits unknown"
            say("done: \(balance), message \(messageID ?? "unknown")")
        case .failed(let failure):
            let status = failure.status.map { " (HTTP \($0))" } ?? ""
            say("error: \(failure.code.rawValue)\(status): \(failure.message)")
            say("  \(failure.advice)")
            if let requestID { say("  request \(requestID)") }
        case .unknown(let name, _): say("note: unknown event \(name)")
        case .malformed(let name, _, let reason): say("note: unreadable \(name) event: \(reason)")
        case .ended(let outcome, _):
            // A prompt must not stick to the end of the answer.
            if !endsWithLineFeed { result.output = "\n" }
            switch outcome {
            case .incomplete:
                say("incomplete: the stream ended before it was done; what arrived is above")
            case .cancelled: say("stopped; what arrived is above")
            case .completed, .failed: break
            }
            if sanitizer.removedCount > 0 {
                say("note: \(sanitizer.removedCount) control sequences removed from the answer")
            }
        }
        return result
    }
}
