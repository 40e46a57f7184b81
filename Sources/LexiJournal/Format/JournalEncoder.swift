public import LexiAPI
public import LexiSession
internal import LexiWire

/// Makes the lines of one journal. It is a plain value; who writes them where is another's business.
///
/// The format is described in `docs/journal.md`.
public struct JournalEncoder: Sendable {
    /// Names the run of the program.
    private let session: UniqueID
    /// When the session began, in microseconds: the lines count from there.
    private let began: Int64
    /// What the wall clock is ahead of the session's, as far as a reader knows.
    private var wallBehind: Int64?

    /// - Parameter began: When the session began. All its journals count from there.
    public init(session: UniqueID, began: Instant) {
        self.session = session
        self.began = Int64(began.nanoseconds / 1000)
    }

    public static func header(_ header: JournalHeader) -> String { header.json.line + "\n" }

    /// With what every line begins with which a session begins.
    static let sessionLineStart = #"{"type":"session","#

    /// The line with which the session begins to write into a file.
    public mutating func sessionLine(at instant: Instant) -> String {
        wallBehind = nil
        var members = head("session", sequence: 0, instant, tellsWall: true)
        members.insert(.init("session", .string(session.description)), at: 1)
        members.append(.init("began", .string(WallTime.text(began))))
        return JSONValue.object(members).line + "\n"
    }

    /// The line with which the session leaves the file to another program.
    public mutating func releasedLine(at instant: Instant) -> String {
        JSONValue.object(head("released", sequence: 0, instant, tellsWall: true)).line + "\n"
    }

    /// The line of an event.
    ///
    /// - Returns: `nil` for what is not written down: the beginning of a conversation is the
    ///   header, and an interruption shows by itself.
    public mutating func line(_ event: SessionEvent) -> String? {
        if case .attempt(.received(let received), _) = event.body {
            return line(received, event)
        }
        guard let details = Self.details(event.body) else { return nil }
        var members = head(
            event.typeName, sequence: event.sequence, event.instant, tellsWall: true)
        members += Self.names(event) + details
        return JSONValue.object(members).line + "\n"
    }

    /// The line of bytes, of which there are many.
    private mutating func line(_ received: ReceivedBytes, _ event: SessionEvent) -> String {
        let members =
            head(event.typeName, sequence: event.sequence, event.instant, tellsWall: false)
            + Self.names(event)
        var line = JSONValue.object(members).line
        line.removeLast()
        if received.redactedCount > 0 { line += ",\"redacted\":\(received.redactedCount)" }
        if let text = JSONText.text(received.bytes) {
            line += ",\"text\":" + text
        } else {
            line += ",\"base64\":\"" + Base64.text(of: received.bytes) + "\""
        }
        return line + "}\n"
    }

    private mutating func head(
        _ type: String, sequence: UInt64, _ instant: Instant, tellsWall: Bool
    ) -> [JSONValue.Member] {
        let time = Int64(instant.nanoseconds / 1000)
        let wall = Int64((instant.unixSeconds * 1_000_000).rounded())
        var members: [JSONValue.Member] = [
            .init("type", .string(type)), .init("seq", .integer(Int64(sequence))),
            .init("us", .integer(time - began)),
        ]
        if tellsWall || wallBehind != wall - time {
            members.append(.init("wall", .string(WallTime.text(wall))))
            wallBehind = wall - time
        }
        return members
    }

    private static func names(_ event: SessionEvent) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let turn = event.turn { members.append(.init("turn", .string(turn.description))) }
        var attempt = event.attempt
        // As everywhere, a retry names the attempt that it begins.
        if case .attempt(.retryPlanned(let retry), _) = event.body { attempt = retry.attempt }
        if attempt > 0 { members.append(.init("attempt", .integer(Int64(attempt)))) }
        return members
    }

    /// - Returns: `nil` for what is not written down.
    private static func details(_ body: SessionEvent.Body) -> [JSONValue.Member]? {
        switch body {
        case .opened, .interrupted, .resumed, .journal, .settingsChanged, .keyChecked: nil
        case .answered(let answer): answer.members
        case .renamed(let title): [.init("title", .string(title))]
        case .bound(let name): [.init("conversation_id", .string(name))]
        case .closed, .cancelled, .recordAsked: []
        case .asked(let question): question.members
        case .attempt(let event, _): event.details
        case .ended(let ending, let runEvents): ending.members(runEvents)
        case .recordRead(let record): record.members
        case .recordRefused(let reason): [.init("reason", .string(reason))]
        case .serviceChanged(let service): [.init("origin", service.json)]
        case .gap(let bytes): [.init("bytes", .integer(Int64(bytes)))]
        }
    }
}

