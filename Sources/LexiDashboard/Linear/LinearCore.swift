public import LexiAPI
import LexiPanes
public import LexiSession
public import LexiState

/// The program without a full screen, and without its surroundings: lines and events in, lines
/// and requests out.
///
/// The state, the reducer and the effects are the dashboard's; only what is shown is other. It
/// neither waits nor reads a clock; the run loop brings the time.
public struct LinearCore: Sendable {
    /// What the run loop is to do for the core.
    public enum Request: Sendable, Hashable {
        case perform(Effect)
        /// To be written to a file; the outcome is told by ``LinearCore/didExport(_:)``.
        case export(ConversationExport)
        case quit
    }

    public private(set) var state: AppState
    /// The first turn that did not complete, in the order of the ends.
    public private(set) var firstFault: (outcome: Outcome, failure: Failure?)?
    /// Whether a line of input meant anything.
    public private(set) var hasBeenUsed = false
    private var lines = LinearLines()
    private var output: [String] = []
    /// Tabs whose message was written while they ran: it is sent when the answer is done.
    private var queued: Set<ConversationID> = []
    /// Tabs whose message looks like a command, and is sent by an empty line alone.
    private var doubted: Set<ConversationID> = []
    /// What was entered is on the screen already, because the terminal echoes it.
    private let isEchoed: Bool
    private let isInteractive: Bool
    private var quitArmedUntil: UInt64?

    /// - Parameters:
    ///   - isInteractive: Whether somebody can answer what is said.
    ///   - isEchoed: Whether what is entered is seen without being said: at a terminal.
    ///   - greeting: What is said first, without a label.
    public init(state: AppState, isInteractive: Bool, isEchoed: Bool, greeting: String) {
        self.state = state
        self.isInteractive = isInteractive
        self.isEchoed = isEchoed
        say("status: \(greeting)")
        output.append(lines.context(state))
        if let conversation = state.activeTab.conversationID {
            say("status: the conversation \(conversation) goes on")
        }
        tellNotice()
    }

    /// Whether the active tab would send a message at once.
    public var isIdle: Bool { !state.activeTab.isRunning }

    /// Whether a turn of any tab runs.
    public var isRunningAnywhere: Bool { state.isRunning }

    /// The lines that have gathered, which are then forgotten.
    public mutating func takeOutput() -> [String] {
        defer { output = [] }
        return output
    }

    // MARK: What comes in

    /// Takes in events from the bus.
    public mutating func receive(_ events: [SessionEvent], now: Instant) -> [Request] {
        var requests: [Request] = []
        for event in events {
            requests += apply(.received([event]))
            output += lines.take(event, in: state)
            if case .ended = event.body { requests += didEnd(event, now: now) }
        }
        return requests
    }

    /// Says what time alone has brought.
    public mutating func tick(now: Instant) { output += lines.tick(state, now: now) }

    /// When ``tick(now:)`` has something to say next; `nil` when only an event can bring it.
    public func nextTick(now: Instant) -> Instant? { lines.nextTick(state, now: now) }

    /// Takes in a line, or several that belong together, without the last line's end.
    public mutating func enter(_ text: String, now: Instant) -> [Request] {
        quitArmedUntil = nil
        state.note(unixSeconds: now.unixSeconds)
        let command = LinearCommand(entered: text)
        if case .message(let message) = command, message.allSatisfy(\.isWhitespace) {
            // What was given back or kept is sent by an empty line.
            return state.activeTab.composer.isEmpty || state.activeTab.isRunning
                ? [] : send(now: now)
        }
        hasBeenUsed = true
        if case .message(let message) = command {
            // In a pipe each line is a question, and nobody could answer another. Who wrote two
            // colons has meant a message.
            let isMeant = !isInteractive || text.hasPrefix(":")
            let lookalike = isMeant ? nil : CommandLookalike(message)
            return lookalike.map { doubt($0, message) } ?? write(message, now: now)
        }
        if !isEchoed { say("you: \(text)") }
        let requests = perform(command, now: now)
        tellNotice()
        return requests
    }

    /// Ctrl+C: the first press stops the run, a second within the window quits.
    public mutating func interrupt(now: Instant) -> [Request] {
        if let until = quitArmedUntil, now.nanoseconds <= until { return [.quit] }
        quitArmedUntil = now.nanoseconds + DashboardCore.quitWindowNanoseconds
        if state.activeTab.isRunning {
            say("status: stopping; Ctrl+C again quits")
            return apply(.stop)
        }
        say("status: Ctrl+C again quits")
        return []
    }

    /// Tells the user where an export went, or why it did not.
    public mutating func didExport(_ result: Result<String, ExportError>) {
        switch result {
        case .success(let path): say("status: exported to \(path)")
        case .failure(let error): say("status: not exported: \(error.reason)")
        }
    }

    // MARK: Messages

