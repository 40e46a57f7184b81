import LexiAPI
import LexiState

/// What the bar says of the workspace: balance and rate limit, from the longest form to none.
struct AccountWords {
    /// With what the turn cost, without, in short, and none.
    let credits: [String]
    /// With the countdown, with the time of reset, without, in short, and none.
    let rate: [String]

    init(_ state: AppState, now: Instant, unknown: String) {
        credits = Self.credits(state, unknown: unknown)
        rate = Self.rate(state, now: now, unknown: unknown)
    }

    private static func credits(_ state: AppState, unknown: String) -> [String] {
        guard let balance = state.account.creditsRemaining else {
            return ["credits \(unknown)", "credits \(unknown)", "cr \(unknown)", ""]
        }
        let plain = "credits \(balance)"
        // A turn that broke off may have been charged, and did not say so.
        if state.account.isBalanceOld {
            return ["\(plain) (old)", "\(plain) (old)", "cr \(balance)", ""]
        }
        // The balance is the workspace's; what it changed by is this conversation's.
        let delta = state.activeTab.lastTurn?.creditsDelta.map { " (\(Wording.signed($0)))" } ?? ""
        return [plain + delta, plain, "cr \(balance)", ""]
    }

    private static func rate(_ state: AppState, now: Instant, unknown: String) -> [String] {
        let rate = state.account.rateLimit
        let none = "rate \(unknown)"
        guard !rate.isEmpty else { return [none, none, none, none, ""] }
        let bare =
            "\(rate.remaining.map(String.init) ?? unknown)/\(rate.limit.map(String.init) ?? unknown)"
        let short = "rate \(bare)"
        // Beyond the year 9999 it is no time that anybody could wait for.
        guard let reset = rate.reset, (0..<253_402_300_800).contains(reset) else {
            return [short, short, short, bare, ""]
        }
        let left = reset - Int64(now.unixSeconds)
        if left <= 0 {
            let old = "\(short) (old)"
            return ["\(short) (old: has reset)", old, old, "\(bare) (old)", ""]
        }
        let time = Wording.clock(unixSeconds: Double(reset), utcOffsetSeconds: 0)
        let clock = "\(short) resets \(time) UTC"
        // The countdown is true only while something runs and the bar is drawn again and again.
        let full = state.isRunning ? "\(clock) (\(Wording.left(seconds: Int(left))))" : clock
        return [full, clock, short, bare, ""]
    }
}
