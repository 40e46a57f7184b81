import LexiAPI

extension Turn {
    /// A turn of which the server kept the question and the answer, and no times of its events.
    init(earlier id: TurnID, _ request: ChatRequest, at time: Timestamp?) {
        self.init(
            id: id, request: request, sentAt: Self.instant(time) ?? Self.unknownInstant)
        isEarlier = true
        phase = .ended(.completed)
        hasTerminator = true
    }

    /// Takes over the tools that the record has.
    mutating func takeEarlier(_ steps: [ToolStep]) {
        guard !steps.isEmpty else { return }
        self.steps = steps
        revision += 1
        toolRevision += 1
    }

    /// Adds words of Lexi to the answer.
    mutating func takeEarlier(_ message: ConversationMessage) {
        guard let content = message.content, !content.isEmpty else { return }
        let instant = Self.instant(message.createdAt) ?? sentAt
        answer.append((answer.isEmpty ? "" : "\n\n") + content, at: instant)
        answer.finish(at: instant)
        messageID = message.id.map { Sanitizer.line($0) }
        revision += 1
    }

    /// Whether nobody knows when the question was asked.
    public var isOfUnknownTime: Bool { isEarlier && askedAt == Self.unknownInstant }

    private static let unknownInstant = Instant(nanoseconds: 0, unixSeconds: 0)

    /// Only the time of day is known: differences mean nothing.
    private static func instant(_ time: Timestamp?) -> Instant? {
        time?.unixSeconds.map { Instant(nanoseconds: 0, unixSeconds: $0) }
    }
}
