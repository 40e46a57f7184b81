import LexiAPI
import LexiState

/// A moment a number of milliseconds after the start of the test's time.
func at(_ milliseconds: UInt64) -> Instant {
    Instant(
        nanoseconds: milliseconds * 1_000_000,
        unixSeconds: 1_777_380_000 + Double(milliseconds) / 1000)
}

/// Drives the reducer as the program does.
struct Driver {
    var state: AppState
    private var sequence: UInt64 = 0

    init(_ state: AppState = AppState(service: Service(label: "demo", isDemo: true))) {
        self.state = state
    }

    @discardableResult
    mutating func apply(_ action: Action) -> [Effect] { reduce(&state, action) }

    /// Types a message and sends it.
    @discardableResult
    mutating func send(_ message: String, at milliseconds: UInt64 = 0) -> [Effect] {
        apply(.edit(.insert(message)))
        return apply(.send(at(milliseconds)))
    }

    mutating func receive(
        _ event: RunEvent, at milliseconds: UInt64, tab: Int = 1, turn: Int = 1
    ) {
        sequence += 1
        apply(
            .received([
                Envelope(
                    sequence: sequence, instant: at(milliseconds), tab: TabID(tab),
                    turn: TurnID(turn), event: event)
            ]))
    }

    /// The last turn of the active tab.
    var turn: Turn { state.activeTab.turns.last! }
}
