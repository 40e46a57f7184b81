import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTesting
import Testing

/// Every action by its keys and the screens they lead to; see ``Scenario``.
@Suite struct ScenarioTests {
    @Test(arguments: Scenario.names)
    func `keys lead to the screens of the file`(name: String) throws {
        let scenario = try Scenario(named: name)
        let stage = try scenario.start.stage(scenario.size)
        let run = ScenarioRun(scenario, on: stage)
        #expect(!run.performances.isEmpty, "the keys never perform \(name)")
        let seen = try #require(run.seen, "\(name) shows nothing")
        try expectAllKeys(scenario.action, toDoAs: seen)
        expectAnotherKey(for: scenario, toDoAs: run, on: stage)
        try Snapshot.check(text: run.text, path: Scenario.path(name))
    }

    /// All keys of an action, those behind the leader, too, do what the scenario's does.
    private func expectAllKeys(_ name: String, toDoAs seen: ScenarioRun.Performance) throws {
        let action = try #require(ActionTable.action(named: name))
        for sequence in action.keys where sequence.key != seen.key {
            var stage = seen.before
            let isTyped = stage.core.view.focus == .message && stage.core.state.overlay == nil
            if case .character = sequence.key, isTyped, !sequence.followsLeader { continue }
            var requests: [DashboardCore.Request] = []
            if sequence.followsLeader, let leader = Keymap.standard.leader {
                requests += stage.act(leader)
                _ = stage.settledFrame()
            }
            requests += stage.act(sequence.key)
            let key = KeyName.text(sequence.key) + (sequence.followsLeader ? ", after Ctrl+X" : "")
            #expect(requests == seen.requests, "\(key)")
            #expect(stage.settledFrame() == seen.frame, "\(key)")
            #expect(stage.core.lastAction?.name == name, "\(key)")
        }
    }

    /// On the only key that the settings give it, an action does what it does on its own; one that
    /// has keys behind the leader alone gets one there.
    private func expectAnotherKey(
        for scenario: Scenario, toDoAs run: ScenarioRun, on stage: Stage
    ) {
        let key = Key.special(.function(12), [])
        var stage = stage
        stage.core.didReadSettings(
            .success(
                Preferences(
                    look: stage.core.view.look,
                    keymap: Keymap([
                        scenario.action: [(run.isBehindLeader ? "Leader " : "") + KeyName.text(key)]
                    ]))), isAsked: false)
        let moved = ScenarioRun(scenario, on: stage, moved: (run, key))
        #expect(moved.performances.map(\.requests) == run.performances.map(\.requests))
        #expect(
            moved.performances.map(\.showsSomething) == run.performances.map(\.showsSomething))
    }

    /// What the scenarios start with, whole.
    @Test(arguments: StartingState.allCases)
    func `where scenarios start`(state: StartingState) throws {
        var stage = try state.stage(Size(columns: 80, rows: 24))
        let lines = PictureChanges.lines(from: nil, to: stage.settledFrame())
        try Snapshot.check(
            text: lines.joined(separator: "\n") + "\n", named: "start-\(state.rawValue)")
    }

    @Test func `every action has a scenario, and every scenario an action`() {
        let actions = Set(ActionTable.actions.map(\.name))
        let names = Set(Scenario.names.map { String($0.prefix { $0 != "@" }) })
        #expect(actions.subtracting(names).sorted() == [], "write Scenarios/NAME.txt")
        #expect(names.subtracting(actions).sorted() == [], "no action has this name")
    }
}
