internal import AsyncHTTPClient
internal import NIOHTTP1

/// The head of a response, whether it came from the network or is read from a capture.
struct AnswerHead: Sendable {
    let status: Int
    private let headers: HTTPHeaders

    init(status: Int, headers: HTTPHeaders) {
        self.status = status
        self.headers = headers
    }

    init(_ response: HTTPClientResponse) {
        self.init(status: Int(response.status.code), headers: response.headers)
    }

    /// The first value of the header with this name, whatever its case.
    subscript(name: String) -> String? { headers.first(name: name) }
}
