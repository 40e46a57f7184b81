/// One message that is being answered.
struct Turn: Sendable {
    /// Stays the same when a failed turn is tried again with its Idempotency-Key.
    var id: String
    var identity: Identity
    var conversationID: String
    /// Whether the client has yet to learn the conversation's id.
    var isNewConversation: Bool
    var request: ChatStreamRequest
    /// The id of the assistant message to be.
    var messageID: String
    /// The conversation before this message, oldest first.
    var history: [Conversations.Message]
    /// What the conversation was about before this message.
    var focus: [EntityReference]
}

/// What a turn has come to so far.
struct TurnResult: Sendable {
    var answer = ""
    var steps: [Conversations.ToolStep] = []
    var focus: [EntityReference] = []
    /// What waits for approval because of this message.
    var proposal: Proposal?

    struct Proposal: Sendable, Equatable {
        var id: String
        var type: LexiTask.Kind
    }
}
