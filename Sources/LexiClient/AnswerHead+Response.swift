internal import AsyncHTTPClient
internal import LexiWire
internal import NIOHTTP1

extension AnswerHead {
    init(_ response: HTTPClientResponse) {
        self.init(
            status: Int(response.status.code),
            headers: HeaderFields(response.headers.map { .init($0.name, $0.value) }))
    }
}
