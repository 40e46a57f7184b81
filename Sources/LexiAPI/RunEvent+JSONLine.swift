extension RunEvent {
    /// The event as the object that `lexi` prints as one JSON line: `type` first, then `at_ms`.
    ///
    /// - Parameter milliseconds: Time since the request was made; `nil` (a capture without
    ///   times) leaves `at_ms` out. Written with a tenth of a millisecond.
    public func json(atMilliseconds milliseconds: Double?) -> JSONValue {
        var members: [JSONValue.Member] = [.init("type", .string(typeName))]
        if let milliseconds {
            members.append(.init("at_ms", .double((milliseconds * 10).rounded() / 10)))
        }
        members += details
        return .object(members)
    }

    /// The `type` of the JSON line.
    public var typeName: String {
        switch self {
        case .requested: "request"
        case .retrying: "retry"
        case .queued: "queued"
        case .dequeued: "dequeued"
        case .responded: "response"
        case .thinking: "thinking"
        case .toolStep: "tool_step"
        case .text: "text"
        case .done: "done"
        case .failed: "error"
        case .unknown: "unknown"
        case .malformed: "malformed"
        case .ended: "end"
        }
    }

    private var details: [JSONValue.Member] {
        switch self {
        case .requested(let request, let idempotencyKey):
            [
                .init("idempotency_key", .string(idempotencyKey)),
                .init("conversation_id", .optional(request.conversationID)),
                .init("context", request.context.json),
                .init("allow_tools", .bool(request.allowTools)),
                .init("message", .string(request.message)),
            ]
        case .retrying(let retry):
            [
                .init("attempt", .integer(Int64(retry.attempt))),
                .init("wait_ms", .double(retry.waitMilliseconds.rounded())),
            ] + retry.failure.members + [
                .init("request_id", .optional(retry.head?.requestID)),
                .init("rate_limit", retry.head?.rateLimit.json ?? .null),
            ]
        case .queued(let queueing):
            [
                .init("limit", .integer(Int64(queueing.limit))),
                .init("limit_of", .string(queueing.isServers ? "server" : "client")),
            ]
        case .dequeued:
            []
        case .responded(let head):
            [
                .init("status", .integer(Int64(head.status))),
                .init("request_id", .optional(head.requestID)),
                .init("rate_limit", head.rateLimit.json),
            ]
        case .thinking(let text):
            [.init("text", .string(text))]
        case .toolStep(let step):
            [
                .init("tool", .string(step.tool)),
                .init("status", .string(step.status)),
                .init("summary", .optional(step.summary)),
            ]
        case .text(let delta, let conversationID):
            [
                .init("delta", .string(delta)),
                .init("conversation_id", .optional(conversationID)),
            ]
        case .done(let credits, let messageID, _):
            [
                .init("credits_remaining", .optional(credits)),
                .init("message_id", .optional(messageID)),
            ]
        case .failed(let failure):
            failure.members
        case .unknown(let event, let data):
            [.init("event", .string(event)), .init("data", .string(data))]
        case .malformed(let event, let data, let reason):
            [
                .init("event", .string(event)), .init("data", .string(data)),
                .init("reason", .string(reason)),
            ]
        case .ended(let outcome, let terminator):
            [
                .init("outcome", .string(outcome.rawValue)),
                .init("terminator", .bool(terminator)),
            ]
        }
    }
}

extension Failure {
    /// Its members in an object: `code`, `message`, `status`, and `details` where the server named
    /// fields.
    package var members: [JSONValue.Member] {
        [
            .init("code", .string(code.rawValue)), .init("message", .string(message)),
            .init("status", .optional(status.map(Int64.init))),
        ] + detailMembers
    }

    /// The fields that were wrong, in the shape they came in; nothing where the server named none.
    private var detailMembers: [JSONValue.Member] {
        fields.isEmpty ? [] : [.init("details", .object([.init("fields", .object(fields))]))]
    }
}

extension RateLimit {
    fileprivate var json: JSONValue {
        if isEmpty { return .null }
        return .object([
            .init("limit", .optional(limit)), .init("remaining", .optional(remaining)),
            .init("reset", .optional(reset)),
        ])
    }
}
