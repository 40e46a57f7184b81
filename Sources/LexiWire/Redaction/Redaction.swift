package import LexiAPI

// A server may quote the key that it was sent; none of its words are shown with it.

extension Failure {
    package func redacted(_ key: Secret) -> Failure {
        guard var texts = CutTexts(key) else { return self }
        // They are told one behind the other.
        var failure = self
        failure.code = Code(rawValue: texts.redact(code.rawValue))
        failure.message = texts.redact(message)
        failure.fields = fields.map { $0.redacted(key, &texts) }
        return failure
    }
}

extension ResponseHead {
    package func redacted(_ key: Secret) -> ResponseHead {
        var head = self
        head.requestID = requestID.map(key.redacted)
        return head
    }
}

extension Retry {
    package func redacted(_ key: Secret) -> Retry {
        var retry = self
        retry.failure = failure.redacted(key)
        retry.head = head?.redacted(key)
        return retry
    }
}

extension JSONValue {
    /// The value with every occurrence of the key replaced, also where it is cut over several texts,
    /// which may be told one behind the other.
    package func redacted(_ key: Secret) -> JSONValue {
        guard var texts = CutTexts(key) else { return self }
        return redacted(key, &texts)
    }

    fileprivate func redacted(_ key: Secret, _ texts: inout CutTexts) -> JSONValue {
        switch self {
        case .string(let text): .string(texts.redact(text))
        case .array(let values): .array(values.map { $0.redacted(key, &texts) })
        case .object(let members): .object(members.map { $0.redacted(key, &texts) })
        case .null, .bool, .integer, .double: self
        }
    }
}

extension JSONValue.Member {
    fileprivate func redacted(_ key: Secret, _ texts: inout CutTexts) -> JSONValue.Member {
        JSONValue.Member(key.redacted(from: name), value.redacted(key, &texts))
    }
}

/// Takes the key out of texts that are shown one behind the other.
private struct CutTexts {
    private let key: Secret
    private var texts: AnswerRedaction

    /// - Returns: `nil` for a key so short that it is not looked for.
    init?(_ key: Secret) {
        guard let texts = AnswerRedaction(key) else { return nil }
        self.key = key
        self.texts = texts
    }

    mutating func redact(_ text: String) -> String {
        key.redacted(from: texts.feedWhole(text))
    }
}
