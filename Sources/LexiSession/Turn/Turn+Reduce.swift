package import LexiAPI

extension Turn {
    /// The most unknown or unreadable events that are kept for display; more are counted only.
    static let keptOddEvents = 100

    /// Takes in one event of this turn.
    mutating func take(_ event: RunEvent, at instant: Instant) {
        guard isRunning else { return }
        revision += 1
        lastEventAt = instant
        if event.isOfTheAnswer { eventTimes.append(instant) }
        switch event {
        case .requested(_, let key):
            idempotencyKey = key
        case .retrying(let retry):
            let retry = retry.sanitized(countingInto: &removedElsewhere)
            retries.append(retry)
            head = retry.head
            phase = .retrying(retry, until: instant.advanced(by: retry.wait))
        case .queued(let queueing):
            phase = .queued(queueing)
        case .dequeued:
            phase = .connecting
        case .responded(let head):
            self.head = head.sanitized(countingInto: &removedElsewhere)
            respondedAt = instant
            phase = .waiting
        case .thinking(let text):
            let clean = Sanitizer.text(text, countingInto: &removedElsewhere)
            thoughts.append(Thought(text: clean, instant: instant))
            run(.thinking)
        case .toolStep(let update):
            steps.take(
                update, at: instant, number: eventTimes.count, countingInto: &removedElsewhere)
            toolRevision += 1
            run(.none)
        case .text(let delta, let id):
            answer.append(delta, at: instant)
            run(.streaming)
            learn(conversationID: id)
        case .done(let credits, let messageID, let id):
            answer.finish(at: instant)
            learn(conversationID: id)
            creditsRemaining = credits ?? creditsRemaining
            if let messageID {
                self.messageID = Sanitizer.line(messageID, countingInto: &removedElsewhere)
            }
            run(.none)
        case .failed(let failure):
            answer.finish(at: instant)
            // The first is the cause; what the server says after it is often a consequence.
            if self.failure == nil {
                self.failure = failure.sanitized(countingInto: &removedElsewhere)
            } else {
                note("another error, \(failure.code.rawValue): \(failure.explanation)")
            }
        case .unknown(let name, let data):
            note("unknown event \(name): \(WebPage.replaced(in: data))")
        case .malformed(let name, _, let reason):
            note("unreadable \(name) event: \(reason)")
        case .ended(let outcome, let terminator):
            answer.finish(at: instant)
            hasTerminator = terminator
            if case .retrying(_, let until) = phase { hasUnbegunRetry = until > instant }
            if case .queued = phase { wasLeftInLine = true }
            end(outcome, at: instant)
        }
    }

    /// Ends what nobody saw the end of. When that was is not known: the last that is known of it
    /// is its last event.
    mutating func interrupt() {
        guard isRunning else { return }
        revision += 1
        isInterrupted = true
        answer.finish(at: lastEventAt)
        end(.incomplete, at: lastEventAt)
    }

    private mutating func end(_ outcome: Outcome, at instant: Instant) {
        steps.endTurn(at: instant)
        toolRevision += 1
        phase = .ended(outcome)
        endedAt = instant
    }

    private mutating func run(_ activity: Activity) {
        phase = .running
        self.activity = activity
    }

    /// The first name stays; a conversation that changes its name in the middle of an answer is a
    /// fault of the server that whoever debugs should see.
    private mutating func learn(conversationID id: String?) {
        guard let id, !id.isEmpty else { return }
        guard let known = conversationID else {
            conversationID = id
            return
        }
        guard id != known else { return }
        let text = "the conversation ID changed from \(known) to \(id)"
        if oddEvents.last != Sanitizer.line(text) { note(text) }
    }

    private mutating func note(_ text: String) {
        run(activity)
        let clean = Sanitizer.line(text, countingInto: &removedElsewhere)
        if oddEvents.count < Self.keptOddEvents { oddEvents.append(String(clean.prefix(500))) }
    }
}

extension ResponseHead {
    /// The head without controls in what people are shown of it.
    package var sanitized: ResponseHead {
        var ignored = 0
        return sanitized(countingInto: &ignored)
    }

    fileprivate func sanitized(countingInto removed: inout Int) -> ResponseHead {
        var head = self
        head.requestID = requestID.map { Sanitizer.line($0, countingInto: &removed) }
        return head
    }
}

extension Failure {
    fileprivate func sanitized(countingInto removed: inout Int) -> Failure {
        Failure(
            code: .init(rawValue: Sanitizer.line(code.rawValue, countingInto: &removed)),
            message: Sanitizer.line(message, countingInto: &removed),
            fields: fields.map { field in
                JSONValue.Member(
                    Sanitizer.line(field.name, countingInto: &removed),
                    .string(
                        Sanitizer.line(
                            field.value.string ?? field.value.line, countingInto: &removed)))
            }, status: status, retryAt: retryAt)
    }
}

extension Retry {
    fileprivate func sanitized(countingInto removed: inout Int) -> Retry {
        Retry(
            attempt: attempt, wait: wait, failure: failure.sanitized(countingInto: &removed),
            head: head?.sanitized(countingInto: &removed))
    }
}
