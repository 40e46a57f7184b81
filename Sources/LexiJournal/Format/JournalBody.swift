internal import LexiAPI
internal import LexiSession
internal import LexiWire

/// What a line of a journal says, before it is known what the answer's bytes mean.
enum JournalBody {
    case plain(SessionEvent.Body)
    case asked(Question)
    /// A retry's attempt and head are told by what is around it.
    case step(AttemptEvent)
    case ended(Ending)
    case closed
    /// What only those care about who write journals.
    case released
    case unknown

    /// - Returns: `nil` for a line that lacks what its type needs.
    init?(_ type: String, _ json: JSONValue) {
        let made: JournalBody? =
            switch type {
            case "renamed": json["title"]?.string.map { .plain(.renamed($0)) }
            case "bound": json["conversation_id"]?.string.map { .plain(.bound($0)) }
            case "closed": .closed
            case "released": .released
            case "asked": Question(json).map(JournalBody.asked)
            case "cancelled": .plain(.cancelled)
            case "ended": Ending(json).map(JournalBody.ended)
            case "record_asked": .plain(.recordAsked)
            case "record": Conversation(journal: json).map { .plain(.recordRead($0)) }
            case "record_refused": json["reason"]?.string.map { .plain(.recordRefused($0)) }
            case "answered": ConversationAnswer(json).map { .plain(.answered($0)) }
            case "service": ServiceOrigin(json["origin"]).map { .plain(.serviceChanged($0)) }
            case "gap":
                json["bytes"]?.integer.flatMap { Int(exactly: $0) }.map {
                    .plain(.gap(bytes: max(0, $0)))
                }
            case "queued", "dequeued", "sent", "head", "bytes", "retry":
                AttemptEvent(type, json).map(JournalBody.step)
            default: .unknown
            }
        guard let made else { return nil }
        self = made
    }
}

extension ConversationAnswer {
    fileprivate init?(_ json: JSONValue) {
        let reason = json["reason"]?.string
        let page = Page<ConversationSummary>(journal: json)
        switch (json["asked_for"]?.string, json["words"]?.string) {
        case ("list", _):
            guard let answer = reason.map(Self.noList) ?? page.map(Self.list) else { return nil }
            self = answer
        case ("search", let words?):
            if let reason {
                self = .notFound(reason, words: words, isRefused: json["refused"] == .bool(true))
            } else if let page {
                self = .found(page, words: words)
            } else {
                return nil
            }
        default: return nil
        }
    }
}

extension Page<ConversationSummary> {
    fileprivate init?(journal json: JSONValue) {
        guard case .array(let items)? = json["conversations"] else { return nil }
        self.init(
            items: items.compactMap(ConversationSummary.init),
            unreadableCount: Int(clamping: json["unreadable"]?.integer ?? 0),
            meta: PageMeta(
                page: json["page"]?.integer, perPage: json["per_page"]?.integer,
                total: json["total"]?.integer))
    }
}

extension Question {
    fileprivate init?(_ json: JSONValue) {
        guard let request = json["request"].flatMap(ChatRequest.init(json:)) else { return nil }
        self.init(
            request: request, idempotencyKey: json["idempotency_key"]?.string ?? "",
            cause: json["cause"]?.string.flatMap(Cause.init) ?? .sent,
            balance: json["balance"]?.integer)
    }
}

extension AttemptEvent {
    fileprivate init?(_ type: String, _ json: JSONValue) {
        switch type {
        case "queued":
            guard let limit = json["limit"]?.integer.flatMap({ Int(exactly: $0) }) else {
                return nil
            }
            self = .queued(
                Queueing(limit: limit, isServers: json["limit_of"]?.string == "server"))
        case "dequeued": self = .dequeued
        case "sent":
            guard let method = json["method"]?.string, let path = json["path"]?.string else {
                return nil
            }
            self = .sent(
                SentRequest(
                    method: method, path: path, headers: HeaderFields(journal: json["headers"]),
                    connection: ConnectionUse(json["connection"])))
        case "head":
            guard let status = json["status"]?.integer.flatMap({ Int(exactly: $0) }) else {
                return nil
            }
            self = .head(
                AnswerHead(status: status, headers: HeaderFields(journal: json["headers"])))
        case "bytes":
            let bytes =
                json["text"]?.string.map { Array($0.utf8) }
                ?? json["base64"]?.string.flatMap(Base64.bytes)
            guard let bytes else { return nil }
            self = .received(
                ReceivedBytes(
                    bytes, redactedCount: Int(clamping: json["redacted"]?.integer ?? 0)))
        default:
            guard let wait = json["wait_ms"]?.number, (0...1e12).contains(wait),
                let failure = Failure(journal: json["failure"])
            else { return nil }
            self = .retryPlanned(
                Retry(
                    attempt: 0, wait: .microseconds(Int64((wait * 1000).rounded())),
                    failure: failure))
        }
    }
}

extension HeaderFields {
    fileprivate init(journal json: JSONValue?) {
        guard case .array(let lines)? = json else {
            self.init()
            return
        }
        self.init(
            lines.compactMap { line in
                guard case .array(let pair) = line, pair.count == 2, let name = pair[0].string,
                    let value = pair[1].string
                else { return nil }
                return Field(name, value)
            })
    }
}

extension ConnectionUse {
    fileprivate init?(_ json: JSONValue?) {
        guard case .bool(let isReused)? = json?["reused"] else { return nil }
        self.init(
            isReused: isReused, connectMicroseconds: json?["connect_us"]?.integer,
            protocolName: json?["protocol"]?.string)
    }
}

extension Ending {
    fileprivate init?(_ json: JSONValue) {
        let cut: Cut
        switch json["cut"] {
        case .null?, nil: cut = .none
        case .string("cancelled")?: cut = .cancelled
        case let failure:
            guard let failure = Failure(journal: failure) else { return nil }
            cut = .failure(failure)
        }
        self.init(cut: cut, isAlone: json["alone"] == .bool(true))
    }
}

extension Failure {
    fileprivate init?(journal json: JSONValue?) {
        guard let json, let failure = Failure(members: json) else { return nil }
        self = failure
        retryAt = json["retry_at"]?.number
    }
}

extension Conversation {
    fileprivate init?(journal json: JSONValue) {
        guard let summary = json["conversation"].flatMap(ConversationSummary.init),
            case .array(let messages)? = json["messages"]
        else { return nil }
        self.init(
            summary: summary, messages: messages.compactMap(ConversationMessage.init),
            unreadableCount: Int(clamping: json["unreadable"]?.integer ?? 0))
    }
}

extension JSONValue {
    fileprivate var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
}
