import LexiAPI
import LexiClient
import Testing

@Suite struct SystemClockTests {
    @Test func `instants are in whole microseconds, on both clocks`() {
        for _ in 0..<1000 {
            let now = SystemClock.now()
            #expect(now.nanoseconds % 1000 == 0)
            #expect(now.unixSeconds == (now.unixSeconds * 1_000_000).rounded() / 1_000_000)
        }
    }
}
