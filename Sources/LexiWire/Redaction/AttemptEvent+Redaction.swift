package import LexiAPI

extension AttemptEvent {
    /// The event with every occurrence of the key replaced, but for the bytes of a body: those are
    /// looked through by ``WireRedaction``, which sees them all.
    package func redacted(_ key: Secret) -> AttemptEvent {
        switch self {
        case .sent(var request):
            request.path = key.redacted(from: request.path)
            request.headers = request.headers.redacted(key)
            return .sent(request)
        case .head(var head):
            head.headers = head.headers.redacted(key)
            return .head(head)
        case .retryPlanned(let retry): return .retryPlanned(retry.redacted(key))
        case .ended(.failure(let failure)): return .ended(.failure(failure.redacted(key)))
        case .queued, .dequeued, .received, .ended: return self
        }
    }
}

extension HeaderFields {
    fileprivate func redacted(_ key: Secret) -> HeaderFields {
        HeaderFields(
            fields.map { Field(key.redacted(from: $0.name), key.redacted(from: $0.value)) })
    }
}
