internal import NIOCore
internal import NIOHTTP1

/// Stands between the reading of HTTP and the HTTP client, for two things that the client does
/// not stand up to.
///
/// A status below 100, which HTTP does not have (RFC 9110, 15), passes the parser, and the client
/// would take it for an interim response and then trap over its body. And what was read before
/// the bytes that are no HTTP would be dropped with them: it is handed on first.
final class ResponseGuard: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    /// The response has a status that HTTP does not have.
    struct ImpossibleStatus: Error {
        /// As the server wrote it.
        var text: String
    }

    private var hasFailed = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
            hasFailed = true
            context.fireErrorCaught(ImpossibleStatus(text: "\(head.status.code)"))
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireChannelReadComplete()
        context.fireErrorCaught(error)
    }
}
