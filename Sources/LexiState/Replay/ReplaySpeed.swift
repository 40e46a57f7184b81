/// How fast a recording is played.
public enum ReplaySpeed: Sendable, Hashable {
    /// So many times as fast as it happened, within ``factors``.
    case times(Double)
    /// As fast as it can be taken in.
    case max

    /// How slow and how fast a recording may be played.
    public static let factors = 0.25...16.0
    /// As fast as it happened.
    public static let recorded = ReplaySpeed.times(1)

    /// Reads a factor within ``factors``, also with an `x` behind it, or `max`.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        if text == "max" {
            self = .max
            return
        }
        let number = text.last == "x" ? text.dropLast() : text[...]
        guard let factor = Double(number), Self.factors.contains(factor) else { return nil }
        self = .times(factor)
    }

    /// Twice as fast; behind the fastest factor comes ``max``.
    public var faster: ReplaySpeed {
        switch self {
        case .times(let factor) where factor < Self.factors.upperBound:
            .times(min(factor * 2, Self.factors.upperBound))
        case .times, .max: .max
        }
    }

    /// Half as fast, as far as that goes.
    public var slower: ReplaySpeed {
        switch self {
        case .times(let factor): .times(Swift.max(factor / 2, Self.factors.lowerBound))
        case .max: .times(Self.factors.upperBound)
        }
    }
}

extension ReplaySpeed: CustomStringConvertible {
    /// As people read it: `1x`, `0.25x`, `max`.
    public var description: String {
        switch self {
        case .max: return "max"
        case .times(let factor):
            let number = factor.rounded() == factor ? "\(Int(factor))" : "\(factor)"
            return "\(number)x"
        }
    }
}
