public import LexiAPI

/// A message that is written and not sent, as it is kept.
public struct KeptDraft: Sendable, Hashable {
    public var text: String
    public var conversationID: String?
    public var context: ChatContext
    public var allowTools: Bool
    /// Whether nobody knows for which server it was written: it was kept by version 0.1.0.
    public var isOfUnknownOrigin: Bool

    public init(
        text: String, conversationID: String? = nil, context: ChatContext = ChatContext(),
        allowTools: Bool = true, isOfUnknownOrigin: Bool = false
    ) {
        self.text = text
        self.conversationID = conversationID
        self.context = context
        self.allowTools = allowTools
        self.isOfUnknownOrigin = isOfUnknownOrigin
    }
}

extension KeptDraft {
    var json: JSONValue {
        .object([
            .init("text", .string(text)),
            .init("conversation_id", conversationID.map(JSONValue.string) ?? .null),
            .init("context", context.json), .init("allow_tools", .bool(allowTools)),
        ])
    }

    /// - Returns: `nil` for what is no draft, and for one without a text.
    init?(json: JSONValue) {
        guard let text = json["text"]?.string, !text.isEmpty else { return nil }
        var context = ChatContext()
        for field in ChatContext.Field.allCases {
            context[field] = json["context"]?[field.wireKey]?.string
        }
        self.init(
            text: text, conversationID: json["conversation_id"]?.string, context: context,
            allowTools: json["allow_tools"] != .bool(false))
    }
}
