internal import LexiAPI
internal import ServerSentEvents

/// The event stream of a capture, as ``StreamLinter`` looks at it.
struct LintedStream: Sendable {
    private let maximumEventBytes: Int
    /// Where the stream begins in the capture.
    private let base: Int
    private var parser: EventStreamParser
    /// Where the parser's own count of bytes begins in the capture.
    private var parserBase: Int
    private var fedBytes = 0
    private var encoding = UTF8Check()
    /// Bytes that are not UTF-8 and not reported yet, by their place in the capture.
    private var invalidBytes: [Int] = []
    private var openSteps = OpenSteps()
    private var conversationID: String?
    private var isDone = false
    private var hasFailed = false
    private var hasTerminator = false
    private var isUnreadable = false
    private var findings: [LintFinding] = []
    /// The event being looked at.
    private var eventOffset = 0
    private(set) var eventCount = 0

    /// - Parameter base: Where the stream begins, in bytes from the start of the capture.
    init(from base: Int, maximumEventBytes: Int) {
        self.base = base
        self.maximumEventBytes = maximumEventBytes
        parserBase = base
        parser = EventStreamParser(maximumEventBytes: maximumEventBytes, terminator: "[DONE]")
    }

    mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) -> [LintFinding] {
        encoding.feed(bytes) { invalidBytes.append(base + $0) }
        let start = base + fedBytes
        fedBytes += bytes.count
        parse(bytes, at: start)
        defer { findings = [] }
        return findings
    }

    mutating func finish(atByte end: Int) -> [LintFinding] {
        let isCut = parser.isInsideEvent
        var endsWithTerminator = false
        parser.finish { _ in endsWithTerminator = true }
        hasTerminator = hasTerminator || endsWithTerminator
        encoding.finish { invalidBytes.append(base + $0) }
        reportInvalidBytes(before: .max)
        for step in openSteps.all { reportNeverCompleted(step) }
        if !isUnreadable {
            func find(_ fault: LintFinding.Fault, _ detail: String) {
                findings.append(
                    LintFinding(fault: fault, event: nil, byteOffset: end, detail: detail))
            }
            if isCut, !endsWithTerminator {
                find(.unfinishedEvent, "the stream ends inside an event, which is dropped")
            }
            if !isDone, !hasFailed {
                find(.missingDone, "the stream ends without \"done\" and without \"error\"")
            }
            if !hasTerminator, !hasFailed {
                find(.missingTerminator, "the stream ends without data: [DONE]")
            }
        }
        return findings
    }

    private mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
        var rest = bytes[...]
        while let terminator = parseToTerminator(UnsafeBufferPointer(rebasing: rest)) {
            hasTerminator = true
            // What stands behind the terminator's line is looked at as a stream of its own.
            rest = bytes[max(0, terminator - start)...].drop { $0 != 0x0A && $0 != 0x0D }
            parserBase = start + rest.startIndex
            parser = EventStreamParser(maximumEventBytes: maximumEventBytes, terminator: "[DONE]")
        }
    }

    /// - Returns: Where the terminator's line begins in the capture, if it was read.
    private mutating func parseToTerminator(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var terminator: Int?
        // The parser calls back into this value, so it is worked on apart from it.
        var parser = self.parser
        defer { self.parser = parser }
        do throws(EventStreamError) {
            try parser.feed(bytes) { item in
                switch item {
                case .event(let event): check(event)
                case .terminator(let offset): terminator = parserBase + offset
                case .retry: break
                }
            }
        } catch {
            guard !isUnreadable else { return nil }
            isUnreadable = true
            findings.append(
                LintFinding(
                    fault: .lineTooLong, event: eventCount + 1,
                    byteOffset: parserBase + error.byteOffset,
                    detail: "more than \(error.limit) bytes; what follows cannot be read"))
        }
        return terminator
    }

    private mutating func check(_ event: EventStreamEvent) {
        eventOffset = parserBase + event.byteOffset
        reportInvalidBytes(before: eventOffset)
        eventCount += 1
        let name = event.type
        checkPlace(of: name)
        switch RunEvent(name: event.name, data: event.data) {
        case .thinking, .requested, .retrying, .queued, .dequeued, .responded, .ended: break
        case .text(_, let id): check(conversationID: id)
        case .toolStep(let step): check(step)
        case .done(let credits, let messageID, let id):
            isDone = true
            check(conversationID: id)
            if credits == nil { find(.invalidData, "\"done\" has no number \"credits_remaining\"") }
            if messageID == nil { find(.invalidData, "\"done\" has no string \"message_id\"") }
        case .failed:
            hasFailed = true
            if let reason = Self.jsonFault(event.data) { find(.invalidJSON, reason) }
        case .unknown: find(.unknownEvent, "\(Self.quoted(name)) is not an event of the API")
        case .malformed(_, _, let reason):
            let isJSON = Self.jsonFault(event.data) == nil
            find(isJSON ? .invalidData : .invalidJSON, "\(Self.quoted(name)): \(reason)")
        }
    }

    private mutating func checkPlace(of name: String) {
        if hasTerminator {
            find(.eventAfterTerminator, "\(Self.quoted(name)) follows data: [DONE]")
        } else if isDone {
            find(
                name == "text" ? .textAfterDone : .eventAfterEnd,
                "\(Self.quoted(name)) follows \"done\"")
        } else if hasFailed, name != "done" {
            find(.eventAfterEnd, "\(Self.quoted(name)) follows \"error\"")
        }
    }

    private mutating func check(conversationID id: String?) {
        guard let id, !id.isEmpty else { return }
        if let known = conversationID, known != id {
            find(.conversationIDChanged, "from \(Self.quoted(known)) to \(Self.quoted(id))")
        }
        conversationID = id
    }

    private mutating func check(_ step: ToolStepUpdate) {
        let tool = Self.quoted(step.tool)
        switch step.status {
        case "started":
            let dropped = openSteps.start(
                .init(tool: step.tool, event: eventCount, byteOffset: eventOffset))
            for step in dropped { reportNeverCompleted(step) }
        case "completed":
            if !openSteps.complete(step.tool) {
                find(.completedWithoutStarted, "tool_step \(tool) was completed but not started")
            }
        default:
            find(
                .unknownStatus, "tool_step \(tool) has the status \(Self.quoted(step.status))")
        }
    }

    private mutating func find(_ fault: LintFinding.Fault, _ detail: String) {
        findings.append(
            LintFinding(fault: fault, event: eventCount, byteOffset: eventOffset, detail: detail))
    }

    private mutating func reportNeverCompleted(_ step: OpenSteps.Step) {
        findings.append(
            LintFinding(
                fault: .neverCompleted, event: step.event, byteOffset: step.byteOffset,
                detail: "tool_step \(Self.quoted(step.tool)) was started but never completed"))
    }

    /// Reported with the event they lie in or behind, whose end shows only when the next begins.
    private mutating func reportInvalidBytes(before offset: Int) {
        guard let first = invalidBytes.first, first < offset else { return }
        let end = invalidBytes.firstIndex { $0 >= offset } ?? invalidBytes.count
        findings += invalidBytes[..<end].map { place in
            LintFinding(
                fault: .invalidUTF8, event: max(1, eventCount), byteOffset: place,
                detail: "this byte is not UTF-8")
        }
        invalidBytes.removeSubrange(..<end)
    }

    private static func jsonFault(_ data: UnsafeBufferPointer<UInt8>) -> String? {
        do throws(JSONError) {
            _ = try JSONValue(parsing: data)
            return nil
        } catch {
            return "invalid JSON at byte \(error.byteOffset) of the data: \(error.reason)"
        }
    }

    /// The server's text, short and safe to print.
    private static func quoted(_ text: String) -> String {
        JSONValue.string(text.count > 60 ? text.prefix(59) + "…" : text).line
    }
}