extension ConversationAnswer {
    fileprivate var members: [JSONValue.Member] {
        switch self {
        case .list(let page): [.init("asked_for", .string("list"))] + page.members
        case .noList(let reason):
            [.init("asked_for", .string("list")), .init("reason", .string(reason))]
        case .found(let page, let words):
            [.init("asked_for", .string("search")), .init("words", .string(words))] + page.members
        case .notFound(let reason, let words, let isRefused):
            [
                .init("asked_for", .string("search")), .init("words", .string(words)),
                .init("reason", .string(reason)), .init("refused", .bool(isRefused)),
            ]
        }
    }
}

extension Page<ConversationSummary> {
    fileprivate var members: [JSONValue.Member] {
        [
            .init("conversations", .array(items.map(\.json))),
            .init("unreadable", .integer(Int64(unreadableCount))),
            .init("page", .optional(meta.page)), .init("per_page", .optional(meta.perPage)),
            .init("total", .optional(meta.total)),
        ]
    }
}

extension Question {
    fileprivate var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("cause", .string(cause.rawValue)),
            .init("idempotency_key", .string(idempotencyKey)),
            .init("request", request.json),
        ]
        if let balance { members.append(.init("balance", .integer(balance))) }
        return members
    }
}

extension AttemptEvent {
    /// `nil` for bytes, which are not written in this way.
    fileprivate var details: [JSONValue.Member]? {
        switch self {
        case .queued(let queueing):
            [
                .init("limit", .integer(Int64(queueing.limit))),
                .init("limit_of", .string(queueing.isServers ? "server" : "client")),
            ]
        case .dequeued: []
        case .sent(let request): request.members
        case .head(let head):
            [
                .init("status", .integer(Int64(head.status))),
                .init("headers", head.headers.json),
            ]
        case .retryPlanned(let retry):
            [
                .init("wait_ms", .double(retry.waitMilliseconds)),
                .init("failure", retry.failure.journalJSON),
            ]
        // Their lines are others.
        case .received, .ended: nil
        }
    }
}

extension SentRequest {
    fileprivate var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("method", .string(method)), .init("path", .string(path)),
            .init("headers", headers.json),
        ]
        if let connection {
            var use: [JSONValue.Member] = [.init("reused", .bool(connection.isReused))]
            if let time = connection.connectMicroseconds {
                use.append(.init("connect_us", .integer(time)))
            }
            if let name = connection.protocolName {
                use.append(.init("protocol", .string(name)))
            }
            members.append(.init("connection", .object(use)))
        }
        return members
    }
}

extension HeaderFields {
    fileprivate var json: JSONValue {
        .array(fields.map { .array([.string($0.name), .string($0.value)]) })
    }
}

extension Ending {
    /// - Parameter runEvents: What the ending completed; the last tells the outcome, which a reader
    ///   who decodes nothing wants to know.
    fileprivate func members(_ runEvents: [RunEvent]) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if case .ended(let outcome, let hasTerminator) = runEvents.last {
            members.append(.init("outcome", .string(outcome.rawValue)))
            members.append(.init("terminator", .bool(hasTerminator)))
        }
        let value: JSONValue =
            switch cut {
            case .none: .null
            case .cancelled: .string("cancelled")
            case .failure(let failure): failure.journalJSON
            }
        return members + [.init("cut", value), .init("alone", .bool(isAlone))]
    }
}

extension Failure {
    fileprivate var journalJSON: JSONValue {
        var members = self.members
        if let retryAt { members.append(.init("retry_at", .double(retryAt))) }
        return .object(members)
    }
}

extension Conversation {
    fileprivate var members: [JSONValue.Member] {
        [
            .init("conversation", summary.json), .init("messages", .array(messages.map(\.json))),
            .init("unreadable", .integer(Int64(unreadableCount))),
        ]
    }
}
