import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers HTTP requests, and does nothing at all while there are none.
///
/// Hummingbird's own `Application` keeps the text of the `Date` header in a cache that it renews
/// every second, whether anybody asks or not. Here each response is given its own, in
/// ``GatewayMiddleware``: the fields are numbers, so writing them costs next to nothing.
struct HTTPService: Sendable {
    let responder: RouterResponder<GatewayContext>
    let logger: Logger

    /// Listens until the task is cancelled.
    /// - Parameters:
    ///   - port: 0 takes any free one.
    ///   - onBound: is told the port once connections are accepted.
    /// - Throws: what the system says when the address cannot be bound.
    func run(
        host: String, port: Int, onBound: @escaping @Sendable (Int) -> Void
    ) async throws {
        var serverLogger = logger
        // The server's own notices are of no use beside one line per request.
        serverLogger.logLevel = max(.warning, logger.logLevel)
        serverLogger.handler = ServerLog(wrapped: serverLogger.handler)
        let (responder, requestLogger) = (responder, serverLogger)
        let server = Server(
            childChannelSetup: HTTP1Channel {
                (request, writer: consuming ResponseWriter, channel) in
                let response = try await responder.respond(
                    to: request,
                    context: GatewayContext(
                        source: ApplicationRequestContextSource(
                            channel: channel, logger: requestLogger)))
                try await Self.write(response, to: writer)
            },
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { onBound($0.localAddress?.port ?? port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: serverLogger)
        try await server.run()
    }

    /// A request that turns out to be broken while it is being answered.
    private struct BrokenRequest: Error {}

    private static func write(
        _ response: Response, to writer: consuming ResponseWriter
    ) async throws {
        do {
            try await writer.write(response: response.head, body: response.body)
        } catch is HTTPParserError {
            // Let through, it would be answered with a second response inside of this one.
            throw BrokenRequest()
        }
    }
}
