import LexiAPI
import LexiPanes
import LexiScreen
import LexiState

/// A dashboard's state and view as the run loop drives them, without a terminal.
struct Session {
    private(set) var state = AppState(service: Service(label: "benchmark", isDemo: true))
    private(set) var view: ScreenView
    private var milliseconds: UInt64 = 0
    private var sequence: UInt64 = 0
    var size = Size(columns: 120, rows: 40)

    init() { view = ScreenView(look: Look(theme: Theme(name: "plain", styles: [:]))) }

    private var now: Instant {
        Instant(nanoseconds: milliseconds * 1_000_000, unixSeconds: Double(milliseconds) / 1000)
    }

    mutating func ask(_ message: String) {
        _ = reduce(&state, .edit(.insert(message)))
        _ = reduce(&state, .send(now))
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
        let envelopes = events.map { event in
            sequence += 1
            return Envelope(sequence: sequence, instant: now, tab: id, turn: turn, event: event)
        }
        take(envelopes)
    }

    /// In a function of its own, so that no copy of the state is alive.
    private mutating func take(_ envelopes: [Envelope]) {
        _ = reduce(&state, .received(envelopes))
    }

    mutating func delta(_ text: String) {
        receive([.text(delta: text, conversationID: "c-1")])
    }

    mutating func draw() { _ = view.render(state, size: size, now: now) }

    mutating func scroll(_ scroll: ScreenView.Scroll) { view.scroll(scroll, state) }

    var isSettling: Bool { view.isSettling(state) }
}
