public import LexiAPI
public import LexiPanes
public import LexiScreen
public import LexiState

/// The dashboard without its surroundings: keys and events in, frames and requests out.
///
/// It neither waits nor reads a clock; the run loop brings the time.
public struct DashboardCore {
    /// What the run loop is to do for the core.
    public enum Request: Sendable, Hashable {
        case perform(Effect)
        /// To be written to a file; the outcome is told by ``DashboardCore/didExport(_:)``.
        case export(ConversationExport)
        case quit
        case suspend
        case redraw
    }

    public private(set) var state: AppState
    public private(set) var view: ScreenView
    /// Whether a frame would differ from the last one drawn.
    public private(set) var isDirty = true
    private var quitArmedUntil: UInt64?
    /// The next `r` asks the last question once more.
    private var isAskingAgainArmed = false
    private var lastPaint: UInt64?
    private var isUrgent = true
    /// Nanoseconds from the last frame to the next that nobody waits for.
    private var pause = Self.frameNanoseconds

    /// Nanoseconds between two frames that nobody waits for: 60 a second.
    static let frameNanoseconds: UInt64 = 16_000_000
    /// Nanoseconds between two moves of a spinner or an elapsed time.
    static let tickNanoseconds: UInt64 = 250_000_000
    /// How long a second Ctrl+C quits.
    static let quitWindowNanoseconds: UInt64 = 1_500_000_000

    public init(state: AppState, look: Look) {
        self.state = state
        view = ScreenView(look: look)
        view.help = KeyTable.bindings.filter { !$0.name.hasPrefix("tab-") || $0.name == "tab-1" }
            .map { binding in
                binding.name == "tab-1"
                    ? HelpEntry(
                        section: binding.scope.rawValue, keys: "Alt+1…9", text: "Go to a tab")
                    : HelpEntry(
                        section: binding.scope.rawValue, keys: binding.keyNames, text: binding.help)
            }
    }

    // MARK: What comes in

    /// Events are there to be taken; they are, with all that come until then, when the next
    /// frame is due. To be woken for each would cost more than to draw them.
    public mutating func eventsAreWaiting() { isDirty = true }

    /// Takes in events from the bus.
    public mutating func receive(_ envelopes: [Envelope]) {
        guard !envelopes.isEmpty else { return }
        _ = reduce(&state, .received(envelopes))
        isDirty = true
    }

    /// Takes in one key.
    public mutating func handle(_ key: Key, now: Instant) -> [Request] {
        isDirty = true
        isUrgent = true
        if case .focus = key { return [] }
        if key != .control("c") { endQuitWindow() }
        let mayAskAgain = isAskingAgainArmed
        isAskingAgainArmed = false
        if case .paste(let text, _) = key {
            edit(.insert(text))
            return []
        }
        switch state.overlay {
        case .help: return handleHelp(key)
        case .context: return handleForm(key)
        case nil: break
        }
        if mayAskAgain, key == .character("y") || key == .enter { return askAgain(now: now) }
        let scope: KeyScope = view.focus == .message ? .message : .panes
        if let command = KeyTable.command(key, in: scope) {
            return perform(command, now: now)
        }
        if case .character(let character) = key {
            if scope == .message {
                edit(.insert(String(character)))
            } else {
                // Who types a question here should not wonder where it goes.
                change(.notify(Notice(.information, "Tab goes to the message; ? lists the keys.")))
            }
        }
        return []
    }

    /// Tells the user where an export went, or why it did not.
    public mutating func didExport(_ result: Result<String, ExportError>) {
        let notice =
            switch result {
            case .success(let path): Notice(.information, "Exported to \(path)")
            case .failure(let error): Notice(.warning, "Not exported: \(error.reason)")
            }
        change(.notify(notice))
        needsPaint()
    }

    /// The terminal has another size or has to be drawn again.
    public mutating func needsPaint() {
        isDirty = true
        isUrgent = true
    }

    // MARK: What goes out

    /// Draws, and knows from now on that nothing has changed.
    public mutating func paint(size: Size, now: Instant) -> Frame {
        isDirty = false
        isUrgent = false
        lastPaint = now.nanoseconds
        // Times that run are shown as of the last tick: otherwise each delta would redraw them.
        var shown = now
        shown.nanoseconds -= now.nanoseconds % Self.tickNanoseconds
        let frame = view.render(state, size: size, now: shown)
        // What is still to be counted takes a slice of each frame until it is done.
        if view.isSettling(state) { isDirty = true }
        return frame
    }

    /// Ends what lasts for a time only: the window in which a second Ctrl+C quits.
    public mutating func expire(now: Instant) {
        guard let until = quitArmedUntil, now.nanoseconds > until else { return }
        endQuitWindow()
        isDirty = true
    }

