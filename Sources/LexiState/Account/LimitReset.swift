/// When a rate limit resets, in words that nobody takes for another day.
///
/// Times are UTC's, as everywhere that limits are told; so are days.
public struct LimitReset: Sendable, Hashable {
    /// `Thu` in the next six days, `2026-05-14` after them; `nil` today, to whose end midnight
    /// belongs.
    public let day: String?
    /// `3 d`: how many midnights lie before it, that of its own day among them; `nil` today.
    public let daysLeft: String?
    private let clock: String
    /// Whole seconds until it; 0 when it is over.
    public let secondsLeft: Int64
    /// Seconds from `now` until one of these words is no longer true; `nil` when it is over.
    public let secondsUntilChange: Double?

    private static let secondsOfDay: Int64 = 86_400
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    /// - Parameters:
    ///   - unixSeconds: When it resets.
    ///   - now: Unix time.
    /// - Returns: `nil` without a time, or with one before 1970 or beyond the year 9999, for which
    ///   nobody could wait.
    public init?(_ unixSeconds: Int64?, now: Double) {
        guard let unixSeconds, (0..<253_402_300_800).contains(unixSeconds) else { return nil }
        let present = Int64(max(0, min(now, 253_402_300_799)).rounded(.down))
        secondsLeft = max(0, unixSeconds - present)
        let time = UTCTime(unixSeconds: Double(unixSeconds))
        clock = time.clock
        let midnight = (present / Self.secondsOfDay + 1) * Self.secondsOfDay
        let isToday = unixSeconds <= midnight
        let days = unixSeconds / Self.secondsOfDay - present / Self.secondsOfDay
        let weekday = Self.weekdays[Int(unixSeconds / Self.secondsOfDay % 7)]
        day = isToday ? nil : days < 7 ? weekday : time.date
        daysLeft = isToday ? nil : "\(days) d"
        let change = Double(isToday ? unixSeconds : midnight) - now
        secondsUntilChange = secondsLeft > 0 ? change : nil
    }

    public var isOver: Bool { secondsLeft == 0 }

    /// `00:00 UTC`, and with its day where that is not today: `Thu 00:00 UTC`.
    public var time: String { (day.map { "\($0) " } ?? "") + "\(clock) UTC" }

    /// Whether the same words hold that held of another time.
    public func reads(as other: LimitReset) -> Bool {
        (isOver, day, daysLeft, clock) == (other.isOver, other.day, other.daysLeft, other.clock)
    }
}