    private mutating func write(_ message: String, now: Instant) -> [Request] {
        if queued.contains(state.activeTab.id) {
            _ = reduce(&state, .edit(.insert("\n" + message)))
        } else {
            // What was given back and is not wanted makes room.
            _ = reduce(&state, .edit(.clear))
            _ = reduce(&state, .edit(.insert(message)))
        }
        guard state.activeTab.isRunning else { return send(now: now) }
        queued.insert(state.activeTab.id)
        say("status: Lexi is still answering; this is sent when the answer is done, :stop stops it")
        return []
    }

    /// A message that looks like a command was hardly meant to be charged.
    private mutating func doubt(_ command: CommandLookalike, _ message: String) -> [Request] {
        let id = state.activeTab.id
        guard !state.activeTab.isRunning else {
            say(
                "status: \(command.words) looks like a command and is not sent; :help lists the "
                    + "commands. To send it, enter it again when the answer is done")
            return []
        }
        _ = reduce(&state, .edit(.clear))
        _ = reduce(&state, .edit(.insert(message)))
        doubted.insert(id)
        say(
            "status: \(command.words) looks like a command and is not sent; :help lists the "
                + "commands, an empty line sends it to Lexi")
        return []
    }

    private mutating func send(now: Instant) -> [Request] {
        doubted.remove(state.activeTab.id)
        let wasQueued = queued.remove(state.activeTab.id) != nil
        let message = state.activeTab.composer.text
        if !isEchoed || wasQueued { output += lines.question(message, in: state) }
        let requests = apply(.send)
        tellNotice()
        return requests
    }

    private mutating func didEnd(_ event: SessionEvent, now: Instant) -> [Request] {
        guard let tab = state.tabs.first(where: { $0.id == event.conversation }),
            let turn = tab.lastTurn, turn.id == event.turn, let outcome = turn.outcome
        else { return [] }
        if outcome != .completed, firstFault == nil {
            firstFault = (outcome, turn.failure)
        }
        let wasQueued = queued.contains(tab.id)
        if wasQueued, outcome == .completed, tab.id == state.activeTab.id {
            return send(now: now)
        }
        queued.remove(tab.id)
        if isInteractive, !tab.composer.isEmpty {
            say(
                wasQueued || doubted.contains(tab.id)
                    ? "status: your message is kept; an empty line sends it"
                    : "status: an empty line sends your message again; it is charged once")
        }
        return []
    }

    // MARK: Commands

    private mutating func perform(_ command: LinearCommand, now: Instant) -> [Request] {
        switch command {
        case .message: break
        case .mistake(let reason): say("status: \(reason)")
        case .help: for line in LinearCommand.helpLines { say("help: \(line)") }
        case .stop:
            guard state.activeTab.isRunning else {
                say("status: nothing runs")
                break
            }
            return apply(.stop)
        case .retry:
            if state.activeTab.lastTurn?.outcome == .completed {
                say("status: the answer is complete; :again asks anew, which costs anew")
                break
            }
            return apply(.retry)
        case .again:
            guard state.activeTab.lastTurn != nil, isIdle else {
                say("status: \(isIdle ? "there is nothing to ask again yet" : "still answering")")
                break
            }
            return apply(.askAgain)
        case .status: output.append(lines.status(state, now: now))
        case .context(let fields, let tools): setContext(fields, tools)
        case .new:
            let requests = apply(.newTab)
            if state.notice == nil { output += lines.tabs(state, now: now).suffix(1) }
            return requests
        case .close:
            let requests = apply(.closeTab)
            output += lines.tabs(state, now: now)
            return requests
        case .tabs: output += lines.tabs(state, now: now)
        case .selectTab(let index):
            _ = apply(.selectTab(index: index))
            if state.notice == nil {
                output.append(lines.tabs(state, now: now)[state.activeIndex])
                output.append(lines.context(state))
            }
        case .thinking:
            // Folding has no meaning in lines: thoughts are said or not.
            let wanted: ThinkingMode = state.thinkingMode == .hidden ? .live : .hidden
            while state.thinkingMode != wanted { _ = apply(.cycleThinking) }
            _ = apply(.dismissNotice)
            say("status: thoughts are \(wanted == .hidden ? "no longer said" : "said")")
        case .export:
            guard !state.activeTab.turns.isEmpty else {
                say("status: there is nothing to export yet")
                break
            }
            return [
                .export(ConversationExport(state.activeTab, service: state.service, now: now))
            ]
        case .quit: return [.quit]
        }
        return []
    }

    private mutating func setContext(_ fields: [ChatContext.Field: String], _ tools: Bool?) {
        var context = state.activeTab.context
        for (field, value) in fields { context[field] = value }
        let allowTools = tools ?? state.activeTab.allowTools
        _ = apply(.setContext(context, allowTools: allowTools))
        output.append(lines.context(state))
    }

    private mutating func apply(_ action: Action) -> [Request] {
        reduce(&state, action).map(Request.perform)
    }

    // MARK: Lines

    private mutating func say(_ text: String) { output.append(Sanitizer.line(text)) }

    /// What the dashboard shows until the next key is said once.
    private mutating func tellNotice() {
        guard let notice = state.notice else { return }
        say("status: \(notice.text.replacing("Esc stops", with: ":stop stops"))")
        _ = reduce(&state, .dismissNotice)
    }
}
