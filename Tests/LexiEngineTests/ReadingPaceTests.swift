import LexiAPI
import LexiEngine
import Testing

@Suite struct ReadingPaceTests {
    @Test func `a stream rests until shortly before the screen looks`() {
        let pace = ReadingPace()
        func rest(_ microseconds: UInt64) -> Duration {
            pace.rest(now: Instant(nanoseconds: microseconds * 1000, unixSeconds: 0))
        }
        #expect(rest(0) == .zero)
        pace.looks(at: 16_000_000)
        #expect(rest(1000) == .microseconds(13_500))
        #expect(rest(14_500) == .zero)
        #expect(rest(15_000) == .zero)
        #expect(rest(17_000) == .zero)
        pace.looksAtOnce()
        #expect(rest(1000) == .zero)
    }

    @Test func `no rest is long`() {
        let pace = ReadingPace()
        pace.looks(at: 5_000_000_000)
        #expect(pace.rest(now: Instant(nanoseconds: 0, unixSeconds: 0)) == .milliseconds(100))
    }
}
