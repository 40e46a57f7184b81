import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
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
    var milliseconds: UInt64 = 0
    private var sequence: UInt64 = 0

    init(
        columns: Int, rows: Int, context: ChatContext = ChatContext(),
        keymap: Keymap = .standard, thinking: ThinkingMode? = nil
    ) throws {
        size = Size(columns: columns, rows: rows)
        core = DashboardCore(
            state: AppState(service: Service(label: "demo", isDemo: true), context: context),
            preferences: Preferences(
                look: Look(theme: try ThemeLibrary.theme(named: "dark")), keymap: keymap,
                thinking: thinking))
    }

    @discardableResult
    mutating func press(_ keys: Key...) -> [DashboardCore.Request] {
        keys.flatMap { core.handle($0, now: at(milliseconds)) + expire() }
    }

    /// Presses keys that the terminal hands over in one piece.
    @discardableResult
    mutating func read(_ keys: [Key]) -> [DashboardCore.Request] {
        core.handle(keys, now: at(milliseconds)) + expire()
    }

    /// Lets what lasts for a time end.
    ///
    /// - Returns: What else than drafts to ``saved`` is asked for.
    @discardableResult
    mutating func expire() -> [DashboardCore.Request] {
        core.expire(now: at(milliseconds)).filter { request in
            guard case .saveDrafts(let drafts) = request else { return true }
            saved.append(drafts)
            return false
        }
    }

    /// The drafts that were to be kept, each time.
    var saved: [[Draft]] = []

    /// Ends a run.
    @discardableResult
    mutating func end(_ outcome: Outcome, turn: Int = 1) -> [DashboardCore.Request] {
        sequence += 1
        return core.receive([
            Envelope(
                sequence: sequence, instant: at(milliseconds), tab: TabID(1), turn: TurnID(turn),
                event: .ended(outcome, terminator: true))
        ])
    }

    /// The message being written.
    var text: String { core.state.activeTab.composer.text }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    mutating func receive(_ events: RunEvent..., tab: Int = 1, turn: Int = 1) {
        for event in events {
            sequence += 1
            core.receive([
                Envelope(
                    sequence: sequence, instant: at(milliseconds), tab: TabID(tab),
                    turn: TurnID(turn), event: event)
            ])
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
