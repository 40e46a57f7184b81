public import LexiAPI

/// What is known of the workspace: the latest balance and limits any turn reported.
public struct Account: Sendable, Hashable {
    public package(set) var creditsRemaining: Int64?
    /// A turn has ended since without telling the balance, and may have been charged.
    public package(set) var isBalanceOld = false
    /// The turn that told it: only what this one cost leads to it.
    public package(set) var balanceTurn: TurnID?
    public package(set) var rateLimit = RateLimit()
    /// When the balance was told, and when the limits: conversations may be read again in any
    /// order, and what one tells of an earlier time is no news.
    public package(set) var balanceInstant: Instant?
    private var limitsInstant: Instant?

    public init() {}

    private static func isNews(_ instant: Instant, behind last: Instant?) -> Bool {
        last.map { instant >= $0 } ?? true
    }

    /// Takes what a response tells of the limits.
    ///
    /// Responses of turns that run at the same time come in any order. Until a limit resets its
    /// rest only falls, so the smaller one is the newer.
    mutating func take(_ head: ResponseHead, at instant: Instant) {
        var limits = head.rateLimit
        guard !limits.isEmpty, Self.isNews(instant, behind: limitsInstant) else { return }
        limitsInstant = instant
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
    ///   - isAlone: Whether no other turn can have changed the balance since that one was sent.
    ///   - instant: When it was told.
    mutating func take(
        creditsRemaining credits: Int64, by turn: TurnID, isAlone: Bool, at instant: Instant
    ) {
        guard Self.isNews(instant, behind: balanceInstant) else { return }
        balanceInstant = instant
        balanceTurn = turn
        isBalanceOld = false
        // Of turns that run at the same time any may tell first; charges only lower a balance.
        creditsRemaining = isAlone ? credits : min(creditsRemaining ?? credits, credits)
    }

    /// A turn has ended without telling the balance.
    mutating func noteUntoldBalance(at instant: Instant) {
        if Self.isNews(instant, behind: balanceInstant) { isBalanceOld = true }
    }

    /// The balance, where nothing can have changed it since it was told.
    public var freshBalance: Int64? { isBalanceOld ? nil : creditsRemaining }

    /// What leads from one balance to another; `nil` where that is no number that can be shown.
    static func cost(from before: Int64, to after: Int64) -> Int64? {
        let (delta, isOverflow) = after.subtractingReportingOverflow(before)
        return isOverflow || delta == .min ? nil : delta
    }
}
