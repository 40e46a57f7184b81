public import LexiAPI

/// Reads again what the attempts of a turn mean: from their events, in order, it makes the run
/// events that `lexi` prints.
///
/// It is a plain value that reads no clock: the client feeds it while a turn runs, and whoever has
/// the events written down gets the same from it at any later time.
///
/// The first `responded` of a turn is its last attempt's: that of a status behind which another
/// attempt may follow is held until it is known that none does. With `ended` everything begins
/// afresh, as for a turn that its user tries again.
public struct AttemptDecoder: Sendable {
    private var answer: AnswerDecoder?
    /// The response as it will be told, if another attempt does not follow.
    private var heldHead: ResponseHead?

    public init() {}

    /// Whether nothing of the body that is still to come would be looked at.
    public var isFinished: Bool { answer?.isFinished ?? false }

    /// Whether `done` or `error` was read, so that only the terminator is missing.
    public var isSettled: Bool { answer?.isSettled ?? false }

    /// Why the same request may be sent once more, as far as the response has said; `nil` when it
    /// gave an answer, none at all, or a refusal that is final.
    package var failedAttempt: FailedAttempt? {
        guard let heldHead, let failure = answer?.refusal,
            let obstacle = FailedAttempt.Obstacle(failure)
        else { return nil }
        return FailedAttempt(obstacle: obstacle, failure: failure, head: heldHead)
    }

    /// Reads the next event of the turn's attempts.
    ///
    /// - Parameter unixNow: The wall clock's time at the event, for heads that name dates.
    /// - Returns: The run events that it completes, in order; the very last of all is
    ///   ``RunEvent/ended(_:terminator:)``. Never `requested`, which no attempt knows.
    public mutating func read(_ event: AttemptEvent, unixNow: Double) -> [RunEvent] {
        switch event {
        case .queued(let queueing):
            begin()
            return [.queued(queueing)]
        case .dequeued:
            return [.dequeued]
        case .sent:
            begin()
            return []
        case .head(let head):
            begin()
            answer = AnswerDecoder(after: head)
            let told = ResponseHead(head, unixNow: unixNow)
            if FailedAttempt.Obstacle.canBe(behind: head.status) {
                heldHead = told
                return []
            }
            return [.responded(told)]
        case .received(let received):
            return received.bytes.withUnsafeBufferPointer { bytes in answer?.feed(bytes) ?? [] }
        case .retryPlanned(let retry):
            begin()
            return [.retrying(retry)]
        case .ended(let cut):
            defer { begin() }
            return end(cut, unixNow: unixNow)
        }
    }

    private mutating func begin() {
        answer = nil
        heldHead = nil
    }

    private mutating func end(_ cut: Cut, unixNow: Double) -> [RunEvent] {
        let head = heldHead.map { [RunEvent.responded($0)] } ?? []
        if cut != .cancelled, let failedAttempt {
            return head + AnswerDecoder.failed(failedAttempt.lastFailure(unixNow: unixNow))
        }
        var answer = answer ?? AnswerDecoder(TurnDecoder())
        return head + answer.finish(cut)
    }
}
