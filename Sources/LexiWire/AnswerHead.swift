/// The head of a response, whether it came from the network or is read from a capture.
public struct AnswerHead: Sendable, Hashable {
    public var status: Int
    /// All of them, in the order in which they came.
    public var headers: HeaderFields

    public init(status: Int, headers: HeaderFields) {
        self.status = status
        self.headers = headers
    }

    /// The first value of the header with this name, whatever its case.
    public subscript(name: String) -> String? { headers[name] }
}
