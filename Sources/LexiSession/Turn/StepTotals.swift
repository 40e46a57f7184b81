public import LexiAPI

/// What all uses of one tool in a turn come to.
public struct StepTotals: Sendable, Hashable {
    public var tool: String
    public var count: Int
    public var failedCount: Int
    public var runningCount: Int
    public var unfinishedCount: Int
    /// Seconds of all steps whose start is known together; `nil` when that is of none.
    public var totalSeconds: Double?
    public var longestSeconds: Double?

    public init(
        tool: String, count: Int = 0, failedCount: Int = 0, runningCount: Int = 0,
        unfinishedCount: Int = 0, totalSeconds: Double? = nil, longestSeconds: Double? = nil
    ) {
        self.tool = tool
        self.count = count
        self.failedCount = failedCount
        self.runningCount = runningCount
        self.unfinishedCount = unfinishedCount
        self.totalSeconds = totalSeconds
        self.longestSeconds = longestSeconds
    }
}

extension [ToolStep] {
    /// The totals of each tool, that with the most time first; tools of unknown time come last,
    /// and equals in the order of their first use.
    public func totals(now: Instant) -> [StepTotals] {
        var order: [String] = []
        var totals: [String: StepTotals] = [:]
        for step in self {
            if totals[step.tool] == nil { order.append(step.tool) }
            var total = totals[step.tool] ?? StepTotals(tool: step.tool)
            total.count += 1
            switch step.state {
            case .failed: total.failedCount += 1
            case .running: total.runningCount += 1
            case .unfinished: total.unfinishedCount += 1
            case .completed: break
            }
            if let seconds = step.seconds(now: now) {
                total.totalSeconds = (total.totalSeconds ?? 0) + seconds
                total.longestSeconds = Swift.max(total.longestSeconds ?? 0, seconds)
            }
            totals[step.tool] = total
        }
        let ranked = order.enumerated().map { (rank: $0, total: totals[$1]!) }
        return ranked.sorted { left, right in
            let (leftTime, rightTime) = (
                left.total.totalSeconds ?? -1, right.total.totalSeconds ?? -1
            )
            return leftTime != rightTime ? leftTime > rightTime : left.rank < right.rank
        }.map(\.total)
    }
}
