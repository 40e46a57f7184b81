extension RunEvent {
    /// Reads an event from the object that stands for it in a JSON line, see
    /// ``json(atMilliseconds:)``.
    ///
    /// What a line does not carry is absent: of a response the time to wait and the server's clock,
    /// of `done` the conversation, of a failure the time until which to wait.
    ///
    /// - Returns: `nil` for an object of another type, or one that lacks what the type needs.
    public init?(json value: JSONValue) {
        func text(_ name: String) -> String? { value[name]?.string }
        switch text("type") {
        case "request":
            guard let key = text("idempotency_key"), let request = ChatRequest(json: value) else {
                return nil
            }
            self = .requested(request, idempotencyKey: key)
        case "retry":
            guard let attempt = value["attempt"]?.integer.flatMap({ Int(exactly: $0) }),
                let wait = value["wait_ms"]?.integer, let failure = Failure(members: value)
            else { return nil }
            self = .retrying(
                Retry(
                    attempt: attempt, wait: .milliseconds(wait), failure: failure,
                    head: ResponseHead(lineOf: value)))
        case "queued":
            guard let limit = value["limit"]?.integer.flatMap({ Int(exactly: $0) }) else {
                return nil
            }
            self = .queued(Queueing(limit: limit, isServers: text("limit_of") == "server"))
        case "dequeued": self = .dequeued
        case "response":
            guard let head = ResponseHead(lineOf: value) else { return nil }
            self = .responded(head)
        case "thinking":
            guard let words = text("text") else { return nil }
            self = .thinking(text: words)
        case "tool_step":
            guard let tool = text("tool"), let status = text("status") else { return nil }
            self = .toolStep(ToolStepUpdate(tool: tool, status: status, summary: text("summary")))
        case "text":
            guard let delta = text("delta") else { return nil }
            self = .text(delta: delta, conversationID: text("conversation_id"))
        case "done":
            self = .done(
                creditsRemaining: value["credits_remaining"]?.integer,
                messageID: text("message_id"), conversationID: text("conversation_id"))
        case "error":
            guard let failure = Failure(members: value) else { return nil }
            self = .failed(failure)
        case "unknown":
            guard let event = text("event"), let data = text("data") else { return nil }
            self = .unknown(event: event, data: data)
        case "malformed":
            guard let event = text("event"), let data = text("data"), let reason = text("reason")
            else { return nil }
            self = .malformed(event: event, data: data, reason: reason)
        case "end":
            guard let outcome = text("outcome").flatMap(Outcome.init) else { return nil }
            self = .ended(outcome, terminator: value["terminator"]?.bool ?? false)
        default: return nil
        }
    }

    /// Reads an event from a JSON line, as ``init(json:)``.
    public init?(jsonLine line: String) {
        do throws(JSONError) {
            self.init(json: try JSONValue(parsing: line))
        } catch {
            // Whoever needs to know where the line goes wrong parses it first.
            return nil
        }
    }
}

extension Failure {
    /// Reads a failure from ``members`` of an object.
    package init?(members value: JSONValue) {
        guard let code = value["code"]?.string, let message = value["message"]?.string else {
            return nil
        }
        self.init(
            code: Code(rawValue: code), message: message,
            fields: value["details"]?["fields"]?.members ?? [],
            status: value["status"]?.integer.flatMap { Int(exactly: $0) })
    }
}

extension ResponseHead {
    /// `nil` where no status says that there was a response.
    fileprivate init?(lineOf value: JSONValue) {
        guard let status = value["status"]?.integer.flatMap({ Int(exactly: $0) }) else {
            return nil
        }
        let limits = value["rate_limit"]
        self.init(
            status: status, requestID: value["request_id"]?.string,
            rateLimit: RateLimit(
                limit: limits?["limit"]?.integer, remaining: limits?["remaining"]?.integer,
                reset: limits?["reset"]?.integer))
    }
}
