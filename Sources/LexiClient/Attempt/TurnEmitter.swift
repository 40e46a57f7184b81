internal import LexiAPI
internal import LexiWire
internal import Synchronization

/// Hands a turn's events on: stamped with their time, and without the key, which a server may
/// quote.
final class TurnEmitter: Sendable {
    private let key: Secret?
    private let now: @Sendable () -> LexiAPI.Instant
    private let emit: @Sendable ([StampedEvent]) async -> Void
    private let texts: Mutex<Texts?>

    /// Where the texts that a server may cut the key over stand: the answer is one, the thoughts
    /// are another, and so are what tools say.
    private struct Texts {
        var answer: AnswerRedaction
        var thoughts: AnswerRedaction
        var summaries: AnswerRedaction

        init?(_ key: Secret) {
            guard let redaction = AnswerRedaction(key) else { return nil }
            answer = redaction
            thoughts = redaction
            summaries = redaction
        }

        mutating func withoutPieces(_ event: RunEvent) -> RunEvent {
            switch event {
            case .thinking(let text): return .thinking(text: thoughts.feedWhole(text))
            case .toolStep(var step):
                step.summary = step.summary.map { summaries.feedWhole($0) }
                return .toolStep(step)
            default: return event
            }
        }
    }

    init(
        key: Secret?, now: @escaping @Sendable () -> LexiAPI.Instant,
        emit: @escaping @Sendable ([StampedEvent]) async -> Void
    ) {
        self.key = key
        self.now = now
        self.emit = emit
        texts = Mutex(key.flatMap { Texts($0) })
    }

    /// Returns when the receiver has taken the events, which is what holds back the socket.
    func callAsFunction(_ events: [RunEvent]) async {
        guard !events.isEmpty else { return }
        let instant = now()
        await emit(withoutKey(events).map { StampedEvent(instant: instant, event: $0) })
    }

    private func withoutKey(_ events: [RunEvent]) -> [RunEvent] {
        guard let key else { return events }
        return texts.withLock { texts in
            guard texts != nil else { return events }
            var clean: [RunEvent] = []
            clean.reserveCapacity(events.count)
            for event in events {
                if case .text(let delta, let id) = event {
                    // Also when nothing is left of it, since it may name the conversation.
                    clean.append(
                        .text(
                            delta: key.redacted(from: texts?.answer.feed(delta) ?? delta),
                            conversationID: id.map(key.redacted)))
                    continue
                }
                if let held = texts?.answer.flush(), !held.isEmpty {
                    clean.append(.text(delta: held, conversationID: nil))
                }
                clean.append((texts?.withoutPieces(event) ?? event).redacted(key))
            }
            return clean
        }
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
