import LexiAPI

extension Turn {
    /// A turn of which the server kept the question and the answer, and no times of its events.
    ///
    /// - Parameters:
    ///   - message: The question; `nil` where the record begins with an answer.
    ///   - number: Which turn of the record it is, from 0.
    init(earlier message: ConversationMessage?, of record: Conversation, number: Int) {
        self.init(
            id: TurnID(recorded: message?.id ?? record.summary.id ?? "", number: number),
            request: ChatRequest(
                message: message?.content ?? "", conversationID: record.summary.id),
            sentAt: Self.instant(message?.createdAt) ?? Self.unknownInstant)
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

extension TurnID {
    /// The name of a turn that only the server's record has. It follows from the record, so that
    /// one that is read twice has the same turns.
    fileprivate init(recorded name: String, number: Int) {
        var high: UInt64 = 0xcbf2_9ce4_8422_2325
        // FNV-1a, as it is published: names need be different, and no secret.
        for byte in name.utf8 { high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        self.init(UniqueID(high: high, low: UInt64(number)))
    }
}
