/// A conversation with its messages.
public struct Conversation: Sendable, Hashable {
    /// As many messages as the API gives of one conversation.
    public static let largestLimit = 1000

    /// What the list shows of it, apart from the count and the time of its messages.
    public var summary: ConversationSummary
    /// The oldest first.
    public var messages: [ConversationMessage]
    /// How many entries were no messages and are not among `messages`.
    public var unreadableCount: Int

    public init(
        summary: ConversationSummary, messages: [ConversationMessage], unreadableCount: Int = 0
    ) {
        self.summary = summary
        self.messages = messages
        self.unreadableCount = unreadableCount
    }

    /// Reads the body of `GET /v1/lexi/conversations/{id}`, also with the object one level down
    /// in `data.conversation`, as the API's deals are.
    ///
    /// - Returns: `nil` when it holds no conversation.
    public init?(_ answer: JSONValue) {
        guard let data = answer["data"]?["conversation"] ?? answer["data"],
            let summary = ConversationSummary(data)
        else { return nil }
        let entries = (data["messages"] ?? answer["data"]?["messages"])?.elements ?? []
        let messages = entries.compactMap(ConversationMessage.init)
        self.init(
            summary: summary, messages: messages.inOrderOfTime(),
            unreadableCount: entries.count - messages.count)
    }
}
