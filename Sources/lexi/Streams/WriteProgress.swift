import Synchronization

/// Counts the writes to one stream, so that one that nobody takes is noticed: the reader has
/// stopped, or the terminal hangs, and the system lets the writer wait for ever.
final class WriteProgress: Sendable {
    private let begun = Atomic<Int>(0)
    private let ended = Atomic<Int>(0)

    func begin() { begun.add(1, ordering: .relaxed) }
    func end() { ended.add(1, ordering: .relaxed) }

    /// What two looks at it that find the same tell: in between, a write stood still.
    struct Standstill: Equatable {
        fileprivate let ended: Int
    }

    /// A write that is under way; `nil` when there is none.
    var standstill: Standstill? {
        let ended = ended.load(ordering: .relaxed)
        return begun.load(ordering: .relaxed) > ended ? Standstill(ended: ended) : nil
    }
}
