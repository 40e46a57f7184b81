extension RunEvent {
    /// Walks over every text of the event that comes from outside, in order, and may change it.
    ///
    /// The one place that knows where an event holds text: redaction, weight and sanitising are
    /// walks of this kind.
    public mutating func withTexts(_ visit: (inout String) -> Void) {
        switch self {
        case .requested(var request, let key):
            visit(&request.message)
            self = .requested(request, idempotencyKey: key)
        case .retrying(var retry):
            retry.failure.withTexts(visit)
            retry.head?.withTexts(visit)
            self = .retrying(retry)
        case .responded(var head):
            head.withTexts(visit)
            self = .responded(head)
        case .thinking(var text):
            visit(&text)
            self = .thinking(text: text)
        case .toolStep(var step):
            visit(&step.tool)
            visit(&step.status)
            step.summary.withText(visit)
            self = .toolStep(step)
        case .text(var delta, var name):
            visit(&delta)
            name.withText(visit)
            self = .text(delta: delta, conversationID: name)
        case .done(let credits, var message, var name):
            message.withText(visit)
            name.withText(visit)
            self = .done(creditsRemaining: credits, messageID: message, conversationID: name)
        case .failed(var failure):
            failure.withTexts(visit)
            self = .failed(failure)
        case .unknown(var event, var data):
            visit(&event)
            visit(&data)
            self = .unknown(event: event, data: data)
        case .malformed(var event, var data, var reason):
            visit(&event)
            visit(&data)
            visit(&reason)
            self = .malformed(event: event, data: data, reason: reason)
        case .queued, .dequeued, .ended: break
        }
    }

    /// The bytes of all its texts.
    public var textBytes: Int {
        // Of what a stream is made of, without a walk.
        switch self {
        case .text(let delta, let name): return delta.utf8.count + (name?.utf8.count ?? 0)
        case .thinking(let text): return text.utf8.count
        default:
            var event = self
            var count = 0
            event.withTexts { count += $0.utf8.count }
            return count
        }
    }
}

extension Failure {
    /// Walks over the texts that come from outside; see ``RunEvent/withTexts(_:)``.
    public mutating func withTexts(_ visit: (inout String) -> Void) {
        var word = code.rawValue
        visit(&word)
        code = Code(rawValue: word)
        visit(&message)
        for place in fields.indices { fields[place].withTexts(visit) }
    }
}

extension ResponseHead {
    /// Walks over the texts that come from outside; see ``RunEvent/withTexts(_:)``.
    public mutating func withTexts(_ visit: (inout String) -> Void) {
        requestID.withText(visit)
    }
}

extension JSONValue {
    /// Walks over the strings in it and the names of its members.
    public mutating func withTexts(_ visit: (inout String) -> Void) {
        switch self {
        case .string(var text):
            visit(&text)
            self = .string(text)
        case .array(var values):
            for place in values.indices { values[place].withTexts(visit) }
            self = .array(values)
        case .object(var members):
            for place in members.indices { members[place].withTexts(visit) }
            self = .object(members)
        case .null, .bool, .integer, .double: break
        }
    }
}

extension JSONValue.Member {
    fileprivate mutating func withTexts(_ visit: (inout String) -> Void) {
        visit(&name)
        value.withTexts(visit)
    }
}

extension String? {
    fileprivate mutating func withText(_ visit: (inout String) -> Void) {
        guard var text = self else { return }
        visit(&text)
        self = text
    }
}
