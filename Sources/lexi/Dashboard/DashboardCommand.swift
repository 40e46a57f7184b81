import ArgumentParser
import LexiAPI
import LexiBus
import LexiClient
import LexiDashboard
import LexiEngine
import LexiHome
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
        // Only somebody at a terminal can be asked for a key.
        let service = try serviceOptions.service(
            mayLackKey: !isLinear && isatty(0) == 1 && isatty(1) == 1)
        let pace = ReadingPace()
        let engine = Engine(logger: serviceOptions.globals.logger) { () throws(Failure) in
            try await service.connect(pace)
        }
        var state = AppState(
            service: service.shown,
            context: contextOptions.context(over: service.context),
            allowTools: !contextOptions.noTools,
            conversationID: contextOptions.conversationID, names: .random(),
            unixSeconds: SystemClock.now().unixSeconds)
        if let warning = service.warning {
            _ = reduce(&state, .notify(Notice(.warning, warning)))
        }
        return isLinear
            ? try await openLines(state, engine, service.settings)
            : try await openScreen(state, engine, service, pace)
    }

    private var isLinear: Bool {
        linear || ProcessEnvironment.value("ACCESSIBLE").map { $0 != "0" } ?? false
    }

    private func openLines(
        _ state: AppState, _ engine: Engine, _ settings: Settings
    ) async throws(CommandFailure) -> Int32 {
        let waker = try LinearWaker()
        let signals = EndSignals { waker.post($0) }
        defer { signals.stop() }
        let events = engine.bus.subscribeGathering(capacity: .screen) { waker.wake() }
        let isASCII = settings.isASCII ?? !LocaleEncoding.isUnicode
        let status = await onOwnThread {
            var run = LinearRun(
                engine: engine, events: events, waker: waker, state: state, isASCII: isASCII)
            return run.run()
        }
        events.cancel()
        await engine.shutdown()
        return status
    }

    private func openScreen(
        _ state: AppState, _ engine: Engine, _ service: ResolvedService, _ pace: ReadingPace
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
        let keys = KeyDesk { waker.wake() }
        let result = await onOwnThread { () -> Result<Dashboard.Ending, TerminalError> in
            do throws(TerminalError) {
                let terminal = try Terminal.open(options: setup.options)
                defer { terminal.close() }
                waker.set(terminal.waker)
                live.start { waker.wake() }
                let desk = Desk(profile: profile, origin: service.draftOrigin)
                var initialState = state
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
                        desk: desk, live: live, keys: keys))
                return .success(dashboard.run())
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
        return try ScreenSetup.status(of: result)
    }
}
