public import LexiAPI
internal import NIOSSL

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Where the API is, how to identify to it, and how long to wait for it.
public struct ClientConfiguration: Sendable {
    /// How long each step may take.
    public struct Timeouts: Sendable, Hashable {
        /// For the connection, name look-up and TLS included.
        public var connect: Duration
        /// From the request to the head of the response, connecting included.
        public var firstByte: Duration
        /// Between two chunks of the answer. Comments in the stream count as life.
        public var idle: Duration
        /// For the whole turn, further attempts and the waits before them included; `nil` sets no
        /// end.
        public var overall: Duration?
        /// How long the terminator is waited for once `done` or `error` has come.
        public var terminator: Duration
        /// How long the explanation of an error status may take.
        public var errorBody: Duration

        public init(
            connect: Duration = .seconds(10), firstByte: Duration = .seconds(60),
            idle: Duration = .seconds(120), overall: Duration? = nil,
            terminator: Duration = .seconds(2), errorBody: Duration = .seconds(5)
        ) {
            self.connect = connect
            self.firstByte = firstByte
            self.idle = idle
            self.overall = overall
            self.terminator = terminator
            self.errorBody = errorBody
        }
    }

    /// What is done by itself about an attempt of which nothing came.
    public struct RetryPolicy: Sendable, Hashable {
        /// How often a turn's request is sent again at most; 0 never does.
        public var maximumRetries: Int
        /// How long rate limits are waited out, over the whole turn. A longer wait is not begun:
        /// the turn fails at once. `nil` waits as long as the idempotency key is good.
        public var maximumRateLimitWait: Duration?

        public init(maximumRetries: Int = 3, maximumRateLimitWait: Duration? = .seconds(60)) {
            self.maximumRetries = maximumRetries
            self.maximumRateLimitWait = maximumRateLimitWait
        }
    }

    public let baseURL: BaseURL
    /// Without a key no `Authorization` is sent and the server says what it thinks of that.
    public var apiKey: Secret?
    public var timeouts: Timeouts
    public var retries = RetryPolicy()
    /// A PEM file of certificate authorities that are trusted besides the system's.
    public var certificateAuthorityFile: String?
    /// What the way to the API leads through; `nil` is the direct way. The environment has no say
    /// here: see ``Proxy/named(by:for:)``.
    public var proxy: Proxy?
    public var userAgent: String

    /// Creates a configuration.
    ///
    /// - Parameter baseURL: What comes before `/v1/…`, with or without a slash at its end.
    /// - Throws: ``ConfigurationError`` when `baseURL` is not one that can be used.
    public init(
        baseURL: String, apiKey: Secret? = nil, timeouts: Timeouts = Timeouts(),
        userAgent: String = "lexi"
    ) throws(ConfigurationError) {
        self.baseURL = try BaseURL(baseURL)
        self.apiKey = apiKey
        self.timeouts = timeouts
        self.userAgent = userAgent
    }

    /// The host that is asked and how it is reached, for errors.
    var endpoint: Route { Route(to: baseURL.endpoint, through: proxy) }

    /// Whether the key would travel for everybody on the way to read: over plain `http` to another
    /// machine.
    public var exposesKey: Bool {
        apiKey != nil && baseURL.scheme == "http" && !baseURL.isLoopback
    }

    /// Reads ``certificateAuthorityFile``, so that a mistake shows before the first turn does.
    ///
    /// - Throws: ``ConfigurationError`` when it cannot be read or holds no certificate in PEM form.
    public func checkCertificateAuthorities() throws(ConfigurationError) {
        guard let file = certificateAuthorityFile else { return }
        func unusable(_ reason: String) -> ConfigurationError {
            ConfigurationError("The certificate authorities in \(file) \(reason).")
        }
        // Looked at by hand, because the library would call both faults the same.
        guard access(file, R_OK) == 0 else {
            throw unusable("cannot be read: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw unusable("cannot be read: this is no regular file")
        }
        do {
            guard try !NIOSSLCertificate.fromPEMFile(file).isEmpty else {
                throw unusable("are none: the file holds no certificate in PEM form")
            }
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw unusable("are none: the file holds no certificate in PEM form")
        }
    }
}
