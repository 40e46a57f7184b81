public import LexiSession
import Synchronization

/// Counts events by their type: a reader of the bus.
public final class EventCounter: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    public init() {}

    public func take(_ events: [SessionEvent]) {
        counts.withLock { counts in
            for event in events { counts[event.typeName, default: 0] += 1 }
        }
    }

    /// How many there were of each type, the most frequent first.
    public var byType: [(type: String, count: Int)] {
        counts.withLock { $0 }.map { (type: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.type) < ($0.count, $1.type) }
    }
}
