import LexiAPI
import LexiSession
import LexiState

/// The turn's time from when it was sent until now, or until its end: what its title and the status
/// bar say that it took.
struct TimeAxis {
    private let start: Instant
    let seconds: Double

    init(_ turn: Turn, now: Instant) {
        start = turn.sentAt
        seconds = max(turn.elapsedSeconds(now: now), 0.001)
    }

    /// The column of so many in which a moment lies.
    func column(_ instant: Instant, of columns: Int) -> Int {
        let part = min(1, instant.seconds(since: start) / seconds)
        return Int((part * Double(columns)).rounded(.down))
    }
}

/// The labels over a time axis: its start, round times between, and its end.
struct TimeScale: Hashable {
    struct Label: Hashable {
        /// Where it begins; for a round time the column in which that time lies.
        var column: Int
        var text: String

        /// The first column in which another may begin: two blanks stand between, and two pieces
        /// of a line.
        var endColumn: Int { column + text.utf8.count + 4 }
    }

    /// From left to right.
    let labels: [Label]

    /// - Parameters:
    ///   - seconds: How long the axis is; more than 0.
    ///   - columns: The columns that it is drawn in; the last of them stays free.
    init(seconds: Double, columns: Int) {
        let text = Wording.short(seconds: seconds)
        let end = Label(column: columns - 1 - text.utf8.count, text: text)
        let start = Label(column: 0, text: "0s")
        guard end.column >= start.endColumn else {
            labels = [end]
            return
        }
        let (unit, steps, sign) = Self.unit(seconds)
        func ticks(_ step: Double) -> [Label]? {
            // More than there are columns for are not even counted.
            let count = (seconds / (step * unit)).rounded(.down)
            guard count * 4 <= Double(columns) else { return nil }
            var ticks: [Label] = []
            var last = start
            for index in 1..<max(1, Int(count) + 1) {
                let value = Double(index) * step
                let column = Int(value * unit / seconds * Double(columns))
                let tick = Label(column: column, text: Self.number(value) + sign)
                if tick.endColumn > end.column { break }
                guard column >= last.endColumn else { return nil }
                ticks.append(tick)
                last = tick
            }
            return ticks
        }
        labels = [start] + (steps.lazy.compactMap(ticks).first ?? []) + [end]
    }

    /// What the labels count in, in seconds; the round numbers of it, and its sign.
    private static func unit(
        _ seconds: Double
    ) -> (seconds: Double, steps: [Double], sign: String) {
        switch seconds {
        case ..<120: (1, [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60], "")
        case ..<7200: (60, [1, 2, 5, 10, 15, 30, 60], "m")
        default: (3600, [1, 2, 4, 6, 12, 24, 48, 96, 168], "h")
        }
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : Wording.fixed(value, digits: 1)
    }
}
