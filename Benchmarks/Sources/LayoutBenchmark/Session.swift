import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState

/// A dashboard's state and view as the run loop drives them, without a terminal.
struct Session {
    private(set) var state = AppState(service: Service(label: "benchmark", isDemo: true))
    private(set) var view: ScreenView
    private var milliseconds: UInt64 = 0
    var size = Size(columns: 120, rows: 40)

    init() { view = ScreenView(look: Look(theme: Theme(name: "plain", styles: [:]))) }

    private var now: Instant {
        Instant(nanoseconds: milliseconds * 1_000_000, unixSeconds: Double(milliseconds) / 1000)
    }

    mutating func ask(_ message: String) {
        _ = reduce(&state, .edit(.insert(message)))
        for effect in reduce(&state, .send) { take(effect.events(at: now)) }
        receive([.responded(ResponseHead(status: 200, requestID: "req_1"))])
    }

    mutating func end() {
        receive([
            .done(creditsRemaining: 1, messageID: nil, conversationID: "c-1"),
            .ended(.completed, terminator: true),
        ])
    }

    mutating func receive(_ events: [RunEvent]) {
        let (id, turn) = (state.activeTab.id, state.activeTab.turns.last!.id)
        milliseconds += 1
        let now = now
        take(events.map { SessionEvent($0, at: now, conversation: id, turn: turn) })
    }

    /// In a function of its own, so that no copy of the state is alive.
    private mutating func take(_ events: [SessionEvent]) {
        _ = reduce(&state, .received(events))
    }

    mutating func delta(_ text: String) {
        receive([.text(delta: text, conversationID: "c-1")])
    }

    mutating func draw() { _ = view.render(state, size: size, now: now) }

    mutating func scroll(_ scroll: ScreenView.Scroll) { view.scroll(scroll, state) }

    var isSettling: Bool { view.isSettling(state) }
}
