/// One message of a conversation; what the server does not say is `nil`.
public struct ConversationMessage: Sendable, Hashable {
    public var id: String?
    /// `user`, `assistant` or `tool` by the documentation; anything else is kept as it came.
    public var role: String?
    public var content: String?
    /// An assistant's tools with their arguments, whose shape the API does not describe.
    public var toolCalls: JSONValue?
    public var toolName: String?
    public var toolOutput: JSONValue?
    public var createdAt: Timestamp?

    public init(
        id: String? = nil, role: String?, content: String? = nil, toolCalls: JSONValue? = nil,
        toolName: String? = nil, toolOutput: JSONValue? = nil, createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.role = role
        self.content = content
        self.toolCalls = toolCalls
        self.toolName = toolName
        self.toolOutput = toolOutput
        self.createdAt = createdAt
    }

    /// Reads one entry of `messages`.
    ///
    /// - Returns: `nil` when this is no object.
    public init?(_ value: JSONValue) {
        guard value.members != nil else { return nil }
        self.init(
            id: value["id"]?.identifier, role: value["role"]?.words,
            content: value["content"]?.words, toolCalls: value["tool_calls"]?.unlessNull,
            toolName: value["tool_name"]?.words, toolOutput: value["tool_output"]?.unlessNull,
            createdAt: value["created_at"].flatMap(Timestamp.init))
    }

    /// The object that `lexi conversations show` prints as a JSON line.
    public var json: JSONValue {
        .object([
            .init("type", .string("message")), .init("id", .optional(id)),
            .init("role", .optional(role)), .init("content", .optional(content)),
            .init("tool_calls", toolCalls ?? .null), .init("tool_name", .optional(toolName)),
            .init("tool_output", toolOutput ?? .null),
            .init("created_at", .optional(createdAt?.text)),
        ])
    }
}

extension [ConversationMessage] {
    /// The oldest first, whichever end the server began with: its page says the newest, its
    /// sample shows the oldest.
    ///
    /// Messages of the same time keep their order, as do those without one beside the message
    /// that they follow.
    func inOrderOfTime() -> [ConversationMessage] {
        let times = compactMap(\.createdAt?.unixSeconds)
        let isNewestFirst =
            if let first = times.first, let last = times.last { first > last } else { false }
        var latest = -Double.infinity
        return (isNewestFirst ? reversed() : self).enumerated()
            .map { offset, message in
                latest = message.createdAt?.unixSeconds ?? latest
                return (time: latest, offset: offset, message: message)
            }
            .sorted { ($0.time, $0.offset) < ($1.time, $1.offset) }
            .map(\.message)
    }
}
