internal import NIOCore
internal import NIOHTTP1

/// Stands between the reading of HTTP and the HTTP client, for three things that the client does
/// not stand up to.
///
/// A status below 100, which HTTP does not have (RFC 9110, 15), passes the parser, and the client
/// would take it for an interim response and then trap over its body. And what was read before
/// the bytes that are no HTTP would be dropped with them: it is handed on first.
///
/// And a server may say 408 before it closes a connection on which nothing was asked for a while
/// (RFC 9110, 15.5.9). Where that crosses the next request, it is not the answer to it.
final class ResponseGuard: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    /// The response has a status that HTTP does not have.
    struct ImpossibleStatus: Error {
        /// As the server wrote it.
        var text: String
    }

    /// A connection that had been of use before was ended for being idle, and the request came
    /// too late for it. It can be sent again at once: this never happens on a new connection.
    struct IdleEnd: Error {}

    private var hasFailed = false
    /// Whether a request was answered before, so that this connection may have been idle. A stream
    /// of HTTP/2 carries one request and never has been.
    private var hasAnswered = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        switch unwrapInboundIn(data) {
        case .head(let head) where head.status.code < 100:
            fail(ImpossibleStatus(text: "\(head.status.code)"), context)
            return
        case .head(let head) where head.status == .requestTimeout && hasAnswered:
            fail(IdleEnd(), context)
            return
        case .end: hasAnswered = true
        case .head, .body: break
        }
        context.fireChannelRead(data)
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        hasFailed = true
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireChannelReadComplete()
        context.fireErrorCaught(error)
    }
}
