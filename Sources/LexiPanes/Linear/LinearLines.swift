public import LexiAPI
public import LexiSession
public import LexiState

/// The state as lines instead of a screen: one labelled line for each thing that happens, for
/// screen readers and logs.
///
/// Pure, like the panes: it looks at the state after each event and says what is new. A line that
/// was said stays as it is. With more than one tab open each line begins with its tab's number.
public struct LinearLines: Sendable {
    private var turns: [TurnID: LinearTurn] = [:]
    private let words = LinearWords()

    public init() {}

    /// Lines for what an event has changed.
    ///
    /// - Parameter state: The state with this event in it, and none after.
    public mutating func take(_ event: SessionEvent, in state: AppState) -> [String] {
        guard let id = event.turn else { return [] }
        guard let place = state.tabs.firstIndex(where: { $0.id == event.conversation }),
            let turn = state.tabs[place].turns.last(where: { $0.id == id })
        else {
            turns[id] = nil
            return []
        }
        let lines = turns[id, default: LinearTurn()].take(
            turn, account: state.account, thinking: state.thinkingMode, words: words)
        return lines.map { line($0, ofTab: place, in: state) }
    }

    /// Lines for what time alone has brought: stalls, each said once, and countdowns.
    public mutating func tick(_ state: AppState, now: Instant) -> [String] {
        var lines: [String] = []
        for (place, tab) in state.tabs.enumerated() {
            guard let turn = tab.lastTurn, turn.isRunning else { continue }
            lines += turns[turn.id, default: LinearTurn()].tick(turn, now: now, words: words).map {
                line($0, ofTab: place, in: state)
            }
        }
        return lines
    }

    /// When ``tick(_:now:)`` has something to say next; `nil` when only an event can bring it.
    public func nextTick(_ state: AppState, now: Instant) -> Instant? {
        state.tabs.compactMap { tab in
            tab.lastTurn.flatMap { turn in
                (turns[turn.id] ?? LinearTurn()).nextTick(turn, now: now)
            }
        }.min()
    }

    // MARK: What is said on request

    /// What was asked: a line for each line of the message.
    public func question(_ message: String, in state: AppState) -> [String] {
        message.split(whereSeparator: \.isNewline).map {
            line("you: \($0)", ofTab: state.activeIndex, in: state)
        }
    }

    /// What the next message of the active tab is sent with.
    public func context(_ state: AppState) -> String {
        line(words.context(state.activeTab), ofTab: state.activeIndex, in: state)
    }

    /// Where the active tab stands: its run, the balance, the limits, the last request.
    public func status(_ state: AppState, now: Instant) -> String {
        let tab = state.activeTab
        let run =
            switch TurnStatus(tab.lastTurn, now: now) {
            case .idle, .completed: "idle"
            case .connecting: "connecting"
            case .retrying(_, let seconds): "retry in \(words.duration(seconds: seconds))"
            case .queued(let queueing): "in line, \(queueing.limit) at a time"
            case .waiting: "waiting"
            case .thinking: "thinking"
            case .tool(let name): "tool \(name)"
            case .streaming: "streaming"
            case .stalled(let seconds): "stalled for \(words.duration(seconds: seconds))"
            case .incomplete: "incomplete"
            case .cancelled: "cancelled"
            case .failed(let code): "failed, \(code.rawValue)"
            case .offline: "offline"
            }
        let isOld = state.account.isBalanceOld
        let credits = state.account.creditsRemaining.map {
            "\($0) credits left\(isOld ? " or fewer" : "")"
        }
        return line(
            "status: \(run), \(credits ?? "credits unknown"), "
                + "\(words.rate(state.account, now: now)), "
                + "request \(tab.lastTurn?.head?.requestID ?? "unknown")",
            ofTab: state.activeIndex, in: state)
    }

    /// A line for each tab.
    public func tabs(_ state: AppState, now: Instant) -> [String] {
        state.tabs.enumerated().map { place, tab in
            let run =
                switch TurnStatus(tab.lastTurn, now: now) {
                case .stalled: ", stalled"
                case _ where tab.isRunning: ", running"
                default: tab.hasUnseenEnd ? ", ended, not seen yet" : ""
                }
            let here = place == state.activeIndex ? ", this one" : ""
            return Self.clean("tab \(place + 1): \(tab.title)\(run)\(here)")
        }
    }

    private func line(_ text: String, ofTab place: Int, in state: AppState) -> String {
        Self.clean(state.tabs.count > 1 ? "[\(place + 1)] \(text)" : text)
    }

    /// The state holds nothing harmful; a tab stop would still move the cursor.
    private static func clean(_ text: String) -> String { Sanitizer.line(text) }
}
