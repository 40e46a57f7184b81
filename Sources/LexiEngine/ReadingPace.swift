public import LexiAPI
import Synchronization

/// Tells the streams when the screen looks next, while more comes than it has frames for.
///
/// A stream that would be read for each delta, many times a frame, then rests until shortly before
/// the look and takes in all that has come meanwhile in one go. What comes is shown no later for
/// it, and one waking of a thread does the work of many.
public final class ReadingPace: Sendable {
    /// How long before the look the streams read on, in nanoseconds: what a screenful of deltas
    /// takes to be read and published.
    private static let lead: UInt64 = 1_500_000
    /// No rest is longer, so that whatever waits for the end of a stream waits no longer.
    private static let longest: UInt64 = 100_000_000

    private let look = Atomic<UInt64>(0)

    public init() {}

    /// The screen looks then, and not before.
    public func looks(at instant: UInt64) { look.store(instant, ordering: .relaxed) }

    /// The screen looks as soon as something has come.
    public func looksAtOnce() { look.store(0, ordering: .relaxed) }

    /// How long a stream may rest from now on; zero when it should read.
    public func rest(now: Instant) -> Duration {
        let look = self.look.load(ordering: .relaxed)
        guard look > now.nanoseconds + Self.lead else { return .zero }
        return .nanoseconds(Int64(min(look - now.nanoseconds - Self.lead, Self.longest)))
    }
}
