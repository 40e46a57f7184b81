public import LexiAPI

/// What happens to one attempt of a turn on its way to the server and back, as it is written down:
/// from these events alone everything that an answer says can be read again.
///
/// The order is any number of `queued`, at most one `dequeued`, `sent`, `head`, any number of
/// `received`, and either `retryPlanned`, behind which the next attempt begins, or `ended`. What
/// was not reached is left out.
public enum AttemptEvent: Sendable, Hashable {
    /// The request waits in line behind others. Comes again when the limit changes.
    case queued(Queueing)
    /// It is sent now.
    case dequeued
    case sent(SentRequest)
    case head(AnswerHead)
    /// The next bytes of the body, of one piece as it came from the connection.
    case received(ReceivedBytes)
    /// Nothing of an answer came; the same request is sent again.
    case retryPlanned(Retry)
    case ended(Cut)
}

/// What ended the reading of an answer.
public enum Cut: Sendable, Hashable {
    /// The server did: it closed the body, or said that nothing more comes.
    case none
    /// The way to the server, or a time-out.
    case failure(Failure)
    /// The user.
    case cancelled
}

/// A request as it left, without the API key and without its body, which is known.
public struct SentRequest: Sendable, Hashable {
    public var method: String
    /// From the base URL on.
    public var path: String
    /// In the order of the wire; the key's place is taken by `[key]`.
    public var headers: HeaderFields
    /// `nil` where nobody could tell.
    public var connection: ConnectionUse?

    public init(
        method: String, path: String, headers: HeaderFields, connection: ConnectionUse? = nil
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.connection = connection
    }
}

/// The connection that a request went over.
public struct ConnectionUse: Sendable, Hashable {
    /// Whether it had been used before.
    public var isReused: Bool
    /// How long it took to make, with names and TLS, in microseconds; `nil` when it was not made
    /// for this request, or nobody could tell.
    public var connectMicroseconds: Int64?
    /// `http/1.1` or `h2`, the names of ALPN (RFC 7301); `nil` as long as it is not known.
    public var protocolName: String?

    public init(isReused: Bool, connectMicroseconds: Int64? = nil, protocolName: String? = nil) {
        self.isReused = isReused
        self.connectMicroseconds = connectMicroseconds
        self.protocolName = protocolName
    }
}

/// Bytes of an answer's body.
public struct ReceivedBytes: Sendable, Hashable {
    /// As they came, but for the API key.
    public var bytes: [UInt8]
    /// How often the key was in them, and was taken out.
    public var redactedCount: Int

    public init(_ bytes: [UInt8], redactedCount: Int = 0) {
        self.bytes = bytes
        self.redactedCount = redactedCount
    }
}

/// An event of an attempt with its time and what it means.
public struct StampedAttemptEvent: Sendable, Hashable {
    /// When it happened; of bytes, when they were taken from the connection.
    public var instant: Instant
    /// The number of the attempt in its turn, from 1, over all retries.
    public var attempt: Int
    public var event: AttemptEvent
    /// What the event completes, in the words of the JSON lines. They follow from the events of
    /// the attempt until here: `AttemptDecoder` reads them again.
    public var runEvents: [RunEvent]

    public init(instant: Instant, attempt: Int, event: AttemptEvent, runEvents: [RunEvent] = []) {
        self.instant = instant
        self.attempt = attempt
        self.event = event
        self.runEvents = runEvents
    }
}
