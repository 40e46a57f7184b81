internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2

/// Stands before the codec that makes HTTP/1 of HTTP/2's header blocks, because it traps on a
/// status that is no number of three digits (RFC 9110, 15).
final class StatusGuard: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias InboundOut = HTTP2Frame.FramePayload

    private var hasFailed = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        if case .headers(let block) = unwrapInboundIn(data),
            let status = block.headers[":status"].first(where: { !Self.isStatus($0) })
        {
            hasFailed = true
            context.fireErrorCaught(ResponseGuard.ImpossibleStatus(text: status))
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }

    private static func isStatus(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } && text.first != "0"
    }
}
