internal import AsyncHTTPClient
internal import LexiAPI
internal import LexiWire
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTP2
internal import NIOPosix
internal import NIOSSL

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension Failure {
    /// A limit passed.
    init(expired limit: TurnTimer.Limit, timeouts: ClientConfiguration.Timeouts, endpoint: Route) {
        let message =
            switch limit {
            case .firstByte:
                "No answer from \(endpoint) within \(timeouts.firstByte.inSeconds) "
                    + "(time-out for the first byte)."
            case .idle:
                "Nothing more from \(endpoint) for \(timeouts.idle.inSeconds) (idle time-out)."
            case .errorBody:
                "The explanation of the error did not come within "
                    + "\(timeouts.errorBody.inSeconds)."
            case .terminator, .tail:
                "The end of the stream did not come within \(timeouts.terminator.inSeconds)."
            case .overall:
                "The answer was not complete within "
                    + "\((timeouts.overall ?? .zero).inSeconds) (time-out for the whole answer)."
            }
        self.init(code: .timeout, message: message)
    }

    /// The way to the server broke.
    ///
    /// Known errors are put into words of our own. The transport's are not quoted where they
    /// could repeat a header, which would show the key.
    ///
    /// - Parameters:
    ///   - endpoint: The host and port that were tried.
    ///   - isAnswering: Whether the head of the response had come.
    init(
        transportError error: any Error, endpoint: Route, connectTimeout: Duration,
        isAnswering: Bool
    ) {
        switch error {
        case let failure as Failure:
            self = failure
        case let error as HTTPClientError:
            self.init(
                client: error, endpoint: endpoint, connectTimeout: connectTimeout,
                isAnswering: isAnswering)
        case HTTPParserError.invalidEOFState, NIOSSLError.uncleanShutdown:
            self.init(code: .network, message: Self.closed(endpoint, isAnswering))
        case HTTPParserError.headerOverflow:
            self.init(
                code: .protocolError,
                message: "\(endpoint) answered with more headers than can be read.")
        case let error as ResponseGuard.ImpossibleStatus:
            self.init(
                code: .protocolError,
                message: "\(endpoint) answered with the status \"\(error.text.excerpt)\", "
                    + "which HTTP does not have.")
        case let error as ConnectionGuard.Violation:
            self.init(
                code: .protocolError,
                message: "\(endpoint) broke the rules of HTTP/2: \(error.words).")
        case is NIOHTTP2Errors.StreamClosed, is NIOHTTP2Errors.NoSuchStream,
            is NIOHTTP2Errors.IOOnClosedConnection:
            self.init(code: .network, message: Self.reset(endpoint, isAnswering))
        case is NIOHTTP2Errors.CreatedStreamAfterGoaway, is NIOHTTP2Errors.NoStreamIDAvailable,
            ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed,
            ChannelError.outputClosed, ChannelError.inputClosed, ChannelError.eof:
            self.init(code: .network, message: Self.closed(endpoint, isAnswering))
        case is HTTPParserError, is any NIOHTTP2Error:
            self.init(
                code: .protocolError, message: "\(endpoint) did not answer in readable HTTP.")
        case ChannelError.connectTimeout:
            self.init(connectingTo: endpoint, tookLongerThan: connectTimeout)
        case let error as NIOConnectionError:
            self.init(connecting: error, endpoint: endpoint, connectTimeout: connectTimeout)
        case let error as IOError:
            self.init(code: .network, message: Self.sentence(for: error, endpoint, isAnswering))
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            self.init(code: .network, message: Self.sentence(forTLS: error, endpoint))
        default:
            self.init(
                code: .network,
                message: "The connection to \(endpoint) failed: \("\(error)".excerpt).")
        }
    }

    /// Whether the way to the server may be open again in a moment.
    ///
    /// Asked only about requests of which no response came. A server that cannot be trusted or
    /// does not speak HTTP will not have changed until then.
    ///
    /// The HTTP client also says `cancelled` of a request for a connection that was just closing;
    /// here it never means the user or the end of the client, which are asked for before.
    static func isPassing(transportError error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError:
            error == .connectTimeout || error == .tlsHandshakeTimeout
                || error == .httpProxyHandshakeTimeout || error == .socksHandshakeTimeout
                || error == .getConnectionFromPoolTimeout || error == .remoteConnectionClosed
                || error == .uncleanShutdown || error == .cancelled
        case HTTPParserError.invalidEOFState, NIOSSLError.uncleanShutdown,
            ChannelError.connectTimeout, is IOError, is NIOHTTP2Errors.StreamClosed,
            is NIOHTTP2Errors.NoSuchStream, is NIOHTTP2Errors.IOOnClosedConnection:
            true
        // An idle connection that was about to be used once more had just been closed.
        case ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed,
            ChannelError.outputClosed, ChannelError.inputClosed, ChannelError.eof,
            is NIOHTTP2Errors.CreatedStreamAfterGoaway, is NIOHTTP2Errors.NoStreamIDAvailable:
            true
        case let error as NIOConnectionError:
            error.connectionErrors.allSatisfy { isPassing(transportError: $0.error) }
        default: false
        }
    }

    private init(
        client error: HTTPClientError, endpoint: Route, connectTimeout: Duration,
        isAnswering: Bool
    ) {
        if error == .connectTimeout || error == .tlsHandshakeTimeout
            || error == .httpProxyHandshakeTimeout || error == .socksHandshakeTimeout
        {
            self.init(connectingTo: endpoint, tookLongerThan: connectTimeout)
        } else if error == .getConnectionFromPoolTimeout {
            self.init(
                code: .timeout,
                message: "\(endpoint) took no further request within "
                    + "\(connectTimeout.inSeconds): it has as many as it allows on a connection.")
        } else if error == .remoteConnectionClosed || error == .uncleanShutdown {
            self.init(code: .network, message: Self.closed(endpoint, isAnswering))
        } else if error == .proxyAuthenticationRequired {
            self.init(
                code: .network,
                message: "The proxy wants a user name and a password before it lets through to "
                    + "\(endpoint); they belong into the proxy's URL, http://user:password@host.")
        } else if error == .invalidProxyResponse {
            self.init(
                code: .network,
                message: "The proxy refuses to lead to \(endpoint): it answered with another "
                    + "status than 200.")
        } else if error == .cancelled {
            self.init(code: .network, message: Self.closed(endpoint, isAnswering))
        } else if error == .alreadyShutdown {
            self.init(code: .network, message: "The client was shut down during the turn.")
        } else {
            self.init(
                code: .network,
                message: "The request to \(endpoint) failed: \(error.shortDescription).")
        }
    }

    private init(connectingTo endpoint: Route, tookLongerThan time: Duration) {
        self.init(
            code: .timeout,
            message: "No connection to \(endpoint) within \(time.inSeconds) "
                + "(time-out for connecting).")
    }

    private init(connecting error: NIOConnectionError, endpoint: Route, connectTimeout: Duration) {
        let causes = error.connectionErrors.map(\.error)
        // Of several addresses, the one that gave an answer tells more than one that did not.
        if let cause = causes.first(where: { $0 is IOError }) ?? causes.first {
            self.init(
                transportError: cause, endpoint: Route(to: endpoint.firstStop),
                connectTimeout: connectTimeout,
                isAnswering: false)
        } else {
            self.init(
                code: .network,
                message: "The name of \(endpoint.firstStop) could not be resolved to an address.")
        }
    }

    private static func closed(_ endpoint: Route, _ isAnswering: Bool) -> String {
        isAnswering
            ? "\(endpoint) closed the connection in the middle of the answer."
            : "\(endpoint) closed the connection without an answer."
    }

    private static func reset(_ endpoint: Route, _ isAnswering: Bool) -> String {
        isAnswering
            ? "\(endpoint) reset the connection in the middle of the answer."
            : "\(endpoint) reset the connection without an answer."
    }

    private static func sentence(
        for error: IOError, _ endpoint: Route, _ isAnswering: Bool
    ) -> String {
        switch error.errnoCode {
        case ECONNREFUSED: "Nothing answers at \(endpoint): the connection was refused."
        case ECONNRESET, EPIPE: reset(endpoint, isAnswering)
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN:
            "\(endpoint) cannot be reached from this network."
        default:
            "The connection to \(endpoint) failed: \(String(cString: strerror(error.errnoCode)))."
        }
    }

    private static func sentence(forTLS error: any Error, _ endpoint: Route) -> String {
        let description = "\(error)"
        if description.contains("CERTIFICATE_VERIFY_FAILED") {
            return "The certificate of \(endpoint) could not be verified."
        }
        if description.contains("WRONG_VERSION_NUMBER") || description.contains("HTTP_REQUEST") {
            return "\(endpoint) does not speak TLS; is it an http:// address?"
        }
        if description.contains("EOF during handshake") {
            return "\(endpoint) closed the connection during the TLS handshake."
        }
        return "No TLS connection to \(endpoint): \(description.excerpt)."
    }
}

extension Duration {
    /// `60 s`, `1.5 s`, `50 ms` or `0.1 ms`.
    fileprivate var inSeconds: String {
        let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
        if seconds >= 1 {
            return seconds == seconds.rounded() ? "\(components.seconds) s" : "\(seconds) s"
        }
        let microseconds = Int64((seconds * 1e6).rounded())
        return microseconds % 1000 == 0
            ? "\(microseconds / 1000) ms" : "\(Double(microseconds) / 1000) ms"
    }
}
