public import LexiAPI

/// What is known of the workspace: the latest balance and limits any turn reported.
public struct Account: Sendable, Hashable {
    public internal(set) var creditsRemaining: Int64?
    /// A turn has ended since without telling the balance, and may have been charged.
    public internal(set) var isBalanceOld = false
    /// The turn that told it: only what this one cost leads to it.
    public internal(set) var balanceTurn: TurnID?
    public internal(set) var rateLimit = RateLimit()

    public init() {}

    mutating func take(_ head: ResponseHead) {
        if !head.rateLimit.isEmpty { rateLimit = head.rateLimit }
    }

    /// Takes a new balance; the difference to the last one, when there was one.
    mutating func take(creditsRemaining credits: Int64, by turn: TurnID) -> Int64? {
        defer { creditsRemaining = credits }
        balanceTurn = turn
        isBalanceOld = false
        guard let before = creditsRemaining else { return nil }
        let (delta, isOverflow) = credits.subtractingReportingOverflow(before)
        return isOverflow || delta == .min ? nil : delta
    }
}

/// Which service the program talks to.
public struct Service: Sendable, Hashable {
    /// Short name for the tab bar: `demo`, or the host.
    public var label: String
    public var isDemo: Bool
    /// The profile that names the service and its key, where there is one.
    public var profile: String?
    /// Where its key comes from; `nil` where there is none, or it is the demo's own.
    public var keyOrigin: KeyOrigin?
    /// Whether nothing can be asked before somebody gives a key.
    public var lacksKey: Bool
    /// Its address; `nil` where the label says it all.
    public var baseURL: String?

    public init(
        label: String, isDemo: Bool, profile: String? = nil, keyOrigin: KeyOrigin? = nil,
        lacksKey: Bool = false, baseURL: String? = nil
    ) {
        self.label = label
        self.isDemo = isDemo
        self.profile = profile
        self.keyOrigin = keyOrigin
        self.lacksKey = lacksKey
        self.baseURL = baseURL
    }

    /// Whether this is another server than one before.
    func isElsewhere(than former: Service) -> Bool {
        isDemo != former.isDemo || label != former.label || baseURL != former.baseURL
    }
}
