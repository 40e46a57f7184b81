import LexiAPI

extension Turn {
    /// The most unknown or unreadable events that are kept for display; more are counted only.
    static let keptOddEvents = 100

    /// Takes in one event of this turn.
    mutating func take(_ event: RunEvent, at instant: Instant) {
        guard isRunning else { return }
        revision += 1
        lastEventAt = instant
        switch event {
        case .requested(_, let key):
            idempotencyKey = key
        case .retrying(let retry):
            self.head = retry.head?.sanitized
        case .responded(let head):
            self.head = head.sanitized
            phase = .waiting
        case .thinking(let text):
            var sanitizer = Sanitizer()
            let clean = sanitizer.feed(text)
            removedElsewhere += sanitizer.removedCount
            thoughts.append(Thought(text: clean, instant: instant))
            run(.thinking)
        case .toolStep(let update):
            steps.take(update, at: instant)
            if update.status != "started" { lastToolEnd = instant }
            toolRevision += 1
            run(.none)
        case .text(let delta, _):
            answer.append(delta, at: instant)
            run(.streaming)
        case .done(let credits, let messageID, _):
            creditsRemaining = credits
            self.messageID = messageID.map(Sanitizer.line)
            run(.none)
        case .failed(let failure):
            self.failure = Failure(
                code: .init(rawValue: Sanitizer.line(failure.code.rawValue)),
                message: Sanitizer.line(failure.message), status: failure.status)
        case .unknown(let name, let data):
            note("unknown event \(name): \(data)")
        case .malformed(let name, _, let reason):
            note("unreadable \(name) event: \(reason)")
        case .ended(let outcome, _):
            if isToolRunning { lastToolEnd = instant }
            steps.endTurn(at: instant)
            toolRevision += 1
            phase = .ended(outcome)
            endedAt = instant
        }
    }

    private mutating func run(_ activity: Activity) {
        phase = .running
        self.activity = activity
    }

    private mutating func note(_ text: String) {
        run(activity)
        if oddEvents.count < Self.keptOddEvents {
            oddEvents.append(String(Sanitizer.line(text).prefix(500)))
        }
    }
}

extension ResponseHead {
    var sanitized: ResponseHead {
        var head = self
        head.requestID = requestID.map(Sanitizer.line)
        return head
    }
}
