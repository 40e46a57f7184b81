/// A conversation as the list shows it; what the server does not say is `nil`.
public struct ConversationSummary: Sendable, Hashable {
    /// Opaque.
    public var id: String?
    public var title: String?
    public var messageCount: Int64?
    public var lastMessageAt: Timestamp?
    /// The records in focus. The API never lists a company here.
    public var context: ChatContext
    public var isArchived: Bool?
    public var createdAt: Timestamp?

    public init(
        id: String?, title: String? = nil, messageCount: Int64? = nil,
        lastMessageAt: Timestamp? = nil, context: ChatContext = ChatContext(),
        isArchived: Bool? = nil, createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.title = title
        self.messageCount = messageCount
        self.lastMessageAt = lastMessageAt
        self.context = context
        self.isArchived = isArchived
        self.createdAt = createdAt
    }

    /// Reads one entry of `data.conversations`, or the answer to a change, which has fewer fields.
    ///
    /// - Returns: `nil` when this is no object.
    public init?(_ value: JSONValue) {
        guard value.members != nil else { return nil }
        self.init(
            id: value["id"]?.identifier, title: value["title"]?.words,
            messageCount: value["message_count"]?.count,
            lastMessageAt: value["last_message_at"].flatMap(Timestamp.init),
            context: ChatContext(value["context"]), isArchived: value["archived"]?.bool,
            createdAt: value["created_at"].flatMap(Timestamp.init))
    }

    /// The object that `lexi conversations list` prints as a JSON line.
    public var json: JSONValue {
        .object([
            .init("type", .string("conversation")), .init("id", .optional(id)),
            .init("title", .optional(title)), .init("message_count", .optional(messageCount)),
            .init("last_message_at", .optional(lastMessageAt?.text)),
            .init("context", context.json), .init("archived", .optional(isArchived)),
            .init("created_at", .optional(createdAt?.text)),
        ])
    }
}

extension Page<ConversationSummary> {
    /// Reads the body of `GET /v1/lexi/conversations`.
    ///
    /// - Returns: `nil` when it holds no list.
    public init?(conversations answer: JSONValue) {
        self.init(answer, list: "conversations", item: ConversationSummary.init)
    }
}
