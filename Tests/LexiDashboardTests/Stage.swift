import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState

/// A moment a number of milliseconds after the start of the test's time.
func at(_ milliseconds: UInt64) -> Instant {
    Instant(
        nanoseconds: milliseconds * 1_000_000,
        unixSeconds: 1_777_380_000 + Double(milliseconds) / 1000)
}

/// The dashboard on a screen in memory, with time that stands still unless moved.
struct Stage {
    var core: DashboardCore
    var size: Size
    let keymap: Keymap
    var milliseconds: UInt64 = 0

    init(
        columns: Int, rows: Int, context: ChatContext = ChatContext(),
        keymap: Keymap = .standard, thinking: ThinkingMode? = nil, theme: Theme? = nil
    ) throws {
        size = Size(columns: columns, rows: rows)
        self.keymap = keymap
        core = DashboardCore(
            state: AppState(service: Service(label: "demo", isDemo: true), context: context),
            preferences: Preferences(
                look: Look(theme: try theme ?? ThemeLibrary.theme(named: "dark")), keymap: keymap,
                thinking: thinking))
    }

    @discardableResult
    mutating func press(_ keys: Key...) -> [DashboardCore.Request] {
        keys.flatMap { follow(core.handle($0, now: at(milliseconds))) + expire() }
    }

    /// Presses keys that the terminal hands over in one piece.
    @discardableResult
    mutating func read(_ keys: [Key]) -> [DashboardCore.Request] {
        follow(core.handle(keys, now: at(milliseconds))) + expire()
    }

    /// Lets what lasts for a time end.
    ///
    /// - Returns: What else than drafts to ``saved`` is asked for.
    @discardableResult
    mutating func expire() -> [DashboardCore.Request] {
        follow(core.expire(now: at(milliseconds))).filter { request in
            guard case .saveDrafts(let drafts) = request else { return true }
            saved.append(drafts)
            return false
        }
    }

    /// Does what is asked of the engine, as far as it happens at once.
    ///
    /// - Returns: What was asked for, and what is asked for because of it.
    @discardableResult
    mutating func follow(_ requests: [DashboardCore.Request]) -> [DashboardCore.Request] {
        var all = requests
        for case .perform(let effect) in requests {
            let events = effect.events(at: at(milliseconds))
            if !events.isEmpty { all += follow(core.receive(events)) }
        }
        return all
    }

    /// Another service is used, or why not.
    ///
    /// - Returns: What is asked for, apart from telling of it.
    @discardableResult
    mutating func didSignIn(
        _ result: Result<SignedIn, SignInProblem>
    ) -> [DashboardCore.Request] {
        follow(core.didSignIn(result)).filter { request in
            if case .perform(.tell) = request { false } else { true }
        }
    }

    /// The server says something to a key that it was asked about.
    @discardableResult
    mutating func checked(
        _ number: Int, _ check: KeyCheck, _ origin: EventOrigin = .live
    ) -> [DashboardCore.Request] {
        core.receive([
            SessionEvent(
                instant: at(milliseconds), origin: origin,
                body: .keyChecked(KeyCheckID(number), check))
        ])
    }

    /// The drafts that were to be kept, each time.
    var saved: [[Draft]] = []

    /// Ends a run.
    @discardableResult
    mutating func end(_ outcome: Outcome, turn: Int = 1) -> [DashboardCore.Request] {
        follow(
            core.receive([
                SessionEvent(
                    .ended(outcome, terminator: true), at: at(milliseconds),
                    conversation: ConversationID(1), turn: TurnID(turn))
            ]))
    }

    /// The message being written.
    var text: String { core.state.activeTab.composer.text }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    mutating func receive(_ events: RunEvent..., tab: Int = 1, turn: Int = 1) {
        for event in events {
            follow(
                core.receive([
                    SessionEvent(
                        event, at: at(milliseconds), conversation: ConversationID(tab),
                        turn: TurnID(turn))
                ]))
        }
    }

    /// Draws and returns the rows as text.
    mutating func rows() -> [String] {
        let grid = frame().grid
        return (0..<size.rows).map { grid.text(row: $0) }
    }

    mutating func screen() -> String { rows().joined(separator: "\n") }

    mutating func frame() -> Frame { core.paint(size: size, now: at(milliseconds)) }
}

extension [DashboardCore.Request] {
    /// The requests without what tests say nothing about; see `Effect.essential`.
    var essential: [DashboardCore.Request] {
        map { request in
            guard case .perform(let effect) = request else { return request }
            return .perform(effect.essential)
        }
    }
}
