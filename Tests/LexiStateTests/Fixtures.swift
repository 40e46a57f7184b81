import LexiAPI
import LexiSession
import LexiSessionSamples
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

    init(_ state: AppState = AppState(service: Service(label: "demo", isDemo: true))) {
        self.state = state
    }

    /// Applies an action, and what happens at once by what it asks for.
    @discardableResult
    mutating func apply(_ action: Action, at milliseconds: UInt64 = 0) -> [Effect] {
        let effects = reduce(&state, action)
        for effect in effects { take(effect.events(at: at(milliseconds))) }
        return effects
    }

    /// Types a message and sends it.
    @discardableResult
    mutating func send(_ message: String, at milliseconds: UInt64 = 0) -> [Effect] {
        apply(.edit(.insert(message)))
        return apply(.send, at: milliseconds)
    }

    mutating func receive(
        _ event: RunEvent, at milliseconds: UInt64, tab: Int = 1, turn: Int = 1,
        isAlone: Bool = true
    ) {
        let event = SessionEvent(
            event, at: at(milliseconds), conversation: ConversationID(tab), turn: TurnID(turn),
            isAlone: isAlone)
        apply(.received([event]), at: milliseconds)
    }

    private mutating func take(_ events: [SessionEvent]) {
        guard !events.isEmpty else { return }
        apply(.received(events))
    }

    /// The last turn of the active tab.
    var turn: Turn { state.activeTab.turns.last! }
}
