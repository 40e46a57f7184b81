import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks a model's server, one connection for each reply.
struct ModelClient: Sendable {
    let server: ModelServer
    private let http: HTTPClient

    enum Event: Sendable {
        case piece(ModelPiece)
        /// The last event of a stream that did not fail.
        case reply(ModelReply)
    }

    /// Of one reply, in bytes. It also bounds what waits for a slow reader.
    private static let replyLimit = 16 << 20
    private static let errorLimit = 64 << 10

    init(_ server: ModelServer) {
        self.server = server
        // A question and a key go to the address that was given and to no other.
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(10)
        configuration.timeout.read = TimeAmount(server.silence)
        // A model that is not running should be said so at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        // As many turns as there are may ask at the same time; the model's server says what it
        // cannot take.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Has to be called before the client is let go of, once.
    func shutdown() async throws { try await http.shutdown() }

    /// Asks, and hands on what comes as it comes.
    ///
    /// The request ends when the stream is let go of, its reader is cancelled or the server ends.
    /// - Returns: a stream that throws `APIError` for every failure, and `ServerEnding.Ended`.
    func reply(
        to request: ModelRequest, until ending: ServerEnding
    ) -> AsyncThrowingStream<Event, any Error> {
        let (stream, continuation) = AsyncThrowingStream<Event, any Error>.makeStream()
        let body = request.wire
        let asking = Task {
            do {
                try await ending.run {
                    do {
                        try await ask(body) { continuation.yield($0) }
                    } catch {
                        throw server.wording(of: error)
                    }
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in asking.cancel() }
        return stream
    }

    private func ask(_ body: String, _ hand: @Sendable (Event) -> Void) async throws {
        var request = HTTPClientRequest(url: server.endpoint)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "text/event-stream")
        // A kept connection may be closed by the server just when the next round is asked for.
        request.headers.add(name: "Connection", value: "close")
        if let key = server.apiKey {
            request.headers.add(name: "Authorization", value: "Bearer \(key)")
        }
        request.body = .bytes(ByteBuffer(string: body))
        let clock = ContinuousClock()
        let latest = clock.now + ModelServer.longestReply
        let response = try await http.execute(request, deadline: .distantFuture)
        guard response.status == .ok else {
            let answer = try await Self.beginning(of: response.body)
            throw server.refusal(status: Int(response.status.code), answer)
        }
        let type = response.headers.first(name: "Content-Type")?.lowercased() ?? ""
        let isWhole = type.hasPrefix("application/json")
        guard isWhole || type.isEmpty || type.hasPrefix("text/event-stream") else {
            throw APIError.modelUnavailable(
                "\(server.endpoint) answered with \(ModelServerError.line(type)) and not with an "
                    + "event stream: is this the right address?")
        }
        var decoder = ModelReplyDecoder()
        var whole: [UInt8] = []
        var received = 0
        for try await chunk in response.body {
            received += chunk.readableBytes
            guard received <= Self.replyLimit else {
                throw APIError.modelNonsense(
                    "The model’s answer is longer than \(Self.replyLimit >> 20) MiB, so the turn "
                        + "ends here.")
            }
            guard clock.now < latest else { throw server.tookTooLong }
            let bytes = Array(chunk.readableBytesView)
            if isWhole {
                whole += bytes
            } else {
                for piece in try decoder.feed(bytes) { hand(.piece(piece)) }
            }
        }
        if isWhole {
            for piece in try decoder.take(json: whole) { hand(.piece(piece)) }
            hand(.reply(try decoder.whole()))
        } else {
            hand(.reply(try decoder.end()))
        }
    }

    /// Enough of an error's body to find its sentence.
    private static func beginning(of body: HTTPClientResponse.Body) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in body {
            bytes += chunk.readableBytesView.prefix(errorLimit - bytes.count)
            if bytes.count >= errorLimit { break }
        }
        return bytes
    }
}
