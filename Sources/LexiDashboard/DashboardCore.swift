public import LexiAPI
public import LexiPanes
public import LexiScreen
public import LexiSession
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
        /// To be put into a clipboard or a file; the outcome is told by
        /// ``DashboardCore/didCopy(_:_:)``.
        case copy(CopyItem)
        /// A message that was sent, for the history.
        case remember(String)
        /// The history is asked for; it is brought by ``DashboardCore/didLoadHistory(_:for:)``.
        case loadHistory(HistoryUse)
        /// Text for the user's editor; the outcome is told by ``DashboardCore/didEdit(_:)``.
        case editText(String)
        /// All that is written and not sent, to be kept.
        case saveDrafts([Draft])
        /// What was written for the service that was left, to be kept for it with the next save.
        case leaveDrafts([Draft])
        /// To be answered with ``DashboardCore/openThemes(_:)``.
        case listThemes
        /// To be put into the settings file; the outcome is told by
        /// ``DashboardCore/didKeepTheme(_:)``.
        case keepTheme(String)
        /// Read the settings, and answer with ``DashboardCore/didReadSettings(_:isAsked:)``.
        case reloadSettings
        /// The same if they have changed, which is to be found out.
        case noticeSettings
        /// To be told to who looks elsewhere.
        case alert(Alert, AlertWay)
        /// To be asked of the terminal; the outcome is told by
        /// ``DashboardCore/didSetMouse(_:isPossible:)``.
        case setMouse(Bool)
        /// To be answered with ``DashboardCore/didLoadPalette(themes:settings:now:)``.
        case loadPalette
        /// To be put into the settings file; the outcome is told by
        /// ``DashboardCore/didKeepSetting(_:preferences:)``.
        case keepSetting(name: String, value: String)
        /// The server's conversations; they come as events, whenever they come.
        case listConversations
        /// Those in which the server finds words; brought in the same way.
        case searchConversations(String)
        /// The messages of a conversation that a tab continues; brought in the same way.
        case showConversation(String, tab: ConversationID)
        /// The journal of a tab's conversation; what it says is brought as events.
        case readJournal(ConversationID)
        /// How the readers of the bus fare; answered with
        /// ``DashboardCore/didAskForReaders(_:)``.
        case tellReaders
        /// A conversation that another program has is asked for; what comes of it comes as an
        /// event.
        case takeOver(ConversationID)
        /// To be answered with ``DashboardCore/openSignIn(_:)``.
        case openSignIn
        /// The demo is to be used; answered with ``DashboardCore/didSignIn(_:)``.
        case startDemo
        /// The server is to be asked whether it takes a key; what it says comes as an event with
        /// this ID, whenever it comes.
        case checkKey(Secret, id: KeyCheckID)
        /// A key is to be used, and perhaps kept; answered with ``DashboardCore/didSignIn(_:)``.
        case useKey(Secret, isKept: Bool)
        /// To be done to the recording that is played, and answered with
        /// ``DashboardCore/didReplay(_:)``.
        case replay(ReplayStep)
        case quit
        case suspend
        case redraw
    }

    public internal(set) var state: AppState
    public internal(set) var view: ScreenView
    /// Whether a frame would differ from the last one drawn.
    public internal(set) var isDirty = true
    /// The action whose key was the last one; `nil` when that was text or meant nothing.
    public internal(set) var lastAction: DashboardAction?
    var keymap: Keymap
    /// How the settings say that thoughts are shown.
    var setThinking: ThinkingMode?
    /// How thoughts were shown when the program last ended, where somebody had chosen.
    var thinkingLeft: ThinkingMode?
    /// What the list of themes chooses from while it is open.
    var themes: ThemeLibrary?
    /// The looks to go back to.
    var lookBefore: Look?
    var quitArmedUntil: UInt64?
    /// What the next key answers.
    var asked: Asked?
    var paletteData = PaletteData()
    var burst = PasteBurst()
    var runEnds = RunEnds()
    var mouse = MouseUse()
    /// Whether the settings have the mouse on.
    var wantsMouse: Bool
    /// When what is written is to be saved.
    var draftsDueAt: UInt64?
    var savedDrafts: [Draft] = []
    var hasToldOfKeeping = false
    /// Why a key that is about to be used was not offered for keeping.
    var keptBackReason: String?
    var hasToldOfTmux = false
    /// The time of the last key.
    var lastNow = Instant(nanoseconds: 0, unixSeconds: 0)
    /// Where the press that armed quitting cleared the message.
    var clearedTab: ConversationID?
    var lastPaint: UInt64?
    /// The time of a recording that was drawn last; `nil` where what is shown happens.
    var shownAt: Instant?
    var isUrgent = true
    /// More events come than there are frames: they are looked for when a frame's time is over.
    public internal(set) var isCrowded = false
    /// The screen was found busy; it is looked at again then.
    var busyUntil: UInt64?
    /// Nanoseconds from the last frame to the next that nobody waits for.
    var pause = Self.frameNanoseconds

    /// What the terminal has said of its background.
    var background: BackgroundColor?

    /// Nanoseconds between two frames that nobody waits for: 60 a second.
    static let frameNanoseconds: UInt64 = 16_000_000
    /// Nanoseconds between two moves of a spinner or an elapsed time.
    static let tickNanoseconds: UInt64 = 250_000_000
    /// The same on a screen without motion: elapsed times, countdowns and stalls go on, so that a
    /// long wait is told from a standstill.
    static let stillTickNanoseconds: UInt64 = 1_000_000_000
    /// How long a second Ctrl+C quits.
    static let quitWindowNanoseconds: UInt64 = 1_500_000_000

    /// - Parameter preferences: What the first frame looks like, and what the first key means.
    public init(state: AppState, preferences: Preferences) {
        keymap = preferences.keymap
        wantsMouse = preferences.hasMouse
        setThinking = preferences.thinking
        self.state = state
        view = ScreenView(look: preferences.look, takesMessages: state.replay == nil)
        savedDrafts = state.drafts
        change(.setKeys(keymap.hints))
        runEnds.way = preferences.alertWay
        if let setThinking { change(.setThinking(setThinking)) }
    }

    // MARK: What comes in

    /// Events are there to be taken; they are, with all that come until then, when the next
    /// frame is due. To be woken for each would cost more than to draw them.
    public mutating func eventsAreWaiting(now: Instant) {
        isDirty = true
        if let lastPaint, now.nanoseconds < lastPaint + pause { isCrowded = true }
    }

    /// Takes in events from the bus: all that were there.
    ///
    /// - Returns: What is to be done next: the end of a run may let a queued message go, and
    ///   settings that may have changed are to be looked at.
    @discardableResult
    public mutating func receive(_ events: [SessionEvent]) -> [Request] {
        guard !events.isEmpty else {
            isCrowded = false
            return []
        }
        isDirty = true
        let requests = take(events) + notice(events)
        // The run that the key has stopped ends at once; what the next press does is still to say.
        if quitArmedUntil != nil, state.notice == nil {
            change(.notify(Notice(.information, "\(state.keys[.interrupt]) again quits.")))
        }
        return requests
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

    /// The open tabs as they are kept, each with what part of it is being read, and which of them
    /// is in front.
    package var keptTabs: (tabs: [KeptTab], front: Int) {
        var (tabs, front) = state.keptTabs
        for index in tabs.indices { tabs[index].place = view.place(in: tabs[index]) }
        return (tabs, front)
    }

    /// The terminal has another size or has to be drawn again.
    public mutating func needsPaint() {
        isDirty = true
        isUrgent = true
    }

    // MARK: What goes out

    /// Draws, and knows from now on that nothing has changed.
    ///
    /// - Parameter recorded: The time of the recording that is shown, by which times that run and
    ///   countdowns are drawn; `nil` where what is shown happens.
    public mutating func paint(size: Size, now: Instant, recorded: Instant? = nil) -> Frame {
        isDirty = false
        isUrgent = false
        busyUntil = nil
        lastPaint = now.nanoseconds
        // Times that run are shown as of the last tick: otherwise each delta would redraw them.
        var shown = recorded ?? now
        shown.nanoseconds -= shown.nanoseconds % Self.tickNanoseconds
        if let recorded { shownAt = state.hasMovingTime ? shown : recorded }
        shown = shownAt ?? shown
        renewTabsInPalette(now: shownTime(now))
        let frame = view.render(state, size: size, now: shown)
        // A long pane is searched a piece a frame.
        if view.isSearching(state) { isDirty = true }
        // What is still to be counted takes a slice of each frame until it is done.
        if view.isSettling(state) { isDirty = true }
        return frame
    }

    // MARK: Changing the state

    mutating func apply(_ action: Action) -> [Request] {
        reduce(&state, action).map(Request.perform)
    }

    /// For actions that ask nothing of the outside.
    mutating func change(_ action: Action) {
        _ = reduce(&state, action)
    }

    mutating func edit(_ edit: Composer.Edit) {
        if view.isSearchEditing(state) {
            view.editSearch(edit, state)
            return
        }
        if state.replay != nil, !state.activeTab.tools.isFiltering {
            refuseInReplay()
            return
        }
        if case .context = state.overlay {
            change(.contextEditor(.edit(edit)))
            return
        }
        if state.activeTab.tools.isFiltering {
            change(.tools(.editFilter(edit)))
            return
        }
        switch edit {
        case .insert, .paste: if view.focus != .message { view.focus(.message) }
        default: break
        }
        change(.edit(edit))
    }
}
