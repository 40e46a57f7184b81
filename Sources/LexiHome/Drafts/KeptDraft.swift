public import LexiAPI

/// A message that is written and not sent, as it is kept.
public struct KeptDraft: Sendable, Hashable {
    public var text: String
    /// The local name of the conversation that it was written in.
    public var conversation: String?
    /// The server's.
    public var conversationID: String?
    public var context: ChatContext
    public var allowTools: Bool
    /// Whether nobody knows for which server it was written: it was kept by version 0.1.0.
    public var isOfUnknownOrigin: Bool
    /// Whether it waited for the answer before it.
    public var isQueued: Bool

    public init(
        text: String, conversation: String? = nil, conversationID: String? = nil,
        context: ChatContext = ChatContext(),
        allowTools: Bool = true, isOfUnknownOrigin: Bool = false, isQueued: Bool = false
    ) {
        self.isQueued = isQueued
        self.text = text
        self.conversation = conversation
        self.conversationID = conversationID
        self.context = context
        self.allowTools = allowTools
        self.isOfUnknownOrigin = isOfUnknownOrigin
    }
}

extension KeptDraft {
    var json: JSONValue {
        .object(
            [
                .init("text", .string(text)),
                .init("conversation", conversation.map(JSONValue.string) ?? .null),
                .init("conversation_id", conversationID.map(JSONValue.string) ?? .null),
                .init("context", context.json), .init("allow_tools", .bool(allowTools)),
            ] + (isQueued ? [.init("queued", .bool(true))] : []))
    }

    /// - Returns: `nil` for what is no draft, and for one without a text.
    init?(json: JSONValue) {
        guard let text = json["text"]?.string, !text.isEmpty else { return nil }
        var context = ChatContext()
        for field in ChatContext.Field.allCases {
            context[field] = json["context"]?[field.wireKey]?.string
        }
        self.init(
            text: text, conversation: json["conversation"]?.string,
            conversationID: json["conversation_id"]?.string, context: context,
            allowTools: json["allow_tools"] != .bool(false),
            isQueued: json["queued"] == .bool(true))
    }
}
