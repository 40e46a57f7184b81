import ArgumentParser
import LexiAPI
import LexiBus
import LexiClient
import LexiDashboard
import LexiEngine
import LexiHome
import LexiJournal
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTerminal
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct DashboardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Open the dashboard; what lexi does without a command.",
        discussion: """
            With --linear the exit status is 0 where somebody types. Where the questions come from \
            a pipe it is that of the first that is not answered, as with lexi ask.
            """)

    @OptionGroup var serviceOptions: ServiceOptions
    @OptionGroup var contextOptions: ContextOptions
    @Option(
        help: """
            The colours: one of those `lexi themes` lists; else the settings' theme, or auto, which \
            is dark or light as the terminal's background is.
            """)
    var theme: String?
    @Flag(
        help: """
            No full screen: one labelled line for each thing that happens, for screen readers and \
            logs. ACCESSIBLE=1 in the environment means the same.
            """)
    var linear = false
    @Flag(
        name: .customLong("new"),
        help: "Begin with an empty tab; those that were open stay kept.")
    var isNew = false
    @Option(
        help: """
            Go on with this conversation, by the name that the dashboard told at its end, or by the \
            server's.
            """)
    var resume: String?
    @Flag(
        help: """
            Write down nothing of what is said, sent or left unsent; what was written down before \
            stays. The setting `history` does that for every run.
            """)
    var noHistory = false

    func validate() throws { try PastedKey.refuse(["--resume": resume]) }

    func run() async throws {
        let status: Int32
        do throws(CommandFailure) {
            status = try await open()
        } catch {
            StandardStream.error.say("lexi: \(error.message)")
            status = error.status
        }
        endProcess(status)
    }

    private func open() async throws(CommandFailure) -> Int32 {
        let service = try service()
        let pace = ReadingPace()
        let bus = SessionBus.session()
        let folder =
            service.keepsHistory
            ? GlobalOptions.paths.stateFolder.map { JournalFolder(stateFolder: $0) } : nil
        let isFirst = folder.map { !$0.isThere } ?? false
        let journal = await Self.journal(bus, folder)
        let engine = Engine(
            bus: bus, isWritten: { await journal?.waitUntilWritten($0) },
            logger: serviceOptions.globals.logger,
            connect: { () throws(Failure) in try await service.connect(pace) })
        var state = AppState(
            service: service.shown,
            context: contextOptions.context(over: service.context),
            allowTools: !contextOptions.noTools,
            conversationID: try nameForLines(service) ?? contextOptions.conversationID,
            names: .random(),
            unixSeconds: SystemClock.now().unixSeconds)
        if isFirst, let folder {
            let words =
                "Conversations are kept in \(Shown.path(folder.path)); history = false stops it."
            _ = reduce(&state, .notify(Notice(.information, words)))
        }
        if let warning = service.warning {
            _ = reduce(&state, .notify(Notice(.warning, warning)))
        }
        return isLinear
            ? try await openLines(state, engine, service.settings, isKept: journal != nil)
            : try await openScreen(state, engine, service, pace, journal)
    }

    /// - Parameter folder: `nil` where nothing is to be kept, or nobody says where.
    private static func journal(
        _ bus: SessionBus, _ folder: JournalFolder?
    ) async -> SessionJournal? {
        guard let folder else { return nil }
        return await SessionJournal(
            bus: bus, folder: folder,
            product: "lexi \(ProgramVersion.number)",
            session: UniqueID.random(),
            now: SystemClock.now)
    }

    private func service() throws(CommandFailure) -> ResolvedService {
        // Only somebody at a terminal can be asked for a key.
        var service = try serviceOptions.service(
            mayLackKey: !isLinear && isatty(0) == 1 && isatty(1) == 1)
        if noHistory { service.keepsHistory = false }
        return service
    }

    private var isLinear: Bool {
        linear || ProcessEnvironment.value("ACCESSIBLE").map { $0 != "0" } ?? false
    }

    private func openLines(
        _ state: AppState, _ engine: Engine, _ settings: Settings, isKept: Bool
    ) async throws(CommandFailure) -> Int32 {
        let waker = try LinearWaker()
        let signals = EndSignals { waker.post($0) }
        defer { signals.stop() }
        let events = engine.bus.subscribeGathering(capacity: .screen) { waker.wake() }
        let isASCII = settings.isASCII ?? !LocaleEncoding.isUnicode
        let (status, tabs) = await onOwnThread {
            var run = LinearRun(
                engine: engine, events: events, waker: waker, state: state, isASCII: isASCII)
            let status = run.run()
            return (status, run.keptTabs)
        }
        events.cancel()
        await engine.shutdown()
        if isKept, isatty(0) == 1 { Self.tell(tabs, "How to go on with what was asked here:") }
        return status
    }

    private func openScreen(
        _ state: AppState, _ engine: Engine, _ service: ResolvedService, _ pace: ReadingPace,
        _ journal: SessionJournal?
    ) async throws(CommandFailure) -> Int32 {
        let setup = try ScreenSetup(serviceOptions.globals, theme: theme, service.settings)
        let live = setup.live
        let store = ArrangementStore(logger: serviceOptions.globals.logger)
        // The demo uses none, be it there or not.
        let profile = Desk.profileName(
            service.isDemo
                ? nil : try serviceOptions.globals.profile(of: service.settings)?.name,
            isDemo: service.isDemo)
        let signInOptions = serviceOptions
        let waker = WakerSlot()
        let tmux = Tmux.isAround ? TmuxClipboard { waker.wake() } : nil
        let events = engine.bus.subscribeGathering(capacity: .screen) { waker.wake() }
        let conversations = ConversationDesk(engine: engine)
        let keys = KeyDesk(engine: engine)
        let asked = try askedConversation(service)
        let (takesTabs, stateFolder) = (!isNew, GlobalOptions.paths.stateFolder)
        let result = await onOwnThread {
            () -> Result<(Dashboard.Ending, [KeptTab]), TerminalError> in
            do throws(TerminalError) {
                let terminal = try Terminal.open(options: setup.options)
                defer { terminal.close() }
                waker.set(terminal.waker)
                live.start(on: engine.bus)
                let tabs =
                    journal == nil
                    ? nil
                    : stateFolder.map {
                        OpenTabsStore(stateFolder: $0, profile: profile, takesTabs: takesTabs)
                    }
                let desk = Desk(
                    profile: profile, origin: service.draftOrigin,
                    keepsHistory: service.keepsHistory, tabs: tabs)
                var initialState = state
                if let tabs {
                    let (open, front) = tabs.open()
                    let resumed = Action.resume(
                        open.compactMap(KeptTab.init), front: front,
                        closed: tabs.closed().compactMap(KeptTab.init))
                    _ = reduce(&initialState, resumed)
                }
                if let asked { _ = reduce(&initialState, .openKept(asked)) }
                _ = reduce(&initialState, .restore(desk.takeOverDrafts()))
                if initialState.service.lacksKey {
                    let facts = FrontDesk.facts(signInOptions, service.settings)
                    _ = reduce(&initialState, .signIn(.open(facts)))
                }
                let dashboard = Dashboard(
                    screen: terminal, engine: engine, events: events, pace: pace,
                    state: initialState, preferences: setup.preferences, arrangement: store.load(),
                    remember: store.save,
                    copying: Copying(way: setup.copyWay, save: CopiedFile.save, desk: tmux),
                    now: SystemClock.now, save: ExportFolder.save, desk: desk, settings: live,
                    conversations: conversations,
                    signIn: FrontDesk(
                        options: signInOptions, settings: service.settings,
                        isWhole: service.settingsProblem == nil, engine: engine, pace: pace,
                        desk: desk, live: live, keys: keys),
                    journal: journal)
                let ending = dashboard.run()
                return .success((ending, dashboard.keptTabs))
            } catch {
                return .failure(error)
            }
        }
        // Nobody looks any more: the ends of what still runs must not wait for the screen.
        events.cancel()
        await conversations.shutdown()
        await keys.shutdown()
        // The terminal is as it was; whatever still streams is stopped on the server too.
        await engine.shutdown()
        if let journal, journal.lacksItsEnd {
            StandardStream.error.say(
                "The disk that the conversations are written to does not answer; the end of what "
                    + "was said may not be there next time.")
        }
        switch result {
        case .success((let ending, let tabs)):
            if journal != nil, ending != .hungUp {
                Self.tell(tabs, "The next start opens these again; one of them alone:")
            }
            return ScreenSetup.status(of: ending)
        case .failure(let error): throw CommandFailure(64, error.description)
        }
    }

    /// Says of each conversation that was open how it is gone on with.
    private static func tell(_ tabs: [KeptTab], _ heading: String) {
        guard !tabs.isEmpty else { return }
        let lines = tabs.map { "  lexi --resume \($0.id)  \(Shown.line($0.title ?? ""))" }
        StandardStream.error.say(
            ([heading] + lines).joined(separator: "\n"))
    }

    /// The server's name of the conversation that the command line names, where it is gone on with
    /// in lines: what was said in it is not said again.
    private func nameForLines(_ service: ResolvedService) throws(CommandFailure) -> String? {
        guard isLinear, let asked = try askedConversation(service),
            let folder = GlobalOptions.paths.stateFolder
        else { return nil }
        let here = "lexi --resume \(asked.id) shows it in the dashboard"
        guard let said = JournalFolder(stateFolder: folder).conversation(asked.id) else {
            throw CommandFailure(66, "the journal of \(asked.id) cannot be read; \(here)")
        }
        guard said.service == service.shown.origin else {
            throw CommandFailure(
                64,
                "conversation \(asked.id) belongs to another server, key or demo "
                    + "(\(Shown.line(said.service.baseURL))); \(here)")
        }
        guard let name = said.serverID else {
            throw CommandFailure(
                64, "the server gave conversation \(asked.id) no name to go on with; \(here)")
        }
        let count = said.turns.count
        StandardStream.error.say(
            "Going on with \(asked.id) (\(count) \(count == 1 ? "question" : "questions")); what was "
                + "said is not printed again.")
        return name
    }

    /// The conversation that the command line names, where it is a local one.
    private func askedConversation(
        _ service: ResolvedService
    ) throws(CommandFailure) -> KeptTab? {
        guard let resume else { return nil }
        guard let folder = GlobalOptions.paths.stateFolder else {
            throw CommandFailure(64, "neither XDG_STATE_HOME nor HOME says where journals are")
        }
        let journals = JournalFolder(stateFolder: folder)
        guard let id = journals.conversation(named: resume) else {
            throw CommandFailure(
                64,
                "no conversation \(resume) in \(journals.path); lexi --conversation \(resume) asks "
                    + "the server for one of that name")
        }
        return KeptTab(id: id, service: service.shown.origin)
    }
}
