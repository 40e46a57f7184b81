import LexiAPI
import LexiTesting
import Synchronization

/// A clock of a test's on which whoever sleeps is there at once.
final class LeapingTime: Sendable {
    private let microseconds = Mutex<Int64>(1_000_000)
    private let sleepCount = Mutex(0)
    private let nap: Mutex<@Sendable (Duration) -> Duration>

    /// - Parameter nap: Is told how long somebody wants to sleep, and says how long that is.
    init(nap: @escaping @Sendable (Duration) -> Duration = { $0 }) { self.nap = Mutex(nap) }

    /// How often somebody slept.
    var sleeps: Int { sleepCount.withLock { $0 } }

    @Sendable func now() -> Instant {
        let time = microseconds.withLock { $0 }
        return Instant(nanoseconds: UInt64(time) * 1000, unixSeconds: Double(time) / 1e6)
    }

    func pass(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        microseconds.withLock { $0 += seconds * 1_000_000 + attoseconds / 1_000_000_000_000 }
    }

    func setNap(_ nap: @escaping @Sendable (Duration) -> Duration) {
        self.nap.withLock { $0 = nap }
    }

    @Sendable func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        sleepCount.withLock { $0 += 1 }
        pass(nap.withLock { $0 }(duration))
    }
}
