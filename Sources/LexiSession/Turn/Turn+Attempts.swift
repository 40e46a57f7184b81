public import LexiAPI

extension Turn {
    /// What came of an attempt that the user gave another try. It is kept, because an answer that
    /// broke off may hold what the next one does not.
    public struct Attempt: Sendable, Hashable {
        /// Which of the turn's attempts it took, from 1: what the client tried again by itself
        /// counts, as in ``Turn/attemptNumber``.
        public let numbers: ClosedRange<Int>
        public let sentAt: Instant
        public let endedAt: Instant
        public let outcome: Outcome
        public let failure: Failure?
        public let requestID: String?
        public let answer: TimedText
        public let thoughts: [Thought]
        public let steps: [ToolStep]
    }

    /// The number of the attempt that is shown, from 1; what the client tried again by itself
    /// counts.
    public var attemptNumber: Int {
        1 + formerAttemptCount + retries.count - (hasUnbegunRetry ? 1 : 0)
    }

    /// Whether nothing of an answer came.
    public var isUnanswered: Bool { answer.isEmpty && steps.isEmpty && thoughts.isEmpty }

    /// Whether trying it again with the same idempotency key makes sense: it did not complete, so
    /// the server either never finished it or has the whole answer stored.
    public var mayBeRetried: Bool {
        switch outcome {
        case .failed, .incomplete, .cancelled: true
        case .completed, nil: false
        }
    }

    /// Begins the turn anew in its place, and puts aside what the last attempt brought.
    mutating func beginAgain(_ question: Question, at instant: Instant) {
        guard let outcome else { return }
        let first = formerAttemptCount + 1
        formerAttemptCount = attemptNumber
        earlierAttempts.append(
            Attempt(
                numbers: first...max(first, formerAttemptCount), sentAt: sentAt,
                endedAt: endedAt ?? lastEventAt, outcome: outcome,
                failure: failure, requestID: head?.requestID, answer: answer, thoughts: thoughts,
                steps: steps))
        request = question.request
        if idempotencyKey != question.idempotencyKey { keyUsedAt = instant }
        idempotencyKey = question.idempotencyKey
        balanceBefore = question.balance
        sentAt = instant
        lastEventAt = instant
        phase = .connecting
        retries = []
        hasUnbegunRetry = false
        wasLeftInLine = false
        head = nil
        answer = TimedText()
        thoughts = []
        steps = []
        failure = nil
        messageID = nil
        conversationID = nil
        hasTerminator = false
        creditsRemaining = nil
        creditsDelta = nil
        costIfAlone = nil
        endedAt = nil
        isInterrupted = false
        oddEvents = []
        respondedAt = nil
        eventTimes = []
        activity = .none
        removedElsewhere = 0
        revision += 1
        toolRevision += 1
    }
}

extension Turn.Attempt {
    /// `attempt 5`, or `attempts 1–4`.
    ///
    /// - Parameter dash: What stands between two numbers.
    public func name(dash: String) -> String {
        numbers.count == 1
            ? "attempt \(numbers.lowerBound)"
            : "attempts \(numbers.lowerBound)\(dash)\(numbers.upperBound)"
    }

    /// Whether all its text is found again at the start of another answer.
    public func isContained(in answer: TimedText) -> Bool {
        answer.text.utf8.starts(with: self.answer.text.utf8)
    }
}
