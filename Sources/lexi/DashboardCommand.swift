import ArgumentParser
import LexiAPI
import LexiBus
import LexiClient
import LexiDashboard
import LexiEngine
import LexiPanes
import LexiSettings
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
        abstract: "Open the dashboard; what lexi does without a command.")

    @OptionGroup var serviceOptions: ServiceOptions
    @OptionGroup var contextOptions: ContextOptions
    @Option(help: "The colours: one of those `lexi themes` lists; else the settings' theme.")
    var theme: String?

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
        let service = try serviceOptions.service()
        let hasColors = ProcessEnvironment.value("NO_COLOR") == nil
        let look = try look(service.settings, hasColors: hasColors)
        let pace = ReadingPace()
        let engine = Engine(logger: serviceOptions.globals.logger) { () throws(Failure) in
            try await service.connect(pace)
        }
        let waker = WakerSlot()
        let events = await engine.bus.subscribeCoalescing(.screen) { waker.wake() }
        var state = AppState(
            service: Service(label: service.label, isDemo: service.isDemo),
            context: contextOptions.context(over: service.context),
            allowTools: !contextOptions.noTools,
            conversationID: contextOptions.conversationID)
        if let warning = service.warning {
            _ = reduce(&state, .notify(Notice(.warning, warning)))
        }
        let initialState = state
        let result = await onOwnThread { () -> Result<Dashboard.Ending, TerminalError> in
            do throws(TerminalError) {
                let terminal = try Terminal.open(
                    options: TerminalOptions(color: hasColors ? .automatic : .none))
                defer { terminal.close() }
                waker.set(terminal.waker)
                let dashboard = Dashboard(
                    screen: terminal, engine: engine, events: events, pace: pace,
                    state: initialState,
                    look: look,
                    now: SystemClock.now, save: ExportFolder.save)
                return .success(dashboard.run())
            } catch {
                return .failure(error)
            }
        }
        // Nobody looks any more: the ends of what still runs must not wait for the screen.
        events.cancel()
        // The terminal is as it was; whatever still streams is stopped on the server too.
        await engine.shutdown()
        switch result {
        case .success(.quit): return 0
        case .success(.hungUp): return 128 + SIGHUP
        case .success(.terminated(let signal)): return 128 + signal
        case .failure(let error): throw CommandFailure(64, error.description)
        }
    }

    private func look(_ settings: Settings, hasColors: Bool) throws(CommandFailure) -> Look {
        do throws(ThemeError) {
            let theme = try ThemeLibrary.theme(named: theme ?? settings.theme ?? "dark")
            var now = time(nil)
            var local = tm()
            localtime_r(&now, &local)
            return Look(
                theme: hasColors ? theme : theme.withoutColors,
                glyphs: settings.isASCII.map { $0 ? .ascii : .unicode } ?? Self.glyphs,
                utcOffsetSeconds: local.tm_gmtoff)
        } catch {
            throw CommandFailure(78, error.description)
        }
    }

    /// Terminals of before Unicode get single-column ASCII.
    private static var glyphs: GlyphSet {
        let type = ProcessEnvironment.value("TERM") ?? ""
        return ["vt100", "vt102", "vt220", "ansi"].contains(type) ? .ascii : .unicode
    }
}

/// Holds the terminal's waker once there is a terminal.
private final class WakerSlot: Sendable {
    private let waker = Mutex<Waker?>(nil)

    func set(_ waker: Waker) { self.waker.withLock { $0 = waker } }
    func wake() { waker.withLock { $0 }?.wake() }
}

/// Runs a body on a thread of its own and waits for it: the terminal's calls belong to one
/// thread, and it may block there.
private func onOwnThread<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
) async -> Value {
    await withCheckedContinuation { continuation in
        let work = ThreadWork { continuation.resume(returning: body()) }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 8 << 20)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let error = pthread_create(
            &thread, &attributes,
            { pointer in
                Unmanaged<ThreadWork>.fromOpaque(pointer!).takeRetainedValue().body()
                return nil
            }, Unmanaged.passRetained(work).toOpaque())
        precondition(error == 0, "no thread for the terminal: \(error)")
    }
}

private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
