internal import AsyncHTTPClient
internal import LexiAPI
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTP2
internal import NIOPosix
internal import NIOSSL

/// The HTTP client and the one thread it runs on.
struct HTTPTransport: Sendable {
    let http: HTTPClient
    let group: MultiThreadedEventLoopGroup
    let executor: EventLoopExecutor
    /// Where requests wait for their turn, so that none waits inside the HTTP client, which would
    /// count that as connecting.
    let gate: RequestGate
    /// The turns' attempts, for the connections that carry them.
    let watches: AttemptWatches

    /// - Parameter now: The clock that what comes from connections is stamped with.
    init(_ client: ClientConfiguration, now: @escaping @Sendable () -> LexiAPI.Instant) {
        // One conversation is a trickle of small chunks; one thread carries many of them.
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        executor = EventLoopExecutor(group.next())
        let gate = RequestGate(RequestLine(mayShare: client.baseURL.scheme == "https"))
        self.gate = gate
        let watches = AttemptWatches()
        self.watches = watches
        let openings = ConnectionOpenings(now: now)
        // A request with a key and a question goes to the configured host and to no other.
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = TimeAmount(client.timeouts.connect)
        // Left on, a refused connection is tried again until the time-out for connecting.
        configuration.connectionPool.retryConnectionEstablishment = false
        // The gate keeps to the same number, so that nothing ever waits for a connection.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            RequestLine.ownLimit
        configuration.proxy = client.proxy.map(HTTPClient.Configuration.Proxy.init)
        if let file = client.certificateAuthorityFile {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = [.file(file)]
            configuration.tlsConfiguration = tls
        }
        configuration.http1_1ConnectionDebugInitializer = { channel in
            gate.learnOwnConnections()
            return channel.eventLoop.submit {
                let record = ConnectionRecord(
                    protocolName: "http/1.1", connectTime: openings.timeOfTheOnlyOne())
                try channel.install(
                    ResponseGuard(), AttemptTap(watches, on: record, now: now),
                    behind: ByteToMessageHandler<HTTPResponseDecoder>.self)
            }
        }
        configuration.http2ConnectionDebugInitializer = { channel in
            channel.eventLoop.submit {
                let record = ConnectionRecord(
                    protocolName: "h2", connectTime: openings.timeOfTheOnlyOne())
                try channel.install(ConnectionGuard(record), behind: NIOHTTP2Handler.self)
            }
        }
        configuration.http2StreamChannelDebugInitializer = { channel in
            channel.eventLoop.submit {
                let record = try ConnectionGuard.watch(channel)
                let pipeline = channel.pipeline.syncOperations
                let codec = try pipeline.handler(type: HTTP2FramePayloadToHTTP1ClientCodec.self)
                try pipeline.addHandler(StatusGuard(), position: .before(codec))
                try channel.install(
                    ResponseGuard(), AttemptTap(watches, on: record, now: now),
                    behind: HTTP2FramePayloadToHTTP1ClientCodec.self)
            }
        }
        http = HTTPClient(
            eventLoopGroupProvider: .shared(group), configuration: configuration,
            backgroundActivityLogger: PoolLog.logger(
                onStreams: { gate.learn(sharedBy: $0) }, openings: openings))
    }

    /// Sends a request and waits for the head of its response.
    ///
    /// A request that only met the end of an idle connection is sent again at once, as it is: the
    /// server has not taken it. Each such end uses up a connection of before, so that this comes
    /// to an end with a new one at the latest.
    func execute(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        while true {
            do {
                return try await http.execute(request, deadline: .distantFuture)
            } catch is ResponseGuard.IdleEnd {
                try Task.checkCancellation()
            }
        }
    }

    func shutdown() async {
        gate.close()
        do {
            try await http.shutdown()
            try await group.shutdownGracefully()
        } catch {
            // Both only fail when asked twice, which `LexiClient` rules out.
            assertionFailure("shutting down: \(error)")
        }
    }
}

extension Channel {
    /// Puts handlers into the pipeline, in their order, right behind one of a type. To be called
    /// on the event loop.
    fileprivate func install<Former: ChannelHandler>(
        _ handlers: any ChannelHandler..., behind former: Former.Type
    ) throws {
        let pipeline = pipeline.syncOperations
        try pipeline.addHandlers(
            handlers, position: .after(pipeline.handler(type: former)))
    }
}

extension HTTPClient.Configuration.Proxy {
    fileprivate init(_ proxy: Proxy) {
        switch proxy.kind {
        case .socks: self = .socksServer(host: proxy.host, port: proxy.port)
        case .http:
            self = .server(
                host: proxy.host, port: proxy.port,
                authorization: proxy.credentials.map {
                    .basic(username: $0.user, password: $0.password.revealed)
                })
        }
    }
}
