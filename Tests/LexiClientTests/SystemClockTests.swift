import LexiAPI
import Testing

@testable import LexiClient

@Suite struct SystemClockTests {
    @Test func `instants are in whole microseconds, on both clocks`() {
        for _ in 0..<1000 {
            let now = SystemClock.now()
            #expect(now.nanoseconds % 1000 == 0)
            #expect(now.unixSeconds == (now.unixSeconds * 1_000_000).rounded() / 1_000_000)
        }
    }

    /// Times of one run are told by one clock, those of another by what it starts with.
    @Test func `the monotonic clock counts on from the wall clock's time at the start`() {
        let timeline = Timeline(monotonic: 7_000_000, wall: 1_795_478_400_000_000)
        let now = timeline.instant(monotonic: 8_250_001, wall: 1_795_478_401_250_001)
        #expect(now.nanoseconds == 1_795_478_401_250_001_000)
        #expect(now.unixSeconds == 1_795_478_401.250001)
    }

    @Test func `what lies between two looks at the clocks is no step of the wall clock`() {
        let timeline = Timeline(monotonic: 0, wall: 1_000_000_000)
        let now = timeline.instant(monotonic: 500, wall: 1_000_000_520)
        #expect(now.nanoseconds == 1_000_000_500_000 && now.unixSeconds == 1000.0005)
    }

    @Test func `a wall clock that was set is followed, and the monotonic one goes on`() {
        let timeline = Timeline(monotonic: 0, wall: 1_000_000_000)
        let later = timeline.instant(monotonic: 10, wall: 4_600_000_010)
        #expect(later.nanoseconds == 1_000_000_010_000 && later.unixSeconds == 4600.00001)
        let after = timeline.instant(monotonic: 30, wall: 4_600_000_029)
        #expect(after.nanoseconds == 1_000_000_030_000 && after.unixSeconds == 4600.00003)
        let back = timeline.instant(monotonic: 40, wall: 1_000_000_040)
        #expect(back.nanoseconds == 1_000_000_040_000 && back.unixSeconds == 1000.00004)
    }

    @Test func `an instant counted from 1970 is moved exactly`() {
        let start = Instant(nanoseconds: 1_795_478_400_000_001_000, unixSeconds: 1_795_478_400)
        let later = start.advanced(by: .microseconds(7))
        #expect(later.nanoseconds == 1_795_478_400_000_008_000)
        #expect(start.advanced(by: .seconds(-3)).nanoseconds == start.nanoseconds)
        #expect(start.advanced(by: .seconds(Int64.max)).nanoseconds == .max)
    }
}
