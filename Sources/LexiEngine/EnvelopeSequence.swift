import LexiAPI
import Synchronization

/// A run event with its moment.
struct StampedEvent: Sendable {
    var instant: Instant
    var event: RunEvent
}

/// Numbers everything that happens, in one run over all tabs.
final class EnvelopeSequence: Sendable {
    private let next = Atomic<UInt64>(1)

    func envelope(
        _ stamped: StampedEvent, tab: TabID, turn: TurnID, position: Int?
    ) -> Envelope {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return Envelope(
            sequence: number, instant: stamped.instant, tab: tab, turn: turn, event: stamped.event,
            position: position)
    }
}

/// Numbers the events of one attempt's answer. They are published one batch after the other, so
/// the lock is never waited for.
final class AnswerPositions: Sendable {
    private let count = Mutex(0)

    /// The event's number from 1; `nil` when it is none of the answer's.
    func next(_ event: RunEvent) -> Int? {
        guard event.isOfTheAnswer else { return nil }
        return count.withLock { count in
            count += 1
            return count
        }
    }
}
