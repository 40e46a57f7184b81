public import LexiAPI
internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The clocks of the machine, for where time enters the program.
public enum SystemClock {
    /// The monotonic clock and the wall clock, read one after the other, in whole microseconds: an
    /// instant that is written down and read again is the same.
    public static func now() -> LexiAPI.Instant {
        let (monotonic, wall) = read()
        return timeline.instant(monotonic: monotonic, wall: wall)
    }

    private static let timeline = {
        let (monotonic, wall) = read()
        return Timeline(monotonic: monotonic, wall: wall)
    }()

    /// Microseconds.
    private static func read() -> (monotonic: Int64, wall: Int64) {
        (microseconds(CLOCK_MONOTONIC), microseconds(CLOCK_REALTIME))
    }

    private static func microseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}

/// A monotonic clock that starts at what the wall clock says, so that the times of one run of the
/// program and of another can stand on one line.
///
/// The wall clock is followed in steps only: as long as it goes with the monotonic one, which it
/// does but for a machine that slept or a clock that was set, each tells the other exactly, and a
/// journal needs to write down one of them.
struct Timeline: Sendable, ~Copyable {
    /// What the wall clock was ahead of the monotonic one at the start.
    private let start: Int64
    /// How far the wall clock has moved on by itself since.
    private let step = Atomic<Int64>(0)
    /// Less is what lies between reading the one clock and the other.
    private static let tolerance: Int64 = 10_000

    /// All times in microseconds.
    init(monotonic: Int64, wall: Int64) { start = wall - monotonic }

    func instant(monotonic: Int64, wall: Int64) -> LexiAPI.Instant {
        let time = monotonic + start
        var step = step.load(ordering: .relaxed)
        if abs(wall - time - step) > Self.tolerance {
            step = wall - time
            self.step.store(step, ordering: .relaxed)
        }
        return LexiAPI.Instant(
            nanoseconds: UInt64(max(0, time)) * 1000, unixSeconds: Double(time + step) / 1e6)
    }
}
