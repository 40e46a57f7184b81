/// The changes of a message that can be taken back: what was replaced, not copies of the whole.
struct UndoHistory: Sendable, Hashable {
    /// One change: where, how much stands there now, and what stood there before.
    struct Step: Sendable, Hashable {
        var byteOffset: Int
        var insertedByteCount: Int
        var removed: MessageFragment
        /// Where the caret was.
        var caretByteOffset: Int
    }

    private(set) var undone: [Step] = []
    private(set) var steps: [Step] = []

    /// Steps kept; the oldest fall away.
    static let keptSteps = 200

    /// Adds a change that was made.
    ///
    /// - Parameter joining: Whether it may become part of the step before, when it is next to it.
    mutating func add(_ step: Step, joining: Bool) {
        undone.removeAll()
        if joining, join(step) { return }
        steps.append(step)
        if steps.count > Self.keptSteps { steps.removeFirst() }
    }

    private mutating func join(_ step: Step) -> Bool {
        guard let last = steps.last else { return false }
        let index = steps.count - 1
        if step.removed.isEmpty, step.byteOffset == last.byteOffset + last.insertedByteCount {
            steps[index].insertedByteCount += step.insertedByteCount
            return true
        }
        let end = step.byteOffset + step.removed.byteCount
        if step.insertedByteCount == 0, last.insertedByteCount == 0, end == last.byteOffset {
            var removed = step.removed
            removed.append(last.removed)
            steps[index].removed = removed
            steps[index].byteOffset = step.byteOffset
            return true
        }
        return false
    }

    /// The last step's text was put another way, in so many bytes.
    mutating func lastStepNowInserts(byteCount: Int) {
        if !steps.isEmpty { steps[steps.count - 1].insertedByteCount = byteCount }
    }

    mutating func takeUndo() -> Step? { steps.popLast() }
    mutating func takeRedo() -> Step? { undone.popLast() }
    mutating func keepForRedo(_ step: Step) { undone.append(step) }
    mutating func keepForUndo(_ step: Step) { steps.append(step) }
}
