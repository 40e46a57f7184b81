internal import LexiAPI

/// Takes the key out of the events of one stream, also where a server cuts it over several.
///
/// The answer is one text that the key may be cut over, the thoughts are another, and so are what
/// tools say, and all that is told of one step of a tool in its line.
struct StreamRedaction: Sendable {
    private let key: Secret
    private var answer: AnswerRedaction
    private var thoughts: AnswerRedaction
    private var summaries: AnswerRedaction

    /// - Returns: `nil` for a key so short that it is not looked for.
    init?(_ key: Secret) {
        guard let redaction = AnswerRedaction(key) else { return nil }
        self.key = key
        answer = redaction
        thoughts = redaction
        summaries = redaction
    }

    /// Whether the answer so far ends with what may be the beginning of the key, which is not
    /// handed on yet.
    var isHolding: Bool { answer.isHolding }

    /// What may be shown of the next event, and of what was held.
    mutating func redact(_ event: RunEvent) -> [RunEvent] {
        if case .text(let delta, let id) = event {
            // Also when nothing is left of it, since it may name the conversation.
            return [
                .text(
                    delta: key.redacted(from: answer.feed(delta)),
                    conversationID: id.map(key.redacted))
            ]
        }
        return flush() + [withoutPieces(event).redacted(key)]
    }

    /// What is held, before something else than text is shown.
    mutating func flush() -> [RunEvent] {
        let held = answer.flush()
        return held.isEmpty ? [] : [.text(delta: held, conversationID: nil)]
    }

    private mutating func withoutPieces(_ event: RunEvent) -> RunEvent {
        switch event {
        case .thinking(let text): return .thinking(text: thoughts.feedWhole(text))
        case .toolStep(var step):
            step.summary = step.summary.map { summaries.feedWhole($0) }
            return .toolStep(step.withoutCut(key))
        default: return event
        }
    }
}
