package import LexiAPI

// A server may quote the key that it was sent; none of its words are shown with it.

extension Failure {
    package func redacted(_ key: Secret) -> Failure {
        var failure = self
        failure.code = Code(rawValue: key.redacted(from: code.rawValue))
        failure.message = key.redacted(from: message)
        failure.fields = fields.map { $0.redacted(key) }
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
    package func redacted(_ key: Secret) -> JSONValue {
        switch self {
        case .string(let text): .string(key.redacted(from: text))
        case .array(let values): .array(values.map { $0.redacted(key) })
        case .object(let members): .object(members.map { $0.redacted(key) })
        case .null, .bool, .integer, .double: self
        }
    }
}

extension JSONValue.Member {
    func redacted(_ key: Secret) -> JSONValue.Member {
        JSONValue.Member(key.redacted(from: name), value.redacted(key))
    }
}
