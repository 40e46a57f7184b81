public import LexiAPI

extension LexiClient {
    /// Lists conversations, one page at a time: `GET /v1/lexi/conversations`.
    ///
    /// - Parameters:
    ///   - triesAgain: Whether it is sent again by itself where that makes sense.
    ///   - onRetry: Is told of each further attempt.
    /// - Throws: A ``RequestError``.
    public func conversations(
        _ query: ConversationQuery = ConversationQuery(), triesAgain: Bool = true,
        onRetry: RetryObserver = { _ in }
    ) async throws(RequestError) -> Answer<Page<ConversationSummary>> {
        var call = APICall(.get, "conversations")
        call.triesAgain = triesAgain
        call.query = query.parameters
        return try await answer(
            to: call, onRetry: onRetry, read: { $0.flatMap(Page.init(conversations:)) })
    }

    /// Fetches a conversation with its messages: `GET /v1/lexi/conversations/{id}`.
    ///
    /// - Parameters:
    ///   - includeToolSteps: Whether the tools' own messages are among them.
    ///   - limit: At most so many messages, 1 to 1000; `nil` leaves it to the server, whose
    ///     default is 200.
    ///   - onRetry: Is told of each further attempt.
    /// - Throws: A ``RequestError``.
    public func conversation(
        _ id: String, includeToolSteps: Bool = false, limit: Int? = nil,
        onRetry: RetryObserver = { _ in }
    ) async throws(RequestError) -> Answer<Conversation> {
        var call = APICall(.get, "conversations", id)
        if includeToolSteps { call.query.append(("include_tool_steps", "true")) }
        if let limit { call.query.append(("limit", "\(limit)")) }
        return try await answer(
            to: call, onRetry: onRetry, read: { $0.flatMap(Conversation.init) })
    }

    /// Changes a conversation: `PATCH /v1/lexi/conversations/{id}`.
    ///
    /// - Parameters:
    ///   - idempotencyKey: A UUID that is used again only to repeat this very change.
    ///   - onRetry: Is told of each further attempt.
    /// - Returns: What the server says of the conversation now; all of it may be missing.
    /// - Throws: A ``RequestError``.
    public func updateConversation(
        _ id: String, _ change: ConversationChange, idempotencyKey: String,
        onRetry: RetryObserver = { _ in }
    ) async throws(RequestError) -> Answer<ConversationSummary> {
        var call = APICall(.patch, "conversations", id, idempotencyKey: idempotencyKey)
        call.body = change.json
        return try await answer(
            to: call, onRetry: onRetry,
            read: { $0?["data"].flatMap(ConversationSummary.init) ?? ConversationSummary(id: nil) })
    }

    /// Deletes a conversation with its messages and tool records, for good:
    /// `DELETE /v1/lexi/conversations/{id}`.
    ///
    /// - Parameters:
    ///   - idempotencyKey: A UUID that is used again only to repeat this very deletion.
    ///   - onRetry: Is told of each further attempt.
    /// - Throws: A ``RequestError``.
    public func deleteConversation(
        _ id: String, idempotencyKey: String, onRetry: RetryObserver = { _ in }
    ) async throws(RequestError) -> Answer<Void> {
        try await answer(
            to: APICall(.delete, "conversations", id, idempotencyKey: idempotencyKey),
            onRetry: onRetry, read: { _ in () })
    }
}
