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

    /// Takes what a response tells of the limits.
    ///
    /// Responses of turns that run at the same time come in any order. Until a limit resets its
    /// rest only falls, so the smaller one is the newer.
    mutating func take(_ head: ResponseHead) {
        var limits = head.rateLimit
        guard !limits.isEmpty else { return }
        if limits.reset != nil, limits.reset == rateLimit.reset, limits.limit == rateLimit.limit,
            let known = rateLimit.remaining, let told = limits.remaining
        {
            limits.remaining = min(known, told)
        }
        rateLimit = limits
    }

    /// Takes a new balance.
    ///
    /// - Parameters:
    ///   - turn: The turn that tells it.
    ///   - isAlone: Whether no other turn can have changed the balance since this one was sent.
    /// - Returns: The difference to the balance before, where that is what this turn cost: not
    ///   when other turns ran meanwhile or ended without telling theirs.
    mutating func take(
        creditsRemaining credits: Int64, by turn: TurnID, isAlone: Bool
    ) -> Int64? {
        defer { balanceTurn = turn }
        let isComparable = isAlone && !isBalanceOld
        isBalanceOld = false
        guard let before = creditsRemaining else {
            creditsRemaining = credits
            return nil
        }
        // Of turns that run at the same time any may tell first; charges only lower a balance.
        creditsRemaining = isAlone ? credits : min(before, credits)
        let (delta, isOverflow) = credits.subtractingReportingOverflow(before)
        return isComparable && !isOverflow && delta != .min ? delta : nil
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
