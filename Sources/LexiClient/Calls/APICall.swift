internal import AsyncHTTPClient
internal import LexiAPI
internal import NIOCore
internal import NIOHTTP1

/// A request for one of the endpoints that answer in JSON.
struct APICall: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    let method: Method
    /// The path below `/v1/lexi`, part by part, as it reads before it is encoded.
    let path: [String]
    var query: [(name: String, value: String)] = []
    var body: JSONValue?
    /// A UUID that is used again only to repeat this very call.
    var idempotencyKey: String?
    /// Whether it is sent again by itself where that makes sense.
    var triesAgain = true

    init(_ method: Method, _ path: String..., idempotencyKey: String? = nil) {
        self.method = method
        self.path = path
        self.idempotencyKey = idempotencyKey
    }

    /// The request for the configured server.
    ///
    /// - Throws: A ``Failure`` for a key that cannot be sent, and for an identifier that cannot
    ///   name a record: an empty one would name all of them, and servers take `.` and `..` for
    ///   directions even when they are percent-encoded.
    func request(_ configuration: ClientConfiguration) throws(Failure) -> HTTPClientRequest {
        for part in path where part.isEmpty || part == "." || part == ".." {
            throw Failure(code: .notFound, message: "\"\(part)\" is not an identifier.")
        }
        let path = path.map { "/" + $0.percentEncoded }.joined()
        let query = query.map { "\($0.name)=\($0.value.percentEncoded)" }.joined(separator: "&")
        var request = HTTPClientRequest(
            url: "\(configuration.baseURL)/v1/lexi\(path)" + (query.isEmpty ? "" : "?\(query)"))
        request.method = HTTPMethod(rawValue: method.rawValue)
        request.headers.add(name: "Accept", value: "application/json")
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body.line))
        }
        if let idempotencyKey {
            request.headers.add(name: "Idempotency-Key", value: idempotencyKey)
        }
        try request.identify(configuration)
        return request
    }
}

extension HTTPClientRequest {
    /// Adds who asks: the program and, if there is one, the key.
    ///
    /// - Throws: A ``Failure`` for a key that cannot be sent, because the transport's own
    ///   complaint would repeat it.
    mutating func identify(_ configuration: ClientConfiguration) throws(Failure) {
        headers.add(name: "User-Agent", value: configuration.userAgent)
        guard let key = configuration.apiKey, !key.isEmpty else { return }
        guard key.revealed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Failure(
                code: .invalidKey,
                message: "The API key holds characters that cannot be sent in a header.")
        }
        headers.add(name: "Authorization", value: "Bearer \(key.revealed)")
    }
}

extension String {
    /// Everything but the unreserved characters of RFC 3986 as `%XX`: fit for one part of a path
    /// and for a value in a query.
    fileprivate var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }
}
