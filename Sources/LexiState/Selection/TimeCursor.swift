public import LexiAPI
public import LexiSession

/// The moment of a selection, and what each pane had come to by then.
///
/// What happened at the moment itself counts as having happened: events that came in one piece
/// of the network have one time.
public struct TimeCursor: Sendable, Hashable {
    public let selection: Selection
    public let instant: Instant
    /// Seconds since the question was sent.
    public let seconds: Double
    /// The step that ran at the moment, the one begun last when there were several; else, for a
    /// thought, the one that it led to; else the one that had ended last. An index in
    /// ``Turn/steps``.
    public let step: Int?
    /// The last thought by then, an index in ``Turn/thoughts``.
    public let thought: Int?
    /// How much of the answer had arrived, in UTF-8 bytes.
    public let textByteCount: Int
    /// The piece of the answer that had arrived last, in UTF-8 bytes; empty when none had.
    public let lastPiece: Range<Int>

    /// - Returns: `nil` when the turn does not have what is selected.
    ///
    /// A step's moment is its beginning (its end, when it was never started), and that of a part
    /// of the answer the arrival of its first byte: what led to it lies before.
    public init?(_ selection: Selection, in turn: Turn) {
        guard turn.contains(selection) else { return nil }
        let instant: Instant
        var step: Int?
        var thought: Int?
        switch selection {
        case .step(_, let index):
            let selected = turn.steps[index]
            instant = selected.startedAt ?? selected.endedAt ?? turn.sentAt
            step = index
        case .thought(_, let index):
            instant = turn.thoughts[index].instant
            thought = index
            step = turn.steps.runningIndex(at: instant) ?? turn.stepIndex(ledToBy: index)
        case .text(_, let range):
            instant = turn.answer.instant(ofByte: range.lowerBound) ?? turn.sentAt
        }
        self.selection = selection
        self.instant = instant
        seconds = instant.seconds(since: turn.sentAt)
        self.step = step ?? turn.steps.index(at: instant)
        self.thought = thought ?? turn.thoughts.lastIndex { $0.instant <= instant }
        textByteCount = turn.answer.byteCount(by: instant)
        lastPiece = turn.answer.lastPiece(by: instant)
    }
}

extension Turn {
    /// The first step that began after a thought and before the next one: whether it came in the
    /// same piece of the network or a little later says nothing.
    fileprivate func stepIndex(ledToBy thought: Int) -> Int? {
        let after = thoughts[thought].instant
        let before = thoughts.dropFirst(thought + 1).first?.instant
        let following = steps.indices.filter { index in
            guard let startedAt = steps[index].startedAt, startedAt > after else { return false }
            return before.map { startedAt < $0 } ?? true
        }
        return following.min { steps[$0].startedAt! < steps[$1].startedAt! }
    }
}

extension [ToolStep] {
    /// The step that ran at a moment, the last begun of several.
    fileprivate func runningIndex(at instant: Instant) -> Int? {
        let running = indices.filter { index in
            guard let startedAt = self[index].startedAt, startedAt <= instant else { return false }
            return self[index].endedAt.map { $0 > instant } ?? true
        }
        return running.max { self[$0].startedAt! <= self[$1].startedAt! }
    }

    /// The step that ran at a moment, or else the last that had ended.
    func index(at instant: Instant) -> Int? {
        if let running = runningIndex(at: instant) { return running }
        let ended = indices.filter { index in self[index].endedAt.map { $0 <= instant } ?? false }
        return ended.max { self[$0].endedAt! <= self[$1].endedAt! }
    }
}

extension Tab {
    /// The moment of what is selected; `nil` when nothing is, and in the server's record, which
    /// has no times.
    public var timeCursor: TimeCursor? {
        guard let selection, let turn = selectedTurn, !turn.isEarlier else { return nil }
        return TimeCursor(selection, in: turn)
    }
}
