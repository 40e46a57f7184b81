public import LexiAPI
import LexiSession
import LexiState

/// What a headless run prints, apart from how it is printed: pieces for standard output and
/// standard error in the order in which a terminal should show them.
public struct HeadlessOutput: Sendable, Hashable {
    /// One write to one stream.
    public enum Piece: Sendable, Hashable {
        case output(String)
        /// Progress, and what failed.
        case diagnostic(String)
    }

    public private(set) var pieces: [Piece] = []

    public init() {}

    /// Adds text for standard output.
    public mutating func write(_ text: String) {
        guard !text.isEmpty else { return }
        if case .output(let before) = pieces.last {
            pieces[pieces.count - 1] = .output(before + text)
        } else {
            pieces.append(.output(text))
        }
    }

    /// Adds text for standard error.
    public mutating func diagnose(_ text: String) {
        guard !text.isEmpty else { return }
        if case .diagnostic(let before) = pieces.last {
            pieces[pieces.count - 1] = .diagnostic(before + text)
        } else {
            pieces.append(.diagnostic(text))
        }
    }
}

/// Turns the events of one turn into lines; pure, so that live runs, captures and replays print
/// the same.
public protocol HeadlessPrinter {
    mutating func print(
        _ event: RunEvent, atMilliseconds milliseconds: Double?, to output: inout HeadlessOutput)

    /// Tells that nothing has been heard for some time, before it becomes a time-out.
    mutating func printStall(seconds: Int, to output: inout HeadlessOutput)
}

/// One JSON object a line.
public struct JSONLinePrinter: HeadlessPrinter, Sendable {
    public init() {}

    public mutating func print(
        _ event: RunEvent, atMilliseconds milliseconds: Double?, to output: inout HeadlessOutput
    ) {
        output.write(event.json(atMilliseconds: milliseconds).line + "\n")
    }

    /// Prints nothing: each line is an event, and a reader can see from the times what is missing.
    public mutating func printStall(seconds: Int, to output: inout HeadlessOutput) {}
}

/// The answer alone on standard output, made harmless; everything else on standard error.
///
/// Where both are one terminal, a diagnostic never stands in the middle of a line of the answer.
public struct TextPrinter: HeadlessPrinter, Sendable {
    private var sanitizer = StreamSanitizer()
    /// Controls that were removed from everything but the answer.
    private var removedElsewhere = 0
    private var hasText = false
    private var endsWithLineFeed = true
    private var idempotencyKey: String?
    private var requestID: String?
    private var balance: String?
    private var conversationID: String?
    private var hasNewConversation = false
    /// What the last event was, in short.
    private var last: String?
    private let tellsQuestion: Bool

    /// - Parameter tellsQuestion: Whether the question is told, too: nobody has just typed it.
    public init(tellsQuestion: Bool = false) { self.tellsQuestion = tellsQuestion }

    public mutating func print(
        _ event: RunEvent, atMilliseconds milliseconds: Double?, to output: inout HeadlessOutput
    ) {
        switch event {
        case .requested(let request, let key):
            idempotencyKey = key
            begin(request, &output)
        case .retrying(let retry): say("retry: \(retry.sentence)", &output)
        case .queued(let queueing): say("queued: \(queueing.sentence)", &output)
        case .dequeued: say("sent", &output)
        case .responded(let head): requestID = head.requestID
        case .thinking(let text): say("thinking: \(text)", &output)
        case .toolStep(let step):
            say(
                "tool \(step.tool) \(step.status)" + (step.summary.map { ": \($0)" } ?? ""), &output
            )
        case .text(let delta, let id):
            note(conversationID: id, &output)
            write(sanitizer.feed(delta), &output)
        case .done(let credits, let messageID, let id):
            write(sanitizer.finish(), &output)
            note(conversationID: id, &output)
            let left = credits.map { "\($0) credits remaining" } ?? "credits unknown"
            balance = "done: \(left), message \(messageID ?? "unknown")"
        case .failed(let failure):
            write(sanitizer.finish(), &output)
            endLine(&output)
            say("error: \(failure.sentence)", &output)
            say("  \(advice(failure))", &output)
            if let requestID { say("  request \(requestID)", &output) }
        case .unknown(let name, let data):
            // Without a name, what it says is all there is of it.
            let words = name == "message" ? ": \(WebPage.replaced(in: data).excerpt)" : ""
            say("note: unknown event \(name)\(words)", &output)
        case .malformed(let name, _, let reason):
            say("note: unreadable \(name) event: \(reason)", &output)
        case .ended(let outcome, let hasTerminator):
            end(outcome, hasTerminator: hasTerminator, &output)
        }
        last = Self.name(of: event)
    }

