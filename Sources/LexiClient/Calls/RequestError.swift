public import LexiAPI

/// Why a request brought no answer.
public enum RequestError: Error, Sendable, Hashable {
    /// The server said no, or the way to it broke. The head is that of its response, if one came.
    case failed(Failure, ResponseHead?)
    /// The task was cancelled. Whether the server did what it was asked is unknown.
    case cancelled
}

/// What a request brought, with the head of the response for its request ID and rate limit.
public struct Answer<Value: Sendable>: Sendable {
    public var value: Value
    public var head: ResponseHead

    public init(_ value: Value, head: ResponseHead) {
        self.value = value
        self.head = head
    }
}

extension Answer: Equatable where Value: Equatable {}