    /// A notice lasts until the next key, and that of the window as long as the window.
    private mutating func endQuitWindow() {
        quitArmedUntil = nil
        change(.dismissNotice)
    }

    /// Says how long drawing took: a frame that was dear is followed by a pause, so that a heavy
    /// answer never keeps the keyboard waiting.
    public mutating func didPaint(now: Instant) {
        guard let lastPaint, now.nanoseconds > lastPaint else { return }
        pause = max(Self.frameNanoseconds, 4 * (now.nanoseconds - lastPaint))
    }

    /// Whether the next frame is due: at once for a key, else a frame's time after the last one.
    public func isPaintDue(now: Instant) -> Bool {
        guard let lastPaint else { return true }
        let age = now.nanoseconds - min(lastPaint, now.nanoseconds)
        if isDirty { return isUrgent || age >= pause }
        return now.nanoseconds >= nextTick(after: lastPaint) ?? .max
            || hasReset(between: lastPaint, and: now)
    }

    /// How long the run loop may sleep; `nil` for as long as nothing happens.
    public func sleep(now: Instant) -> Duration? {
        guard let lastPaint else { return .zero }
        var wake: UInt64? = nextTick(after: lastPaint)
        if isDirty { wake = isUrgent ? now.nanoseconds : lastPaint + pause }
        if let until = quitArmedUntil { wake = min(wake ?? .max, until + 1) }
        if wake == nil, let reset = state.account.rateLimit.reset {
            let left = Double(reset) - now.unixSeconds
            // Once a limit has reset, what the bar says of it is old.
            if left > 0, left < 172_800 { wake = now.nanoseconds + UInt64(left * 1e9) + 1 }
        }
        guard let wake else { return nil }
        return .nanoseconds(Int64(wake > now.nanoseconds ? wake - now.nanoseconds : 0))
    }

    private func hasReset(between lastPaint: UInt64, and now: Instant) -> Bool {
        guard let reset = state.account.rateLimit.reset else { return false }
        let paintedAt = now.unixSeconds - Double(now.nanoseconds - lastPaint) / 1e9
        return paintedAt < Double(reset) && now.unixSeconds >= Double(reset)
    }

    /// Only what runs moves.
    private func nextTick(after lastPaint: UInt64) -> UInt64? {
        state.isRunning ? (lastPaint / Self.tickNanoseconds + 1) * Self.tickNanoseconds : nil
    }

    // MARK: Commands

    private mutating func apply(_ action: Action) -> [Request] {
        reduce(&state, action).map(Request.perform)
    }

    /// For actions that ask nothing of the outside.
    private mutating func change(_ action: Action) {
        _ = reduce(&state, action)
    }

    private mutating func edit(_ edit: Composer.Edit) {
        if case .context = state.overlay {
            change(.contextEditor(.edit(edit)))
            return
        }
        if case .insert = edit, view.focus != .message { view.focus(.message) }
        change(.edit(edit))
    }

    private mutating func handleHelp(_ key: Key) -> [Request] {
        switch key {
        case .escape, .enter, .character("?"), .character("q"), .special(.function(1), _),
            .control("c"):
            change(.closeOverlay)
        default:
            if let command = KeyTable.command(key, in: .panes), let scroll = Self.scrolls[command] {
                view.scroll(scroll, state)
            }
        }
        return []
    }

    private mutating func handleForm(_ key: Key) -> [Request] {
        let isOnTools: Bool =
            if case .context(let editor) = state.overlay { editor.selectedRow == .tools } else {
                false
            }
        switch KeyTable.command(key, in: .form) {
        case .formNext: change(.contextEditor(.next))
        case .formPrevious: change(.contextEditor(.previous))
        case .formToggle where isOnTools: change(.contextEditor(.toggleTools))
        case .formAccept: change(.contextEditor(.accept))
        case .escape: change(.closeOverlay)
        default:
            if case .character(let character) = key {
                edit(.insert(String(character)))
            } else if let command = KeyTable.command(key, in: .message),
                let change = Self.edits[command]
            {
                edit(change)
            }
        }
        return []
    }

    private static let scrolls: [Command: ScreenView.Scroll] = [
        .scrollUp: .lines(-1), .scrollDown: .lines(1), .halfPageUp: .pages(-0.5),
        .halfPageDown: .pages(0.5), .pageUp: .pages(-1), .pageDown: .pages(1),
        .scrollToTop: .top, .follow: .end,
    ]

