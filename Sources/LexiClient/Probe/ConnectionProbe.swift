internal import LexiAPI
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import NIOTLS

/// Goes the way to the API step by step, to find out where it ends: name, connection, TLS.
///
/// It is the direct way: what a proxy does is the proxy's.
public struct ConnectionProbe: Sendable {
    /// How far it came.
    public struct Report: Sendable {
        /// The addresses of the host's name, in the order they are tried.
        public var addresses: [String] = []
        public var lookup: Duration?
        /// The address that was connected to.
        public var connected: String?
        public var connect: Duration?
        public var tls: TLSReport?
        /// Why it went no further, and with what.
        public var failure: (step: Step, reason: String)?
        /// The step that is under way.
        fileprivate var step = Step.lookup
    }

    /// A step of the way.
    public enum Step: String, Sendable {
        case lookup = "DNS"
        case connect = "connect"
        case tls = "TLS"
    }

    /// What was agreed on, and with whom.
    public struct TLSReport: Sendable {
        /// As `TLS 1.3`.
        public var version: String
        public var handshake: Duration
        /// The names of whoever vouches for the server.
        public var issuer: String?
        /// When the server's certificate ends, in Unix seconds.
        public var expiry: Int64?
    }

    private let configuration: ClientConfiguration

    public init(_ configuration: ClientConfiguration) { self.configuration = configuration }

    /// Goes the way and hangs up; nothing is sent over it.
    public func run() async -> Report {
        var report = Report()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            try await run(&report, on: group.next())
        } catch let failure as Failure {
            report.failure = (report.step, failure.explanation)
        } catch {
            let limit = configuration.timeouts.connect
            let failure = Failure(
                transportError: error, endpoint: configuration.endpoint, connectTimeout: limit,
                isAnswering: false)
            report.failure = (report.step, failure.explanation)
        }
        do {
            try await group.shutdownGracefully()
        } catch {
            // Only fails when asked twice.
            assertionFailure("shutting down: \(error)")
        }
        return report
    }

    private func run(_ report: inout Report, on loop: any EventLoop) async throws {
        let clock = ContinuousClock()
        let url = configuration.baseURL
        var start = clock.now
        let addresses = try await lookUp(loop)
        report.lookup = start.duration(to: clock.now)
        report.addresses = addresses.map { $0.ipAddress ?? "\($0)" }
        report.step = .connect
        var last: (any Error)?
        for address in addresses {
            start = clock.now
            do {
                let handshake = loop.makePromise(of: TLSReport?.self)
                let channel = try await connect(address, on: loop, handshake)
                report.connect = start.duration(to: clock.now)
                report.connected = address.ipAddress
                if url.scheme == "https" { report.step = .tls }
                start = clock.now
                defer { channel.close(promise: nil) }
                report.tls = try await handshake.futureResult.get()
                report.tls?.handshake = start.duration(to: clock.now)
                return
            } catch {
                // Another address may do; what speaks TLS badly does so everywhere.
                guard report.step == .connect else { throw error }
                last = error
            }
        }
        if let last { throw last }
    }

    /// The host's addresses, looked up by the system on a thread that may wait.
    private func lookUp(_ loop: any EventLoop) async throws -> [SocketAddress] {
        let (host, port) = (configuration.baseURL.bareHost, configuration.baseURL.port)
        let found = loop.makePromise(of: [SocketAddress].self)
        let limit = loop.scheduleTask(in: TimeAmount(configuration.timeouts.connect)) {
            found.fail(
                Failure(code: .timeout, message: "The name \(host) was not found in time."))
        }
        NIOThreadPool.singleton.submit { _ in
            let result = Result { try SystemNames.addresses(of: host, port: port) }
            loop.execute { found.completeWith(result) }
        }
        defer { limit.cancel() }
        return try await found.futureResult.get()
    }

    private func connect(
        _ address: SocketAddress, on loop: any EventLoop, _ handshake: EventLoopPromise<TLSReport?>
    ) async throws -> any Channel {
        let isSecure = configuration.baseURL.scheme == "https"
        let host = configuration.baseURL.bareHost
        let limit = TimeAmount(configuration.timeouts.connect)
        var context: NIOSSLContext?
        if isSecure {
            var tls = TLSConfiguration.makeClientConfiguration()
            if let file = configuration.certificateAuthorityFile {
                tls.additionalTrustRoots = [.file(file)]
            }
            context = try NIOSSLContext(configuration: tls)
        }
        let channel = try await ClientBootstrap(group: loop).connectTimeout(limit)
            .channelInitializer { [context] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let context else { return handshake.succeed(nil) }
                    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
                    try channel.pipeline.syncOperations.addHandlers([
                        try NIOSSLClientHandler(
                            context: context, serverHostname: isAddress ? nil : host),
                        HandshakeWatch(handshake, limit: limit),
                    ])
                }
            }
            .connect(to: address).get()
        return channel
    }
}

/// Tells how the handshake went.
private final class HandshakeWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let done: EventLoopPromise<ConnectionProbe.TLSReport?>
    private let limit: TimeAmount
    private var timer: Scheduled<Void>?

    init(_ done: EventLoopPromise<ConnectionProbe.TLSReport?>, limit: TimeAmount) {
        self.done = done
        self.limit = limit
    }

    func handlerAdded(context: ChannelHandlerContext) {
        timer = context.eventLoop.scheduleTask(in: limit) { [done] in
            done.fail(Failure(code: .timeout, message: "The TLS handshake did not end in time."))
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted = event else {
            return context.fireUserInboundEventTriggered(event)
        }
        timer?.cancel()
        let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
        let certificate = handler?.peerCertificate
        let version =
            switch handler?.tlsVersion {
            case .tlsv13: "TLS 1.3"
            case .tlsv12: "TLS 1.2"
            case .tlsv11: "TLS 1.1"
            case .tlsv1: "TLS 1.0"
            case nil: "TLS"
            }
        done.succeed(
            ConnectionProbe.TLSReport(
                version: version, handshake: .zero,
                issuer: (try? certificate?.toDERBytes()).flatMap(CertificateNames.issuer),
                expiry: certificate.map { Int64($0.notValidAfter) }))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        timer?.cancel()
        done.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        done.fail(
            Failure(code: .network, message: "The server closed the connection in the handshake."))
    }
}
