/// One fault: its name, its value, what it does. The header, the command line and the printed
/// list are all made of this table.
struct FaultKind: Sendable {
    var name: String
    /// What stands for the value; nil when there is none.
    var value: String?
    var summary: String
    /// - Returns: false when the value does not fit.
    var apply: @Sendable (inout Faults, String) -> Bool

    /// `chunk=BYTES`, or the name alone.
    var usage: String { value.map { "\(name)=\($0)" } ?? name }

    static let all: [FaultKind] = anywhere + forms + course

    private static let anywhere: [FaultKind] = [
        .number("delay", "MS", "wait before answering, in milliseconds") {
            $0.delay = .milliseconds($1)
        },
        .text(
            "error", "CODE",
            "refuse with this error code and its HTTP status; the codes are "
                + "\(APIError.knownCodes.joined(separator: ", ")), and any other comes with 500"
        ) {
            $0.error = $1
        },
        .number("status", "NNN", "refuse with this HTTP status and an HTML page", from: 400) {
            $0.status = min($1, 599)
        },
        .flag("drop", "reset the connection instead of answering") { $0.drops = true },
        .flag("no-rate-headers", "leave the X-RateLimit headers out") {
            $0.hidesRateLimit = true
        },
        .flag("no-request-id", "leave X-Request-ID out") { $0.hidesRequestID = true },
        .flag("no-retry-after", "leave Retry-After out of a 429") { $0.hidesRetryAfter = true },
        .number("reset-days", "N", "X-RateLimit-Reset is so many days later") {
            $0.resetDays = $1
        },
        .flag(
            "busy-keys",
            "409 idempotency_in_progress, at once, while the Idempotency-Key is being answered"
        ) {
            $0.refusesBusyKeys = true
        },
        .flag("ignore-page", "a list's first page, whatever page is asked for") {
            $0.ignoresPage = true
        },
        .flag("no-tool-steps", "a conversation without its tools, even if they are asked for") {
            $0.hidesToolSteps = true
        },
        .flag("prefixed-ids", "new conversations are conv_… instead of UUIDs") {
            $0.usesPrefixedIDs = true
        },
        .flag(
            "entity-activities", "activities in the other page's shape (activity_type, entity_id)"
        ) {
            $0.usesEntityActivities = true
        },
        .flag("newest-first", "a conversation's messages come newest first") {
            $0.newestMessagesFirst = true
        },
    ]

    private static let forms: [FaultKind] = [
        .choice("terminator", "how [DONE] ends: a blank line, one newline, nothing, or no [DONE]") {
            $0.terminator = $1
        },
        .choice("conversation-id", "which text events carry it; done: only the done event") {
            $0.conversationID = $1
        },
        .choice("lines", "what ends a line of the stream") { $0.lineEnd = $1 },
        .flag("nested-errors", "error events as {\"error\": {\"code\": …}} instead of flat") {
            $0.nestsErrors = true
        },
        .flag("nameless-errors", "error events without a name: data: {\"error\": {\"code\": …}}") {
            $0.hidesErrorName = true
        },
        .choice(
            "text",
            "odd texts: surrogates cut over deltas or alone, other line ends (cut over deltas), "
                + "C1 of a wrong encoding, an OSC or DCS that never ends"
        ) { $0.oddText = $1 },
        .flag("bom", "the stream starts with a byte order mark") { $0.startsWithBOM = true },
        .flag("split-data", "JSON over two data lines") { $0.splitsData = true },
        .flag("tight-colons", "no space after the colon of a field") { $0.tightensColons = true },
        .flag("extra-fields", "id: and retry: lines with every event") { $0.addsFields = true },
        .flag("comments", "a comment line before every event") { $0.comments = true },
        .flag("unknown-event", "an event nobody knows after the first one") {
            $0.unknownEvent = true
        },
        .number("chunk", "BYTES", "send the stream in pieces of so many bytes", from: 1) {
            $0.chunkBytes = $1
        },
        .number("event-delay", "MS", "wait before every event, in milliseconds") {
            $0.eventDelay = .milliseconds($1)
        },
    ]

    private static let course: [FaultKind] = [
        FaultKind(
            name: "error-after", value: "N:CODE", summary: "an error event after N events"
        ) { faults, value in
            let parts = value.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let events = Int(parts[0]), events >= 0 else { return false }
            faults.failure = .init(events: events, code: String(parts[1]))
            return true
        },
        .flag("done-after-error", "[DONE] follows an error event") { $0.doneAfterError = true },
        .number("stall-after", "N", "nothing more after N events, the connection stays") {
            $0.stallAfter = $1
        },
        .number("cut-after", "N", "an orderly end after N events, without done") {
            $0.cutAfter = $1
        },
        .number("cut-bytes", "N", "an orderly end after N bytes, anywhere in an event") {
            $0.cutBytes = $1
        },
        .number("reset-after", "N", "a connection reset after N events") { $0.resetAfter = $1 },
        .flag("no-text", "a turn of tools only, without a text event") { $0.omitsText = true },
        .flag("no-done", "[DONE] without a done event") { $0.omitsDone = true },
        .flag("json", "200 with the whole answer as JSON instead of a stream") {
            $0.answersJSON = true
        },
    ]
}

extension FaultKind {
    private static func flag(
        _ name: String, _ summary: String, _ set: @escaping @Sendable (inout Faults) -> Void
    ) -> FaultKind {
        FaultKind(name: name, summary: summary) { faults, _ in
            set(&faults)
            return true
        }
    }

    private static func text(
        _ name: String, _ value: String, _ summary: String,
        _ set: @escaping @Sendable (inout Faults, String) -> Void
    ) -> FaultKind {
        FaultKind(name: name, value: value, summary: summary) { faults, text in
            set(&faults, text)
            return !text.isEmpty
        }
    }

    /// At most a day of milliseconds, which is also more events and bytes than there are.
    private static func number(
        _ name: String, _ value: String, _ summary: String, from least: Int = 0,
        _ set: @escaping @Sendable (inout Faults, Int) -> Void
    ) -> FaultKind {
        FaultKind(name: name, value: value, summary: summary) { faults, text in
            guard let number = Int(text), (least...86_400_000).contains(number) else {
                return false
            }
            set(&faults, number)
            return true
        }
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _ name: String, _ summary: String,
        _ set: @escaping @Sendable (inout Faults, Choice) -> Void
    ) -> FaultKind {
        FaultKind(
            name: name, value: Choice.allCases.map(\.rawValue).joined(separator: "|"),
            summary: summary
        ) { faults, text in
            guard let choice = Choice(rawValue: text) else { return false }
            set(&faults, choice)
            return true
        }
    }
}