    private static let edits: [Command: Composer.Edit] = [
        .newline: .insert("\n"), .deleteBackward: .deleteBackward, .deleteForward: .deleteForward,
        .deleteOrQuit: .deleteForward, .killWordBackward: .killWordBackward,
        .killWordForward: .killWordForward, .killToLineStart: .killToLineStart,
        .killToLineEnd: .killToLineEnd, .yank: .yank, .undo: .undo, .transpose: .transpose,
        .moveLeft: .moveLeft, .moveRight: .moveRight, .moveWordLeft: .moveWordLeft,
        .moveWordRight: .moveWordRight, .moveToLineStart: .moveToLineStart,
        .moveToLineEnd: .moveToLineEnd,
    ]

    private static let actions: [Command: Action] = [
        .nextTab: .selectNextTab,
        .previousTab: .selectPreviousTab, .cycleThinking: .cycleThinking,
        .openContext: .openContext, .openHelp: .openHelp,
    ]

    private mutating func perform(_ command: Command, now: Instant) -> [Request] {
        let isEmpty = state.activeTab.composer.isEmpty
        switch command {
        case .escape: return escape()
        case .interrupt: return interrupt(now: now)
        case .deleteOrQuit where isEmpty: return [.quit]
        case .send: return send(now: now)
        case .retry: return retry(now: now)
        case .moveUp: moveCaret(-1)
        case .moveDown: moveCaret(1)
        case .moveToLineEnd where isEmpty: view.scroll(.end, state)
        case .moveToLineStart where isEmpty: view.scroll(.top, state)
        case .focusNext: view.focusNext()
        case .focusPrevious: view.focusPrevious()
        case .zoom: view.toggleZoom()
        case .selectTab(let index): return apply(.selectTab(index: index))
        case .newTab:
            change(.newTab)
            view.focus(.message)
        case .closeTab:
            let requests = apply(.closeTab)
            if state.activeTab.turns.isEmpty { view.focus(.message) }
            return requests
        case .export:
            guard !state.activeTab.turns.isEmpty else {
                change(.notify(Notice(.information, "There is nothing to export yet.")))
                return []
            }
            return [
                .export(
                    ConversationExport(state.activeTab, service: state.service, now: now))
            ]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        default:
            if let scroll = Self.scrolls[command] {
                view.scroll(scroll, state)
            } else if let change = Self.edits[command] {
                edit(change)
            } else if let action = Self.actions[command] {
                return apply(action)
            }
        }
        return []
    }

    /// What is sent is seen: a new question follows its answer.
    private mutating func send(now: Instant) -> [Request] {
        let requests: [Request] = apply(.send(now))
        if !requests.isEmpty { view.follow(state) }
        return requests
    }

    /// What did not complete is tried again at once: the same key is charged once. To ask again
    /// what was answered costs anew, so it takes a yes: not the same key, which words have twice.
    private mutating func retry(now: Instant) -> [Request] {
        if state.activeTab.lastTurn?.outcome == .completed {
            isAskingAgainArmed = true
            change(
                .notify(
                    Notice(.warning, "Ask this again as a new turn, which costs anew? y: yes")))
            return []
        }
        return following(apply(.retry(now)))
    }

    private mutating func askAgain(now: Instant) -> [Request] { following(apply(.askAgain(now))) }

    private mutating func following(_ requests: [Request]) -> [Request] {
        if !requests.isEmpty { view.follow(state) }
        return requests
    }

    private mutating func moveCaret(_ rows: Int) {
        let composer = state.activeTab.composer
        if composer.isEmpty {
            view.scroll(.lines(rows), state)
        } else if let offset = view.caretOffset(movedByRows: rows, in: composer) {
            change(.edit(.moveToCaret(byteOffset: offset)))
        }
    }

    private mutating func escape() -> [Request] {
        if state.activeTab.isRunning { return apply(.stop) }
        if view.isZoomed {
            view.toggleZoom()
        } else {
            view.focus(.message)
        }
        return []
    }

    /// The first press stops, else clears; a second within the window quits. What was cleared
    /// can be put back with yank.
    private mutating func interrupt(now: Instant) -> [Request] {
        if let until = quitArmedUntil, now.nanoseconds <= until { return [.quit] }
        quitArmedUntil = now.nanoseconds + Self.quitWindowNanoseconds
        let notice: String
        var requests: [Request] = []
        if state.activeTab.isRunning {
            requests = apply(.stop)
            notice = "Stopping. Ctrl+C again quits."
        } else if !state.activeTab.composer.isEmpty {
            change(.edit(.clear))
            notice = "Cleared (Ctrl+Y puts it back). Ctrl+C again quits."
        } else {
            notice = "Ctrl+C again quits."
        }
        change(.notify(Notice(.information, notice)))
        return requests
    }
}
