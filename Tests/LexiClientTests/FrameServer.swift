import LexiTesting
import LexiWireSamples
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server that speaks HTTP/2 in literal frames, over TLS as the client wants it.
///
/// It reads no more of what it gets than which streams are opened, and says exactly the bytes a
/// test gives it: first those for the connection, then those for each stream as it is opened.
final class FrameServer: Sendable {
    /// One connection's stream that was opened, to be answered now or later.
    struct Request: Sendable {
        let stream: UInt32
        let isOnFirstConnection: Bool
        fileprivate let channel: any Channel

        func send(_ frames: [UInt8]) {
            channel.writeAndFlush(ByteBuffer(bytes: frames), promise: nil)
        }

        func close() { channel.close(promise: nil) }
    }

    private final class Counts: Sendable {
        let connections = Mutex(0)
        let requests = Mutex(0)
    }

    private static let authority = Result { try TestAuthority() }

    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let listener: any Channel
    private let counts: Counts

    let authorityFile: String
    /// `https://localhost:PORT`.
    var url: String { "https://localhost:\(listener.localAddress?.port ?? 0)" }
    var connectionCount: Int { counts.connections.withLock { $0 } }
    var requestCount: Int { counts.requests.withLock { $0 } }

    /// - Parameters:
    ///   - opening: What is said first on each connection.
    ///   - onRequest: Called for each stream when its request is complete.
    init(
        opening: [UInt8] = Frame.settings(),
        onRequest: @escaping @Sendable (Request) -> Void
    ) async throws {
        let authority = try Self.authority.get()
        authorityFile = authority.authorityFile
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(authority.certificateFile)
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: authority.keyFile, format: .pem)))
        tls.applicationProtocols = ["h2"]
        let context = try NIOSSLContext(configuration: tls)
        let counts = Counts()
        self.counts = counts
        listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLServerHandler(context: context),
                        FrameReader(opening: opening) { stream, connection in
                            counts.requests.withLock { $0 += 1 }
                            onRequest(
                                Request(
                                    stream: stream, isOnFirstConnection: connection == 1,
                                    channel: channel))
                        } onConnection: {
                            counts.connections.withLock { count in
                                count += 1
                                return count
                            }
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func stop() async throws {
        try await listener.close()
        try await group.shutdownGracefully()
    }
}

/// Finds the streams that a client opens and ends, and confirms its settings.
private final class FrameReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// Of the bytes `PRI * HTTP/2.0…` that a client begins with (RFC 9113, 3.4).
    private var rest = 24
    private var bytes: [UInt8] = []
    private let opening: [UInt8]
    private var connection = 0
    private let onRequest: (_ stream: UInt32, _ connection: Int) -> Void
    private let onConnection: () -> Int

    init(
        opening: [UInt8], onRequest: @escaping (_ stream: UInt32, _ connection: Int) -> Void,
        onConnection: @escaping () -> Int
    ) {
        self.opening = opening
        self.onRequest = onRequest
        self.onConnection = onConnection
    }

    func channelActive(context: ChannelHandlerContext) {
        connection = onConnection()
        write(opening, context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytesView
        let preface = min(rest, bytes.count)
        bytes.removeFirst(preface)
        rest -= preface
        while bytes.count >= 9 {
            let length = Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
            guard bytes.count >= 9 + length else { return }
            let (type, flags) = (bytes[3], bytes[4])
            let stream = bytes[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bytes.removeFirst(9 + length)
            if type == 4, flags & 1 == 0 { write(Frame.settingsAcknowledged, context) }
            let endsStream = (type == 0 || type == 1) && flags & 1 != 0
            if endsStream { onRequest(stream, connection) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Clients go away without a word; the test looks at what they make of the answer.
        context.close(promise: nil)
    }

    private func write(_ frames: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: frames)), promise: nil)
    }
}

/// The frames of HTTP/2 (RFC 9113, 4.1), byte by byte.
enum Frame {
    static let endStream: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4

    static func bytes(
        type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []
    ) -> [UInt8] {
        let length = payload.count
        return [UInt8(length >> 16 & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)]
            + [type, flags] + big(stream) + payload
    }

    static let settingsAcknowledged = bytes(type: 4, flags: 1)

    /// - Parameter streams: SETTINGS_MAX_CONCURRENT_STREAMS.
    static func settings(streams: UInt32? = nil) -> [UInt8] {
        bytes(type: 4, streams.map { [0, 3] + big($0) } ?? [])
    }

    /// The head of a response; names and values are literals without an index (RFC 7541, 6.2.2).
    static func head(
        _ stream: UInt32, status: String = "200", type: String = "text/event-stream",
        flags: UInt8 = endHeaders
    ) -> [UInt8] {
        bytes(
            type: 1, flags: flags, stream: stream,
            field(":status", status) + field("content-type", type))
    }

    static func field(_ name: String, _ value: String) -> [UInt8] {
        [0] + string(name) + string(value)
    }

    static func data(_ stream: UInt32, _ text: String, flags: UInt8 = 0) -> [UInt8] {
        bytes(type: 0, flags: flags, stream: stream, Array(text.utf8))
    }

    /// A whole answer.
    static func answer(_ stream: UInt32, _ text: String = Wire.textEvent) -> [UInt8] {
        head(stream)
            + data(stream, text + Wire.doneEvent + "data: [DONE]\n\n", flags: endStream)
    }

    private static func string(_ text: String) -> [UInt8] {
        precondition(text.utf8.count < 127, "longer ones need more bytes for their length")
        return [UInt8(text.utf8.count)] + text.utf8
    }

    static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
