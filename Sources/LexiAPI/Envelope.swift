/// Names a tab for the life of the process; never used again for another.
public struct TabID: Sendable, Hashable, Comparable {
    public let rawValue: Int
    public init(_ rawValue: Int) { self.rawValue = rawValue }
    public static func < (left: TabID, right: TabID) -> Bool { left.rawValue < right.rawValue }
}

/// Names one question and its answer for the life of the process.
public struct TurnID: Sendable, Hashable, Comparable {
    public let rawValue: Int
    public init(_ rawValue: Int) { self.rawValue = rawValue }
    public static func < (left: TurnID, right: TurnID) -> Bool { left.rawValue < right.rawValue }
}

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

/// An event of a turn with its place in the run of everything: what the bus carries.
public struct Envelope: Sendable, Hashable {
    /// Rises by at least one with every envelope of a turn, in the order of publication. Joined
    /// text deltas keep the number of the first.
    public var sequence: UInt64
    public var instant: Instant
    public var tab: TabID
    public var turn: TurnID
    public var event: RunEvent
    /// The number of the event in its attempt's answer, from 1, where the publisher counts; of
    /// joined text deltas that of the last.
    public var position: Int?

    public init(
        sequence: UInt64, instant: Instant, tab: TabID, turn: TurnID, event: RunEvent,
        position: Int? = nil
    ) {
        self.sequence = sequence
        self.instant = instant
        self.tab = tab
        self.turn = turn
        self.event = event
        self.position = position
    }
}
