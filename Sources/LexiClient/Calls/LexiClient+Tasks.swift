public import LexiAPI

extension LexiClient {
    /// Lists what Lexi wants to do or has done with approval: `GET /v1/lexi/tasks`.
    ///
    /// The API has no pages here; the whole list comes at once.
    ///
    /// - Parameters:
    ///   - status: Only tasks in this state.
    ///   - onRetry: Is told of each further attempt.
    /// - Throws: A ``RequestError``.
    public func tasks(
        status: LexiTask.Status = .pending, onRetry: RetryObserver = { _ in }
    ) async throws(RequestError) -> Answer<Page<LexiTask>> {
        var call = APICall(.get, "tasks")
        call.query = [("status", status.rawValue)]
        return try await answer(
            to: call, onRetry: onRetry, read: { $0.flatMap(Page.init(tasks:)) })
    }

    /// Lets Lexi do a pending task: `POST /v1/lexi/tasks/{id}/approve`.
    ///
    /// - Parameters:
    ///   - idempotencyKey: A UUID that is used again only to repeat this very approval.
    ///   - onRetry: Is told of each further attempt.
    /// - Throws: A ``RequestError``.
    public func approveTask(
        _ id: String, idempotencyKey: String, onRetry: RetryObserver = { _ in }
    ) async throws(RequestError) -> Answer<TaskDecision> {
        try await answer(
            to: APICall(.post, "tasks", id, "approve", idempotencyKey: idempotencyKey),
            onRetry: onRetry, read: { TaskDecision($0) })
    }

    /// Turns a pending task down, for good: `POST /v1/lexi/tasks/{id}/dismiss`.
    ///
    /// - Parameters:
    ///   - reason: Free text; the API knows `not_relevant`, `manual_execution`,
    ///     `incorrect_params`, `duplicate` and `testing`.
    ///   - idempotencyKey: A UUID that is used again only to repeat this very dismissal.
    ///   - onRetry: Is told of each further attempt.
    /// - Throws: A ``RequestError``.
    public func dismissTask(
        _ id: String, reason: String? = nil, idempotencyKey: String,
        onRetry: RetryObserver = { _ in }
    ) async throws(RequestError) -> Answer<TaskDecision> {
        var call = APICall(.post, "tasks", id, "dismiss", idempotencyKey: idempotencyKey)
        call.body = reason.map { .object([.init("reason", .string($0))]) }
        return try await answer(to: call, onRetry: onRetry, read: { TaskDecision($0) })
    }
}
