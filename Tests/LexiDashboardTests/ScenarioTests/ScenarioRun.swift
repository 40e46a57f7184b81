import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// A scenario, played.
struct ScenarioRun {
    /// The file as it should be.
    private(set) var text = ""
    /// The moments at which the action of the scenario was performed.
    private(set) var performances: [Performance] = []

    /// The first of them that anybody could notice.
    var seen: Performance? { performances.first { $0.showsSomething } }

    /// Whether it was performed by keys behind the leader alone.
    var isBehindLeader: Bool { performances.allSatisfy(\.followsLeader) }

    /// A key that performed the action, with what was before and after it.
    struct Performance {
        let before: Stage
        let key: Key
        /// Whether the key came after the leader.
        let followsLeader: Bool
        let frameBefore: Frame
        let frame: Frame
        let requests: [DashboardCore.Request]
        /// Whether anybody could notice it.
        var showsSomething: Bool { frame != frameBefore || !requests.isEmpty }
    }

    /// - Parameter moved: A run with the standard keys and another key, which is pressed in place
    ///   of those that performed the action there.
    init(_ scenario: Scenario, on stage: Stage, moved: (run: ScenarioRun, key: Key)? = nil) {
        var replaced: [Key] = []
        if let run = moved?.run {
            replaced = run.performances.filter { $0.followsLeader == run.isBehindLeader }.map(\.key)
        }
        var stage = stage
        var frame = stage.settledFrame()
        var shown: [[String]] = []
        for (index, line) in ([scenario.preparation] + scenario.steps).enumerated() {
            let start = frame
            var asked: [DashboardCore.Request] = []
            for var key in line.keys {
                if index > 0, let moved, replaced.first == key {
                    replaced.removeFirst()
                    key = moved.key
                }
                let before = stage
                let frameBefore = frame
                let requests = stage.act(key)
                asked += requests
                frame = stage.settledFrame()
                guard index > 0, stage.core.lastAction?.name == scenario.action else { continue }
                performances.append(
                    Performance(
                        before: before, key: key,
                        followsLeader: before.core.state.overlay == .leader,
                        frameBefore: frameBefore, frame: frame, requests: requests))
            }
            // How the moved run looks is nobody's question.
            guard index > 0, moved == nil else { continue }
            var lines = PictureChanges.lines(from: start, to: frame)
            lines += asked.map { "asks: \(RequestText.line($0))" }
            shown.append(lines.isEmpty ? ["nothing changes"] : lines)
        }
        text = scenario.text(shown)
    }
}

extension Stage {
    /// Presses a key and answers what is asked for.
    mutating func act(_ key: Key) -> [DashboardCore.Request] {
        let requests = press(key)
        for request in requests { Outside.answer(request, &self) }
        return requests
    }

    /// The frame after all that is drawn a piece at a time.
    mutating func settledFrame() -> Frame {
        var frame = frame()
        for _ in 0..<50 where core.isDirty { frame = self.frame() }
        return frame
    }
}
