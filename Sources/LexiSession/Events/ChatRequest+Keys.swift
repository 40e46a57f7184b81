public import LexiAPI

extension ChatRequest {
    /// The request without what looks like an API key: somebody may have pasted one into the
    /// message, before it is known which key is in use.
    public var withoutKeys: ChatRequest {
        var request = self
        request.message = Secret.withoutKeys(message)
        return request
    }
}
