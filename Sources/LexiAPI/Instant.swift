/// When something happened, on both clocks.
public struct Instant: Sendable, Hashable, Comparable {
    /// Nanoseconds on a monotonic clock. Only differences within one run of the program are exact;
    /// those between two runs are as good as the wall clock was at their beginnings.
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
        let (seconds, attoseconds) = max(.zero, duration).components
        // In whole numbers: a Double would round what is counted from 1970 to a quarter of a
        // microsecond.
        let (whole, isTooLong) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (added, isTooMuch) = whole.addingReportingOverflow(
            (UInt64(attoseconds) + 500_000_000) / 1_000_000_000)
        let (later, isTooLate) = nanoseconds.addingReportingOverflow(added)
        return Instant(
            nanoseconds: isTooLong || isTooMuch || isTooLate ? .max : later,
            unixSeconds: unixSeconds + Double(seconds) + Double(attoseconds) / 1e18)
    }

    /// Seconds from an earlier instant to this one; 0 when this one is the earlier.
    public func seconds(since earlier: Instant) -> Double {
        nanoseconds > earlier.nanoseconds
            ? Double(nanoseconds - earlier.nanoseconds) / 1e9 : 0
    }
}
