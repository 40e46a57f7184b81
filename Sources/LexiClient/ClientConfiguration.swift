public import LexiAPI

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
}
