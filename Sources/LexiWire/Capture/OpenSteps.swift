/// The tool steps of a captured stream that were started and not completed.
///
/// Steps carry no number of their own: a completion belongs to the oldest open step of its tool.
struct OpenSteps: Sendable {
    struct Step: Sendable {
        var tool: String
        var event: Int
        var byteOffset: Int
    }

    /// More are not told apart; the older half is then given up.
    private static let maximumCount = 10_000

    private var steps: [String: [Step]] = [:]
    private var count = 0

    /// Notes a start.
    ///
    /// - Returns: Steps that are given up because there are too many, oldest first.
    mutating func start(_ step: Step) -> [Step] {
        let dropped = count == Self.maximumCount ? dropOlderHalf() : []
        steps[step.tool, default: []].append(step)
        count += 1
        return dropped
    }

    /// Notes a completion.
    ///
    /// - Returns: Whether a step of that tool was open.
    mutating func complete(_ tool: String) -> Bool {
        guard var open = steps.removeValue(forKey: tool) else { return false }
        open.removeFirst()
        count -= 1
        if !open.isEmpty { steps[tool] = open }
        return true
    }

    /// All that are open, oldest first.
    var all: [Step] { steps.values.joined().sorted { $0.event < $1.event } }

    private mutating func dropOlderHalf() -> [Step] {
        let all = all
        let kept = all.suffix(Self.maximumCount / 2)
        steps = Dictionary(grouping: kept, by: \.tool)
        count = kept.count
        return all.dropLast(kept.count)
    }
}
