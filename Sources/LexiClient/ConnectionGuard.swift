internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2

/// Stands behind the reading of HTTP/2's frames and tells those who wait for an answer when their
/// server broke the rules.
///
/// The HTTP client does not hear of it: a stream whose frames are wrong looks to it as if the
/// server had reset it, and on a connection whose frames are wrong it would wait for more. What
/// the reader of the frames lets pass although it is against the rules is found here.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTP2Frame
    typealias InboundOut = HTTP2Frame
    typealias OutboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    /// A status of 1xx, behind which there has to be another, ends its stream (RFC 9113, 8.1).
    private struct InformationalAnswerEndsStream: Error {}
    /// More may be sent on a stream than there may be (RFC 9113, 6.9.1).
    private struct StreamWindowOverflow: Error {}

    /// The server broke the rules of HTTP/2 (RFC 9113).
    struct Violation: Error {
        let cause: any Error

        /// Which rule, as far as the cause's name tells: `UnableToParseFrame` is
        /// `unable to parse frame`.
        var words: String {
            var words = ""
            for character in "\(type(of: cause))" {
                if character.isUppercase, !words.isEmpty { words += " " }
                words += character.lowercased()
            }
            return words
        }
    }

    private var streams: [ObjectIdentifier: any Channel] = [:]
    /// What was found in the bytes that are being read, until it is known whom it concerns.
    private var violation: Violation?
    /// Streams that have just ended in disorder. A violation that ends a stream is reported behind
    /// the stream's end, so that is told a moment later.
    private var ended: [StreamClosedEvent] = []

    /// What was granted on streams, less what was sent on them. What may be sent without being
    /// granted is not in it: the first SETTINGS have been read before this is here.
    private var credits: [HTTP2StreamID: Int] = [:]

    private let record: ConnectionRecord

    /// - Parameter record: That of the connection, for its streams.
    init(_ record: ConnectionRecord) { self.record = record }

    /// Puts a stream of a connection that has a guard under it.
    ///
    /// - Returns: The connection's record.
    static func watch(_ stream: any Channel) throws -> ConnectionRecord {
        guard let connection = stream.parent else {
            throw ChannelError.inappropriateOperationForState
        }
        let guardian = try connection.pipeline.syncOperations.handler(type: ConnectionGuard.self)
        let key = ObjectIdentifier(stream)
        guardian.streams[key] = stream
        stream.closeFuture.assumeIsolated().whenComplete { _ in guardian.streams[key] = nil }
        return guardian.record
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.payload {
        case .windowUpdate(let increment) where frame.streamID != .rootStream:
            // The reader lets these pass once the request is complete (RFC 9113, 6.9, does not).
            if let violation = violation(of: increment, on: frame.streamID) {
                // A moment later, when what came before it has been handed on.
                context.eventLoop.assumeIsolated().execute {
                    self.fail(frame.streamID, with: violation)
                }
                return
            }
        case .headers(let head) where head.endStream && Self.isInformational(head.headers):
            // At once: the stream ends with it, and there is nothing in front of it to hand on.
            fail(frame.streamID, with: InformationalAnswerEndsStream())
            return
        default: break
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let frame = unwrapOutboundIn(data)
        if case .data(let body) = frame.payload {
            credits[frame.streamID, default: 0] -= body.data.readableBytes
        }
        context.write(data, promise: promise)
    }

    private func violation(of increment: Int, on stream: HTTP2StreamID) -> (any Error)? {
        guard increment > 0 else { return NIOHTTP2Errors.invalidWindowIncrementSize() }
        credits[stream, default: 0] += increment
        return credits[stream, default: 0] > Int(Int32.max) ? StreamWindowOverflow() : nil
    }

    private static func isInformational(_ headers: HPACKHeaders) -> Bool {
        headers[":status"].contains { $0.utf8.count == 3 && $0.utf8.first == UInt8(ascii: "1") }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is any NIOHTTP2Error, violation == nil {
            violation = Violation(cause: error)
            settleSoon(context)
        }
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let closed = event as? StreamClosedEvent { credits[closed.streamID] = nil }
        if let closed = event as? StreamClosedEvent, closed.reason != nil {
            ended.append(closed)
            settleSoon(context)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        settle(context)
        context.fireChannelInactive()
    }

    /// Ends a stream on which the rules were broken.
    private func fail(_ identifier: HTTP2StreamID, with cause: any Error) {
        let violation = Violation(cause: cause)
        for stream in streams.values where Self.identifier(of: stream) == identifier {
            stream.pipeline.fireErrorCaught(violation)
        }
    }

    /// Once what is being read now has been understood.
    private func settleSoon(_ context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().execute { self.settle(context) }
    }

    /// A violation is that of the streams which ended with it. What ended none concerns the
    /// connection, of which nothing more is read.
    private func settle(_ context: ChannelHandlerContext) {
        let (violation, ended) = (violation, ended)
        self.violation = nil
        self.ended = []
        if let violation {
            for stream in streams.values {
                let identifier = Self.identifier(of: stream)
                if ended.isEmpty || ended.contains(where: { $0.streamID == identifier }) {
                    stream.pipeline.fireErrorCaught(violation)
                }
            }
        }
        for event in ended { context.fireUserInboundEventTriggered(event) }
        if violation != nil, ended.isEmpty { context.close(promise: nil) }
    }

    /// `nil` for a stream on which nothing was sent yet.
    private static func identifier(of stream: any Channel) -> HTTP2StreamID? {
        guard let options = stream.syncOptions else { return nil }
        do {
            return try options.getOption(HTTP2StreamChannelOptions.streamID)
        } catch {
            return nil
        }
    }
}
