public import LexiAPI

/// One way to one workspace: where the API is, where its key is, and what is in focus by default.
public struct Profile: Sendable, Hashable {
    public var name: String
    /// `nil` means the hosted API.
    public var baseURL: String?
    /// Where the key is; the key itself never is in a settings file.
    public var keySource: KeySource?
    /// The path of a PEM file of certificate authorities that are trusted besides the system's.
    public var certificateAuthorityFile: String?
    /// What is in focus where a command names nothing else.
    public var context: ChatContext
    public var limits: WaitingLimits

    public init(
        name: String, baseURL: String? = nil, keySource: KeySource? = nil,
        certificateAuthorityFile: String? = nil, context: ChatContext = ChatContext(),
        limits: WaitingLimits = WaitingLimits()
    ) {
        self.name = name
        self.baseURL = baseURL
        self.keySource = keySource
        self.certificateAuthorityFile = certificateAuthorityFile
        self.context = context
        self.limits = limits
    }
}

/// Where a profile's API key comes from.
public enum KeySource: Sendable, Hashable {
    /// The path of a file that holds the key and nothing else.
    case file(String)
    /// A program and its arguments, which prints the key. No shell is involved.
    case command([String], timeout: Duration)
}

/// How long is waited for the API; `nil` leaves it at the program's own measure.
public struct WaitingLimits: Sendable, Hashable {
    /// For the connection.
    public var connect: Duration?
    /// For the head of the response.
    public var firstByte: Duration?
    /// Between two pieces of the answer.
    public var idle: Duration?
    /// How long a rate limit is waited out, over a whole turn.
    public var rateLimit: Duration?

    public init(
        connect: Duration? = nil, firstByte: Duration? = nil, idle: Duration? = nil,
        rateLimit: Duration? = nil
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.rateLimit = rateLimit
    }

    /// These, and where they say nothing, the others.
    public func over(_ others: WaitingLimits) -> WaitingLimits {
        WaitingLimits(
            connect: connect ?? others.connect, firstByte: firstByte ?? others.firstByte,
            idle: idle ?? others.idle, rateLimit: rateLimit ?? others.rateLimit)
    }
}
