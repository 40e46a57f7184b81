import LexiSession
import LexiState
import Testing

/// When a limit resets, in words that nobody takes for another day.
@Suite struct LimitResetTests {
    /// Tuesday, 28 April 2026, 12:40 UTC.
    private static let now = 1_777_380_000.0
    private static let hour: Int64 = 3600

    private static func reset(inHours hours: Int64, minutes: Int64 = 0) -> LimitReset? {
        LimitReset(Int64(now) + hours * hour + minutes * 60, now: now)
    }

    static let days: [(hours: Int64, minutes: Int64, time: String, days: String?)] = [
        (0, 20, "13:00 UTC", nil),
        // The midnight at which today ends is today's.
        (11, 20, "00:00 UTC", nil),
        (11, 21, "Wed 00:01 UTC", "1 d"),
        (35, 20, "Thu 00:00 UTC", "2 d"),
        (59, 20, "Fri 00:00 UTC", "3 d"),
        (60, 0, "Fri 00:40 UTC", "3 d"),
        (6 * 24, 0, "Mon 12:40 UTC", "6 d"),
        // The same weekday could be today's.
        (7 * 24, 0, "2026-05-05 12:40 UTC", "7 d"),
        (400 * 24, 0, "2027-06-02 12:40 UTC", "400 d"),
    ]

    @Test(arguments: days.indices) func `a reset that is not today says its day`(
        _ index: Int
    ) throws {
        let (hours, minutes, time, days) = Self.days[index]
        let reset = try #require(Self.reset(inHours: hours, minutes: minutes))
        #expect(reset.time == time)
        #expect(reset.daysLeft == days)
        #expect(!reset.isOver)
    }

    @Test func `what is over is over`() throws {
        #expect(try #require(Self.reset(inHours: 0)).isOver)
        #expect(try #require(Self.reset(inHours: -200)).isOver)
    }

    @Test func `a reset that nobody could wait for is none`() {
        #expect(LimitReset(nil, now: Self.now) == nil)
        #expect(LimitReset(-1, now: Self.now) == nil)
        #expect(LimitReset(.max, now: Self.now) == nil)
        #expect(LimitReset(253_402_300_800, now: Self.now) == nil)
    }

    @Test func `its words are true until midnight, or until it is over`() throws {
        let toMidnight = Double(11 * Self.hour + 20 * 60)
        #expect(Self.reset(inHours: 0, minutes: 20)?.secondsUntilChange == 1200)
        #expect(Self.reset(inHours: 100)?.secondsUntilChange == toMidnight)
        #expect(Self.reset(inHours: -1)?.secondsUntilChange == nil)
        let later = try #require(
            LimitReset(Int64(Self.now) + 60 * Self.hour, now: Self.now + toMidnight))
        #expect(later.daysLeft == "2 d")
    }
}
