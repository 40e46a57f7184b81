public import LexiAPI

extension RunEvent {
    /// The event as bytes of an event stream, which are read as this very event again; `nil` for
    /// what does not come in a stream.
    ///
    /// Of a failure the time until which to wait is left out, which no stream tells, and of an end
    /// all but the terminator. Why an event is malformed follows from its data. Carriage returns in
    /// the data of an unknown event are line ends in a stream, and come back as line feeds.
    public var eventStream: String? {
        switch self {
        case .thinking(let text):
            Self.event("thinking", [.init("text", .string(text))])
        case .toolStep(let step):
            Self.event(
                "tool_step",
                [.init("tool", .string(step.tool)), .init("status", .string(step.status))]
                    + Self.member("summary", step.summary))
        case .text(let delta, let conversationID):
            Self.event(
                "text",
                [.init("delta", .string(delta))] + Self.member("conversation_id", conversationID))
        case .done(let credits, let messageID, let conversationID):
            Self.event(
                "done",
                (credits.map { [.init("credits_remaining", .integer($0))] } ?? [])
                    + Self.member("message_id", messageID)
                    + Self.member("conversation_id", conversationID))
        case .failed(let failure): Self.event("error", failure.members)
        case .unknown(let event, let data), .malformed(let event, let data, _):
            Self.event(event == "message" ? "" : event, data)
        case .ended(_, let hasTerminator): hasTerminator ? "data: [DONE]\n\n" : ""
        case .requested, .retrying, .queued, .dequeued, .responded: nil
        }
    }

    private static func event(_ name: String, _ members: [JSONValue.Member]) -> String {
        event(name, JSONValue.object(members).line)
    }

    private static func event(_ name: String, _ data: String) -> String {
        var text = name.isEmpty ? "" : "event: \(name)\n"
        // By scalars, since CR and LF together are one character.
        for line in data.unicodeScalars.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" })
        {
            text += "data: \(String(Substring(line)))\n"
        }
        return text + "\n"
    }

    private static func member(_ name: String, _ text: String?) -> [JSONValue.Member] {
        text.map { [.init(name, .string($0))] } ?? []
    }
}

extension Failure {
    /// The API's error object.
    fileprivate var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("code", .string(code.rawValue)), .init("message", .string(message)),
        ]
        if !fields.isEmpty {
            members.append(.init("details", .object([.init("fields", .object(fields))])))
        }
        if let status { members.append(.init("status", .integer(Int64(status)))) }
        return members
    }
}
