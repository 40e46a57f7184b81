/// How long the stand-in takes over its work.
public enum Pace: Sendable, Equatable {
    /// As the hosted service feels: tools take 200 to 900 ms, words arrive in small groups.
    case human
    /// No waiting at all.
    case instant
    /// The human pace times a factor: 0.5 is twice as fast, 2 half as fast. Taken within 0 and
    /// 1000, as more would be no pace but a standstill.
    case factor(Double)

    var multiplier: Double {
        switch self {
        case .human: 1
        case .instant: 0
        case .factor(let factor): factor > 0 ? min(factor, 1_000) : 0
        }
    }
}
