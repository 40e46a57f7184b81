/// The head of a response, whether it came from the network or is read from a capture.
package struct AnswerHead: Sendable {
    package let status: Int
    private let headers: HeaderFields

    package init(status: Int, headers: HeaderFields) {
        self.status = status
        self.headers = headers
    }

    /// The first value of the header with this name, whatever its case.
    package subscript(name: String) -> String? { headers[name] }
}
