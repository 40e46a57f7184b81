/// What a response head says about rate limits (`X-RateLimit-*`); absent headers are `nil`.
public struct RateLimit: Sendable, Hashable {
    public var limit: Int64?
    public var remaining: Int64?
    /// When the counter starts anew, in Unix seconds. The API names no unit; its sample is
    /// exactly a UTC midnight in seconds.
    public var reset: Int64?

    public init(limit: Int64? = nil, remaining: Int64? = nil, reset: Int64? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }

    public var isEmpty: Bool { limit == nil && remaining == nil && reset == nil }
}

/// The parts of a response head that users are shown.
public struct ResponseHead: Sendable, Hashable {
    public var status: Int
    /// `X-Request-ID`, to quote to the API's support.
    public var requestID: String?
    public var rateLimit: RateLimit
    /// `Retry-After`: the seconds it names, or the time to the date it names; not negative.
    public var retryAfter: Duration?
    /// `Date`, the server's clock in Unix seconds.
    public var date: Int64?

    public init(
        status: Int, requestID: String? = nil, rateLimit: RateLimit = RateLimit(),
        retryAfter: Duration? = nil, date: Int64? = nil
    ) {
        self.status = status
        self.requestID = requestID
        self.rateLimit = rateLimit
        self.retryAfter = retryAfter
        self.date = date
    }
}

/// One `tool_step` event.
public struct ToolStepUpdate: Sendable, Hashable {
    /// Free text: the API publishes no list of tools.
    public var tool: String
    /// `started` or `completed` by the documentation; anything else is kept as it came.
    public var status: String
    public var summary: String?

    public init(tool: String, status: String, summary: String? = nil) {
        self.tool = tool
        self.status = status
        self.summary = summary
    }
}

/// A failure that ends a turn, whether the server reported it or the way there broke.
public struct Failure: Error, Sendable, Hashable {
    /// The API's codes, and our own for what happens before the API can answer.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let validationError = Code(rawValue: "validation_error")
        public static let invalidKey = Code(rawValue: "invalid_key")
        public static let insufficientCredits = Code(rawValue: "insufficient_credits")
        public static let insufficientPermissions = Code(rawValue: "insufficient_permissions")
        public static let conversationNotFound = Code(rawValue: "conversation_not_found")
        public static let notFound = Code(rawValue: "not_found")
        public static let rateLimited = Code(rawValue: "rate_limited")
        /// An HTTP status whose body names no code: `http_503`.
        public static func http(_ status: Int) -> Code { Code(rawValue: "http_\(status)") }
        /// No connection, or it broke.
        public static let network = Code(rawValue: "network")
        /// Connecting, the first byte or the next byte took too long.
        public static let timeout = Code(rawValue: "timeout")
        /// The answer is not an event stream, or one that cannot be read.
        public static let protocolError = Code(rawValue: "protocol")
    }

    public var code: Code
    /// The server's words as they came, or ours; one sentence.
    public var message: String
    /// What was wrong with which fields of the request, as the server has it in `details.fields`.
    public var fields: [JSONValue.Member]
    /// The HTTP status, when there was one.
    public var status: Int?
    /// The Unix time until which the server wants to be left alone, where it said so.
    public var retryAt: Double?

    public init(
        code: Code, message: String, fields: [JSONValue.Member] = [], status: Int? = nil,
        retryAt: Double? = nil
    ) {
        self.code = code
        self.message = message
        self.fields = fields
        self.status = status
        self.retryAt = retryAt
    }
}

extension Failure {
    /// The message for people, with the fields that were wrong: without them, nobody would know
    /// what to correct. Markup is for browsers: of a page the title is told.
    public var explanation: String {
        let message = WebPage.replaced(in: message)
        let named = fields.map {
            WebPage.replaced(in: "\($0.name): \($0.value.string ?? $0.value.line)")
        }
        return named.isEmpty ? message : "\(message) (\(named.joined(separator: "; ")))"
    }

    /// Whether a web page came in the place of an answer: then it is not the API that says no, but
    /// something before it, such as a proxy or a firewall.
    public var isOfWebPage: Bool {
        guard let status, code == .http(status) else { return false }
        return message.hasPrefix(WebPage.answer(withStatus: status))
            || WebPage.replaced(in: message) != message
    }

