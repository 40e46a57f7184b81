import LexiAPI
import LexiBus
import LexiClient
import LexiDashboard
import LexiEngine
import LexiJournal
import LexiPanes
import LexiSession
import LexiState
import LexiTerminal

/// Plays a recording in the dashboard: there is no client, and nothing keeps what happens.
struct ReplayScreen {
    private let recording: Recording
    private let name: String
    private let speed: ReplaySpeed
    private let globals: GlobalOptions
    private let theme: String?

    init(
        _ recording: Recording, name: String, speed: ReplaySpeed, _ globals: GlobalOptions,
        theme: String?
    ) {
        self.recording = recording
        self.name = name
        self.speed = speed
        self.globals = globals
        self.theme = theme
    }

    /// - Returns: The exit status.
    func run() async throws(CommandFailure) -> Int32 {
        let setup = try ScreenSetup(globals, theme: theme, try globals.settings())
        let store = ArrangementStore(logger: globals.logger)
        let waker = WakerSlot()
        let tmux = Tmux.isAround ? TmuxClipboard { waker.wake() } : nil
        let bus = SessionBus.session()
        let events = bus.subscribeGathering(capacity: .screen) { waker.wake() }
        let source = ReplaySource(
            recording, on: bus, speed: speed, now: SystemClock.now,
            sleep: { try await Task.sleep(for: $0, clock: .continuous) },
            onOver: { waker.wake() })
        let state = state(source.status)
        let result = await onOwnThread { () -> Result<Dashboard.Ending, TerminalError> in
            do throws(TerminalError) {
                let terminal = try Terminal.open(options: setup.options)
                defer { terminal.close() }
                waker.set(terminal.waker)
                setup.live.start(on: bus)
                let dashboard = Dashboard(
                    screen: terminal, engine: nil, replay: source, events: events,
                    pace: ReadingPace(), state: state, preferences: setup.preferences,
                    arrangement: store.load(), remember: store.save,
                    copying: Copying(way: setup.copyWay, save: CopiedFile.save, desk: tmux),
                    now: SystemClock.now, save: ExportFolder.save, desk: NoDesk(),
                    settings: setup.live)
                return .success(dashboard.run())
            } catch {
                return .failure(error)
            }
        }
        events.cancel()
        await source.stop()
        await bus.finish()
        switch result {
        case .success(let ending): return ScreenSetup.status(of: ending)
        case .failure(let error): throw CommandFailure(64, error.description)
        }
    }

    private func state(_ replay: Replay) -> AppState {
        let conversations = recording.conversations
        var state = AppState(
            replaying: conversations.map(\.id), of: service(conversations[0].opening.service),
            replay)
        if recording.problemCount > 0, let first = recording.problems.first {
            let count = recording.problemCount
            let lines = count == 1 ? "A line" : "\(count) lines"
            let words =
                "\(lines) of \(name) could not be used; the first is line \(first.line): "
                + first.reason
            _ = reduce(&state, .notify(Notice(.warning, Sanitizer.line(words))))
        }
        return state
    }

    private func service(_ origin: ServiceOrigin) -> Service {
        let isDemo = origin.baseURL == ServiceOrigin.demo.baseURL
        return Service(
            label: label(origin.baseURL), isDemo: isDemo, baseURL: origin.baseURL,
            keyFingerprint: origin.key)
    }

    private func label(_ baseURL: String) -> String {
        do throws(ConfigurationError) {
            return try BaseURL(baseURL).label
        } catch {
            return Sanitizer.line(baseURL)
        }
    }
}

/// Nothing is written while a recording is shown.
private struct NoDesk: WritingDesk {
    func save(_ drafts: [Draft]) -> String? { nil }
    func keep(tabs: [KeptTab], front: Int, closed: [KeptTab]) -> String? { nil }
    func leave(_ drafts: [Draft]) {}
    func remember(_ message: String) -> String? { nil }
    func messages() -> [String] { [] }
    func edit(_ text: String) -> EditorOutcome {
        .failed("This is a replay: nothing is written.")
    }
}
