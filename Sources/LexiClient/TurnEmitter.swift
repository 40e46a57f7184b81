internal import LexiAPI

/// Hands events on: stamped with their time, and without the key, which a server may quote.
struct TurnEmitter: Sendable {
    let key: Secret?
    let now: @Sendable () -> LexiAPI.Instant
    let emit: @Sendable ([StampedEvent]) async -> Void

    /// Returns when the receiver has taken the events, which is what holds back the socket.
    func callAsFunction(_ events: [RunEvent]) async {
        guard !events.isEmpty else { return }
        let instant = now()
        await emit(
            events.map { event in
                StampedEvent(instant: instant, event: key.map(event.redacted) ?? event)
            })
    }
}

extension RunEvent {
    /// The event with every occurrence of the key replaced, wherever it holds text.
    func redacted(_ key: Secret) -> RunEvent {
        func clean(_ text: String) -> String { key.redacted(from: text) }
        switch self {
        case .requested(var request, let idempotencyKey):
            request.message = clean(request.message)
            return .requested(request, idempotencyKey: idempotencyKey)
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
        case .ended:
            return self
        }
    }
}