    public mutating func printStall(seconds: Int, to output: inout HeadlessOutput) {
        let last = last.map { " (last: \($0))" } ?? ""
        let request = requestID.map { "; request \($0)" } ?? ""
        say("stalled: nothing for \(seconds) s\(last)\(request)", &output)
    }

    /// What to do about a failure, on a command line.
    private func advice(_ failure: Failure) -> String {
        guard let idempotencyKey else { return failure.advice }
        return failure.advice(for: .chat, sameKey: "--idempotency-key \(idempotencyKey)")
    }

    /// The event's type and what tells it from others of the type: `tool_step contacts.get started`.
    private static func name(of event: RunEvent) -> String {
        let detail: String? =
            switch event {
            case .toolStep(let step): "\(step.tool) \(step.status)"
            case .responded(let head): "\(head.status)"
            case .unknown(let name, _), .malformed(let name, _, _): name
            case .failed(let failure): failure.code.rawValue
            default: nil
            }
        return event.typeName + (detail.map { " \($0)" } ?? "")
    }

    private mutating func begin(_ request: ChatRequest, _ output: inout HeadlessOutput) {
        conversationID = request.conversationID
        hasNewConversation = request.conversationID == nil
        if tellsQuestion { say("you: \(request.message)", &output) }
        let context = ChatContext.Field.allCases.compactMap { field in
            request.context[field].map { "\(field.rawValue) \($0)" }
        }
        if !context.isEmpty { say("context: \(context.joined(separator: ", "))", &output) }
        let count = request.message.unicodeScalars.count
        let limit = ChatRequest.documentedMessageLimit
        if count > limit {
            say("note: the message has \(count) characters; the API takes \(limit)", &output)
        }
    }

    /// The first ID counts; any event may bring it.
    private mutating func note(conversationID id: String?, _ output: inout HeadlessOutput) {
        guard let id, !id.isEmpty, id != conversationID else { return }
        if let conversationID {
            say("note: the conversation's ID changed from \(conversationID) to \(id)", &output)
        } else {
            conversationID = id
        }
    }

    private mutating func end(
        _ outcome: Outcome, hasTerminator: Bool, _ output: inout HeadlessOutput
    ) {
        write(sanitizer.finish(), &output)
        // A prompt must not stick to the end of the answer.
        endLine(&output)
        if let balance = balance ?? (outcome == .completed ? "done: credits unknown" : nil) {
            let names = [
                conversationID.map { ", conversation \($0)" }, requestID.map { ", request \($0)" },
            ]
            say(balance + names.compactMap(\.self).joined(), &output)
        }
        let received = hasText ? "what arrived is above" : "nothing of the answer had arrived"
        switch outcome {
        case .incomplete:
            say("incomplete: the stream ended before it was done; \(received)", &output)
            if let requestID { say("  request \(requestID)", &output) }
            if let idempotencyKey {
                say(
                    "  --idempotency-key \(idempotencyKey) with the same question asks again; it is "
                        + "charged once at most", &output)
            }
        case .cancelled: say("cancelled; \(received)", &output)
        case .completed:
            if balance != nil, !hasTerminator {
                say("note: the stream ended without its last mark, [DONE]", &output)
            }
            if hasNewConversation, conversationID == nil {
                say(
                    "note: no conversation ID came, so this conversation cannot be continued "
                        + "from here; lexi conversations list shows it",
                    &output)
            }
        case .failed:
            if hasText { say("failed; \(received)", &output) }
        }
        sayRemoved(sanitizer.removedCount, from: "the answer", &output)
        sayRemoved(removedElsewhere, from: "what else the server said", &output)
    }

    private mutating func sayRemoved(
        _ count: Int, from what: String, _ output: inout HeadlessOutput
    ) {
        guard count > 0 else { return }
        let noun = count == 1 ? "control sequence" : "control sequences"
        say("note: \(count) \(noun) removed from \(what)", &output)
    }

    private mutating func write(_ clean: String, _ output: inout HeadlessOutput) {
        guard let last = clean.utf8.last else { return }
        endsWithLineFeed = last == 0x0A
        hasText = true
        output.write(clean)
    }

    private mutating func endLine(_ output: inout HeadlessOutput) {
        if !endsWithLineFeed { output.write("\n") }
        endsWithLineFeed = true
    }

    private mutating func say(_ text: String, _ output: inout HeadlessOutput) {
        let clean = Sanitizer.line(text, countingInto: &removedElsewhere)
        output.diagnose((endsWithLineFeed ? "" : "\n") + clean + "\n")
    }
}