    /// Whether the server is at work on this very request already, under the same idempotency key:
    /// it has only to be asked again, with that key. With another, the work would be done twice.
    ///
    /// The API's pages do not say how it tells that; servers with such keys answer 409 (Conflict)
    /// and say so in the code or in words. A key that was used for another request is a conflict
    /// too, and no such one.
    public var isUnderWay: Bool {
        guard status == 409 else { return false }
        let words = "\(code.rawValue) \(message)".lowercased()
        return ["in_progress", "in progress", "under way", "being processed", "still running"]
            .contains { words.contains($0) }
    }
}

/// How a turn ended.
public enum Outcome: String, Sendable, Hashable {
    /// `done` was received.
    case completed
    /// The server or the network reported a failure.
    case failed
    /// The stream ended before `done` and without an error.
    case incomplete
    /// The user stopped it.
    case cancelled
}

/// Why a request will be sent once more, and when.
public struct Retry: Sendable, Hashable {
    /// The number of the attempt to come. The first attempt is 1, so this is at least 2.
    public var attempt: Int
    /// How long after this event the attempt begins.
    public var wait: Duration
    /// What became of the attempt before.
    public var failure: Failure
    /// The response that brought the failure, if one came.
    public var head: ResponseHead?

    public init(attempt: Int, wait: Duration, failure: Failure, head: ResponseHead? = nil) {
        self.attempt = attempt
        self.wait = wait
        self.failure = failure
        self.head = head
    }

    /// ``wait`` in milliseconds.
    public var waitMilliseconds: Double {
        Double(wait.components.seconds) * 1000 + Double(wait.components.attoseconds) / 1e15
    }
}

/// Why a request waits in line: as many are under way as may be at a time.
public struct Queueing: Sendable, Hashable {
    /// How many requests may be under way at a time; at least 1.
    public var limit: Int
    /// Whether the server sets the limit, as it does over HTTP/2, and not the client.
    public var isServers: Bool

    public init(limit: Int, isServers: Bool) {
        self.limit = limit
        self.isServers = isServers
    }

    /// The reason for people; one sentence.
    public var sentence: String {
        let requests = limit == 1 ? "1 request" : "\(limit) requests"
        return isServers
            ? "The server takes \(requests) at a time, and so many are under way."
            : "No more than \(requests) are sent at a time, and so many are under way."
    }
}

/// Everything that can happen in a turn, in the words of the JSON lines that `lexi` prints.
///
/// The order is `requested`, any number of `retrying`, at most one `responded`, any number of the
/// stream's events, and exactly one `ended`, always last. An attempt that is followed by another
/// shows as `retrying` alone. Each attempt may begin in line: with `queued`, and `dequeued` when it
/// is its turn.
public enum RunEvent: Sendable, Hashable {
    indirect case requested(ChatRequest, idempotencyKey: String)
    /// Nothing of an answer came; the request is sent again, with the same idempotency key.
    indirect case retrying(Retry)
    /// The request is not sent yet: it waits in line behind others. Comes again when the limit
    /// changes.
    case queued(Queueing)
    /// It is sent now.
    case dequeued
    indirect case responded(ResponseHead)
    case thinking(text: String)
    case toolStep(ToolStepUpdate)
    case text(delta: String, conversationID: String?)
    case done(creditsRemaining: Int64?, messageID: String?, conversationID: String?)
    case failed(Failure)
    /// An event this client has no meaning for.
    case unknown(event: String, data: String)
    /// A known event whose data cannot be read.
    case malformed(event: String, data: String, reason: String)
    /// `terminator` tells whether `data: [DONE]` was seen.
    case ended(Outcome, terminator: Bool)
}

extension RunEvent {
    /// Whether the event came in the answer's stream; the others tell what the client did.
    public var isOfTheAnswer: Bool {
        switch self {
        case .thinking, .toolStep, .text, .done, .failed, .unknown, .malformed: true
        case .requested, .retrying, .queued, .dequeued, .responded, .ended: false
        }
    }
}
