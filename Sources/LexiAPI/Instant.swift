/// When something happened, on both clocks.
public struct Instant: Sendable, Hashable, Comparable {
    /// Nanoseconds on the system's monotonic clock; only differences mean anything.
    public var nanoseconds: UInt64
    /// Unix time in seconds, for people.
    public var unixSeconds: Double

    public init(nanoseconds: UInt64, unixSeconds: Double) {
        self.nanoseconds = nanoseconds
        self.unixSeconds = unixSeconds
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment this long after, on both clocks; never beyond what the clocks can hold.
    public func advanced(by duration: Duration) -> Instant {
        let seconds =
            Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        let later = Double(nanoseconds) + max(0, seconds) * 1e9
        return Instant(
            nanoseconds: UInt64(exactly: later.rounded()) ?? .max,
            unixSeconds: unixSeconds + max(0, seconds))
    }

    /// Seconds from an earlier instant to this one; 0 when this one is the earlier.
    public func seconds(since earlier: Instant) -> Double {
        nanoseconds > earlier.nanoseconds
            ? Double(nanoseconds - earlier.nanoseconds) / 1e9 : 0
    }
}
