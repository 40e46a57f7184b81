public import LexiAPI

/// What is known of the workspace: the latest balance and limits any turn reported.
public struct Account: Sendable, Hashable {
    public internal(set) var creditsRemaining: Int64?
    /// What the last finished turn changed the balance by.
    public internal(set) var creditsDelta: Int64?
    public internal(set) var rateLimit = RateLimit()
    public internal(set) var lastRequestID: String?

    public init() {}

    mutating func take(_ head: ResponseHead) {
        if !head.rateLimit.isEmpty { rateLimit = head.rateLimit }
        lastRequestID = head.requestID ?? lastRequestID
    }

    /// Takes a new balance; the difference to the last one, when there was one.
    mutating func take(creditsRemaining credits: Int64) -> Int64? {
        let delta = creditsRemaining.map { credits.subtractingReportingOverflow($0).partialValue }
        creditsRemaining = credits
        creditsDelta = delta
        return delta
    }
}

/// Which service the program talks to.
public struct Service: Sendable, Hashable {
    /// Short name for the tab bar: `demo`, or the host.
    public var label: String
    public var isDemo: Bool

    public init(label: String, isDemo: Bool) {
        self.label = label
        self.isDemo = isDemo
    }
}
