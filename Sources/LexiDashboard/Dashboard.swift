public import LexiAPI
public import LexiBus
public import LexiEngine
public import LexiPanes
public import LexiScreen
public import LexiSession
public import LexiState

/// The run loop: waits for the terminal and the bus, and draws.
///
/// It belongs to one thread, which it blocks; only there is the screen touched.
public final class Dashboard {
    /// Why the loop ended.
    public enum Ending: Sendable, Hashable {
        case quit
        case terminated(signal: Int32)
        /// The terminal went away.
        case hungUp
    }

    private let screen: any InteractiveScreen
    private let engine: Engine?
    private let replay: ReplaySource?
    private let events: GatheringSubscription<SessionEvent>
    private let now: () -> Instant
    private let pace: ReadingPace
    private let copying: Copying
    private let remember: (PaneArrangement) -> Void
    private var remembered: PaneArrangement
    private let save: (ConversationExport) -> Result<String, ExportError>
    private let desk: any WritingDesk
    private let settings: (any DashboardSettings)?
    private let conversations: ConversationDesk?
    private let signIn: (any SignInDesk)?
    private let journal: SessionJournal?
    private var keptTabsRevision: Int
    private var core: DashboardCore

    /// - Parameters:
    ///   - engine: Does what the state asks for; `nil` where that is nothing: a recording is shown.
    ///   - replay: The recording that is shown.
    ///   - events: A coalescing subscription to the engine's bus whose readiness wakes the
    ///     screen's ``InteractiveScreen/wait(timeout:)``.
    ///   - pace: Is told when the screen looks for events.
    ///   - now: The clock; read once a round.
    ///   - arrangement: How the panes were arranged when the program last ran.
    ///   - remember: Keeps how they are arranged; called at each change.
    ///   - copying: Where copies go.
    ///   - settings: Where themes and changed settings come from.
    ///   - conversations: Asks the server for those it has kept.
    ///   - signIn: Connects to other services.
    ///   - journal: Where conversations of before are read from; `nil` where none are kept.
    ///   - save: Writes an export to a file and returns its path.
    ///   - desk: Keeps what is written.
    public init(
        screen: any InteractiveScreen, engine: Engine?, replay: ReplaySource? = nil,
        events: GatheringSubscription<SessionEvent>,
        pace: ReadingPace, state: AppState, preferences: Preferences, arrangement: PaneArrangement,
        remember: @escaping (PaneArrangement) -> Void, copying: Copying,
        now: @escaping () -> Instant,
        save: @escaping (ConversationExport) -> Result<String, ExportError>,
        desk: any WritingDesk, settings: (any DashboardSettings)? = nil,
        conversations: ConversationDesk? = nil, signIn: (any SignInDesk)? = nil,
        journal: SessionJournal? = nil
    ) {
        self.screen = screen
        self.engine = engine
        self.replay = replay
        self.events = events
        self.pace = pace
        self.now = now
        self.save = save
        self.copying = copying
        self.remember = remember
        remembered = arrangement
        self.desk = desk
        self.settings = settings
        self.conversations = conversations
        self.signIn = signIn
        self.journal = journal
        keptTabsRevision = state.tabsRevision
        core = DashboardCore(state: state, preferences: preferences)
        core.restore(arrangement)
    }

    /// Runs until the user quits or the terminal or a signal ends it.
    public func run() -> Ending {
        let ending = loop()
        // However it ends, what was written and not sent is there next time.
        saveDrafts()
        keepTabs(isEnd: true)
        return ending
    }

    /// The tabs as they were at the end, for who wants to go on with one.
    public var keptTabs: [KeptTab] { core.keptTabs.tabs }

    private func loop() -> Ending {
        paint()
        // The first frame is on the screen; what is slow to open can open now.
        engine?.prepare()
        replay?.start()
        if let ending = fulfil(core.begin()) { return ending }
        while true {
            let happened = screen.wait(timeout: core.sleep(now: now()))
            let ending = handle(happened)
            keepArrangement()
            keepTabs()
            if let ending { return ending }
            if let ending = fulfil(core.expire(now: now())) { return ending }
            guard core.isPaintDue(now: now()) else { continue }
            guard !screen.isBusy else {
                core.screenIsBusy(now: now())
                continue
            }
            let taken = events.takeAll(looksAgain: core.isCrowded)
            if let ending = fulfil(core.receive(taken)) { return ending }
            keepTabs()
            // A look at events that have stopped coming shows nothing new.
            if core.isPaintDue(now: now()) { paint() }
        }
    }

    private func keepArrangement() {
        let arrangement = core.rememberedArrangement
        guard !core.isDragging, arrangement != remembered else { return }
        remembered = arrangement
        remember(arrangement)
    }

    /// Keeps which tabs are open, for the next start.
    ///
    /// - Parameter isEnd: Whether it is the last chance: what part of a tab is being read is no
    ///   reason of its own to write a file.
    private func keepTabs(isEnd: Bool = false) {
        guard journal != nil, isEnd || core.state.tabsRevision != keptTabsRevision else { return }
        keptTabsRevision = core.state.tabsRevision
        let kept = core.keptTabs
        core.didKeep(
            desk.keep(tabs: kept.tabs, front: kept.front, closed: core.state.closedTabs))
    }

