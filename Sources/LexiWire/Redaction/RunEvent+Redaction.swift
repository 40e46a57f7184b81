package import LexiAPI

extension RunEvent {
    /// The event with every occurrence of the key replaced, wherever it holds text.
    func redacted(_ key: Secret) -> RunEvent {
        func clean(_ text: String) -> String { key.redacted(from: text) }
        switch self {
        case .requested(let request, let idempotencyKey):
            return .requested(request.redacted(key), idempotencyKey: idempotencyKey)
        case .retrying(let retry):
            return .retrying(retry.redacted(key))
        case .responded(let head):
            return .responded(head.redacted(key))
        case .thinking(let text):
            return .thinking(text: clean(text))
        case .toolStep(let step):
            return .toolStep(
                ToolStepUpdate(
                    tool: clean(step.tool), status: clean(step.status),
                    summary: step.summary.map(clean)))
        case .text(let delta, let conversationID):
            // Of one delta by itself; `AnswerRedaction` sees the whole answer.
            return .text(delta: clean(delta), conversationID: conversationID.map(clean))
        case .done(let credits, let messageID, let conversationID):
            return .done(
                creditsRemaining: credits, messageID: messageID.map(clean),
                conversationID: conversationID.map(clean))
        case .failed(let failure):
            return .failed(failure.redacted(key))
        case .unknown(let event, let data):
            return .unknown(event: clean(event), data: clean(data))
        case .malformed(let event, let data, let reason):
            return .malformed(event: event, data: clean(data), reason: reason)
        case .queued, .dequeued, .ended:
            return self
        }
    }
}

extension ChatRequest {
    package func redacted(_ key: Secret) -> ChatRequest {
        var request = self
        request.message = key.redacted(from: message)
        return request
    }
}

extension ToolStepUpdate {
    /// The step without a key that is cut over what is shown in one line.
    func withoutCut(_ key: Secret) -> ToolStepUpdate {
        guard var line = AnswerRedaction(key) else { return self }
        return ToolStepUpdate(
            tool: line.feedWhole(tool), status: line.feedWhole(status),
            summary: summary.map { line.feedWhole($0) })
    }
}
