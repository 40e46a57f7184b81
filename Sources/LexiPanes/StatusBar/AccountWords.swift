import LexiAPI
import LexiSession
import LexiState

/// What the bar says of the workspace: balance and rate limit, from the longest form to none.
struct AccountWords {
    /// With what the turn cost, without, in short, and none.
    let credits: [String]
    /// With how long it is until the reset, with its time, with its day alone where that is not
    /// today, without, in short, and none.
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
        // The balance is the workspace's; what a turn cost stands beside the balance that it left.
        let turn = state.activeTab.lastTurn
        let cost = turn?.id == state.account.balanceTurn ? turn?.creditsDelta : nil
        let delta = cost.map { " (\(Wording.signed($0)))" } ?? ""
        return [plain + delta, plain, "cr \(balance)", ""]
    }

    private static func rate(_ state: AppState, now: Instant, unknown: String) -> [String] {
        let rate = state.account.rateLimit
        let none = "rate \(unknown)"
        guard !rate.isEmpty else { return [none, none, none, none, none, ""] }
        let bare =
            "\(rate.remaining.map(String.init) ?? unknown)/\(rate.limit.map(String.init) ?? unknown)"
        let short = "rate \(bare)"
        guard let reset = LimitReset(rate.reset, now: now.unixSeconds) else {
            return [short, short, short, short, bare, ""]
        }
        if reset.isOver {
            let old = "\(short) (old)"
            return ["\(short) (old: has reset)", old, old, old, "\(bare) (old)", ""]
        }
        let clock = "\(short) resets \(reset.time)"
        // A countdown of minutes is true only while something runs and the bar is drawn again and
        // again.
        let left = state.isRunning ? Wording.left(seconds: Int(reset.secondsLeft)) : nil
        let full = (reset.daysLeft ?? left).map { "\(clock) (\($0))" } ?? clock
        return [full, clock, reset.day.map { "\(short) resets \($0)" } ?? short, short, bare, ""]
    }
}