    private func paint() {
        let now = now()
        screen.present(
            core.paint(
                size: screen.size, now: now, recorded: replay?.recordedTime(at: now)))
        core.didPaint(now: self.now())
        if let look = core.nextLook { pace.looks(at: look) } else { pace.looksAtOnce() }
    }

    private func handle(_ events: [TerminalEvent]) -> Ending? {
        for event in events {
            switch event {
            case .keys(let keys):
                if let ending = fulfil(core.handle(keys, now: now())) { return ending }
            case .resized: core.needsPaint()
            case .woken:
                core.eventsAreWaiting(now: now())
                if let replay { core.didReplay(replay.status) }
                for (item, outcome) in copying.takeOutcomes(screen) { core.didCopy(item, outcome) }
            case .resumed: redraw()
            case .suspendRequested: suspend()
            case .terminated(let signal): return .terminated(signal: signal)
            case .hungUp: return .hungUp
            }
        }
        return nil
    }

    private func fulfil(_ requests: [DashboardCore.Request]) -> Ending? {
        for request in requests {
            if let ending = fulfil(request) { return ending }
        }
        return nil
    }

    private func fulfil(_ request: DashboardCore.Request) -> Ending? {
        switch request {
        case .perform(let effect): engine?.perform(effect)
        case .export(let export): core.didExport(save(export))
        case .copy(let item):
            if let outcome = copying.copy(item, to: screen) { core.didCopy(item, outcome) }
        case .remember(let message): core.didKeep(desk.remember(message))
        case .loadHistory(let use): core.didLoadHistory(desk.messages(), for: use)
        case .editText(let text): edit(text)
        case .saveDrafts(let drafts): core.didKeep(desk.save(drafts))
        case .leaveDrafts(let drafts): desk.leave(drafts)
        case .listThemes: if let settings { core.openThemes(settings.themes()) }
        case .keepTheme(let name): if let settings { core.didKeepTheme(settings.keep(theme: name)) }
        case .reloadSettings:
            if let settings {
                _ = settings.takeChange()
                return fulfil(core.didReadSettings(settings.preferences(), isAsked: true))
            }
        case .noticeSettings:
            if let settings, settings.takeChange() {
                return fulfil(core.didReadSettings(settings.preferences(), isAsked: false))
            }
        case .alert(let alert, let way): screen.alert(alert, by: way)
        case .setMouse(let isOn):
            core.didSetMouse(isOn, isPossible: screen.setMouse(isOn))
        case .loadPalette:
            return fulfil(
                core.didLoadPalette(
                    themes: settings?.themes(), settings: settings?.choices() ?? [], now: now()))
        case .keepSetting(let name, let value):
            if let settings {
                return fulfil(
                    core.didKeepSetting(
                        settings.keep(setting: name, value: value),
                        preferences: settings.preferences()))
            }
        case .listConversations: conversations?.list()
        case .searchConversations(let words): conversations?.search(words)
        case .showConversation(let id, let tab):
            conversations?.show(id, of: tab, opening: core.state.opening(of: tab))
        case .readJournal(let id):
            guard let journal else { return fulfil(core.didNotRead(id, now: now())) }
            journal.resume(id)
        case .tellReaders:
            if let bus = engine?.bus ?? replay?.bus { core.didAskForReaders(bus.figures) }
        case .takeOver(let id): journal?.takeOver(id)
        case .openSignIn: if let signIn { core.openSignIn(signIn.facts()) }
        case .startDemo: if let signIn { return fulfil(core.didSignIn(signIn.startDemo())) }
        case .checkKey(let key, let id): signIn?.check(key, id: id)
        case .useKey(let key, let isKept):
            if let signIn { return fulfil(core.didSignIn(signIn.use(key, isKept: isKept))) }
        case .replay(let step): if let replay { play(step, replay) }
        case .quit: return .quit
        case .redraw: redraw()
        case .suspend: suspend()
        }
        return nil
    }

    private func play(_ step: DashboardCore.ReplayStep, _ replay: ReplaySource) {
        switch step {
        case .togglePause: replay.togglePause()
        case .slower: replay.changeSpeed(\.slower)
        case .faster: replay.changeSpeed(\.faster)
        }
        core.didReplay(replay.status)
    }

    private func redraw() {
        screen.invalidate()
        core.needsPaint()
    }

    private func saveDrafts() {
        for case .saveDrafts(let drafts) in core.unsavedDrafts() { _ = desk.save(drafts) }
    }

    /// Lends the terminal to the user's editor. What arrives meanwhile is drawn afterwards.
    private func edit(_ text: String) {
        saveDrafts()
        var outcome = EditorOutcome.failed("")
        screen.lend { outcome = desk.edit(text) }
        core.didEdit(outcome)
        redraw()
    }

    private func suspend() {
        saveDrafts()
        screen.suspend()
        redraw()
    }
}

/// Why an export was not written.
public struct ExportError: Error, Sendable, Hashable {
    /// One sentence for the user, without a full stop.
    public let reason: String

    public init(reason: String) { self.reason = reason }
}
