import LexiAPI
import LexiClient
import Synchronization

/// Numbers everything that happens, in one run over all tabs.
final class EnvelopeSequence: Sendable {
    private let next = Atomic<UInt64>(1)

    func envelope(_ stamped: StampedEvent, tab: TabID, turn: TurnID) -> Envelope {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return Envelope(
            sequence: number, instant: stamped.instant, tab: tab, turn: turn, event: stamped.event)
    }
}
