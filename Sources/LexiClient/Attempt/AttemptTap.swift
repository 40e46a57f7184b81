internal import LexiAPI
internal import LexiWire
internal import NIOCore
internal import NIOHTTP1

/// Stands between the reading of HTTP and the HTTP client, and takes the body of a turn's response
/// right where it comes from the connection.
///
/// So its times are those of the socket: the HTTP client asks for the next bytes when the last ones
/// were taken, and a stream that rests until somebody looks at the screen takes them late. While
/// it rests the connection is read every ``pause``, since reading each small piece by itself costs
/// more than all the rest of it; so times are then up to that much late. The HTTP client itself
/// gets the head and the end of such a response, and no body.
final class AttemptTap: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    static let pause = TimeAmount.milliseconds(4)

    private let watches: AttemptWatches
    private let connection: ConnectionRecord
    private let now: @Sendable () -> LexiAPI.Instant
    /// That of the request under way; `nil` while there is none, or one that is no turn's.
    private var watch: AttemptWatch?
    private var context: ChannelHandlerContext?

    init(
        _ watches: AttemptWatches, on connection: ConnectionRecord,
        now: @escaping @Sendable () -> LexiAPI.Instant
    ) {
        self.watches = watches
        self.connection = connection
        self.now = now
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish()
        self.context = nil
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data) else {
            return context.write(data, promise: promise)
        }
        finish()
        let use = connection.use()
        if let number = head.headers.first(name: AttemptWatch.headerName).flatMap({ Int($0) }) {
            head.headers.remove(name: AttemptWatch.headerName)
            watch = watches[number]
            let eventLoop = context.eventLoop
            let tap = NIOLoopBound(self, eventLoop: eventLoop)
            watch?.noteSent(SentRequest(head, over: use), at: now()) {
                eventLoop.execute { tap.value.context?.read() }
            }
        }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let watch else { return context.fireChannelRead(data) }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if head.status.code >= 200 { watch.noteHead(at: now()) }
            context.fireChannelRead(data)
        case .body(let buffer):
            if buffer.readableBytes > 0 { watch.append(Array(buffer.readableBytesView), at: now()) }
        case .end:
            finish()
            context.fireChannelRead(data)
        }
    }

    func read(context: ChannelHandlerContext) {
        guard let watch else { return context.read() }
        if watch.holdsReading() { return }
        guard watch.pausesReading() else { return context.read() }
        let tap = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: Self.pause) {
            if watch.endPause() { tap.value.context?.read() }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The error may be about this response; if not, the HTTP client goes on waiting for its
        // end, and so does the attempt.
        finish()
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    private func finish() {
        watch?.finish()
        watch = nil
    }
}

/// A connection, from the point of view of the requests that go over it. It belongs to the
/// connection's thread.
final class ConnectionRecord {
    private let protocolName: String
    private let connectMicroseconds: Int64?
    private var isUsed = false

    /// - Parameter connectTime: `nil` where nobody could tell.
    init(protocolName: String, connectTime: Duration?) {
        self.protocolName = protocolName
        connectMicroseconds = connectTime.map {
            $0.components.seconds * 1_000_000 + $0.components.attoseconds / 1_000_000_000_000
        }
    }

    /// Counts a request that goes over it.
    func use() -> ConnectionUse {
        defer { isUsed = true }
        return ConnectionUse(
            isReused: isUsed, connectMicroseconds: isUsed ? nil : connectMicroseconds,
            protocolName: protocolName)
    }
}

extension SentRequest {
    fileprivate init(_ head: HTTPRequestHead, over connection: ConnectionUse) {
        self.init(
            method: head.method.rawValue, path: head.uri,
            headers: HeaderFields(
                head.headers.map { name, value in
                    let isKey = name.lowercased() == "authorization"
                    // HTTP/2 has small letters only (RFC 9113, 8.2).
                    return HeaderFields.Field(
                        connection.protocolName == "h2" ? name.lowercased() : name,
                        isKey ? "Bearer [key]" : value)
                }),
            connection: connection)
    }
}
