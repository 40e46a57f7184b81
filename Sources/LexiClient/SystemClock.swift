public import LexiAPI

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
        var monotonic = timespec()
        clock_gettime(CLOCK_MONOTONIC, &monotonic)
        var wall = timespec()
        clock_gettime(CLOCK_REALTIME, &wall)
        return LexiAPI.Instant(
            nanoseconds: UInt64(monotonic.tv_sec) * 1_000_000_000
                + UInt64(monotonic.tv_nsec / 1000 * 1000),
            unixSeconds: Double(wall.tv_sec) + Double(wall.tv_nsec / 1000) / 1e6)
    }
}
