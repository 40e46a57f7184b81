public import LexiAPI
public import LexiBus
public import LexiEngine
public import LexiPanes
public import LexiScreen
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
    private let engine: Engine
    private let events: CoalescingSubscription<Envelope>
    private let now: () -> Instant
    private let pace: ReadingPace
    private let save: (ConversationExport) -> Result<String, ExportError>
    private var core: DashboardCore

    /// - Parameters:
    ///   - events: A coalescing subscription to the engine's bus whose readiness wakes the
    ///     screen's ``InteractiveScreen/wait(timeout:)``.
    ///   - pace: Is told when the screen looks for events.
    ///   - now: The clock; read once a round.
    ///   - save: Writes an export to a file and returns its path.
    public init(
        screen: any InteractiveScreen, engine: Engine, events: CoalescingSubscription<Envelope>,
        pace: ReadingPace, state: AppState, look: Look, now: @escaping () -> Instant,
        save: @escaping (ConversationExport) -> Result<String, ExportError>
    ) {
        self.screen = screen
        self.engine = engine
        self.events = events
        self.pace = pace
        self.now = now
        self.save = save
        core = DashboardCore(state: state, look: look)
    }

    /// Runs until the user quits or the terminal or a signal ends it.
    public func run() -> Ending {
        paint()
        // The first frame is on the screen; what is slow to open can open now.
        engine.prepare()
        while true {
            let happened = screen.wait(timeout: core.sleep(now: now()))
            if let ending = handle(happened) { return ending }
            core.expire(now: now())
            guard core.isPaintDue(now: now()) else { continue }
            guard !screen.isBusy else {
                core.screenIsBusy(now: now())
                continue
            }
            core.receive(events.takeAll(looksAgain: core.isCrowded))
            // A look at events that have stopped coming shows nothing new.
            if core.isPaintDue(now: now()) { paint() }
        }
    }

    private func paint() {
        screen.present(core.paint(size: screen.size, now: now()))
        core.didPaint(now: now())
        if let look = core.nextLook { pace.looks(at: look) } else { pace.looksAtOnce() }
    }

    private func handle(_ events: [TerminalEvent]) -> Ending? {
        for event in events {
            switch event {
            case .keys(let keys):
                for key in keys {
                    for request in core.handle(key, now: now()) {
                        if let ending = fulfil(request) { return ending }
                    }
                }
            case .resized: core.needsPaint()
            case .woken: core.eventsAreWaiting(now: now())
            case .resumed: redraw()
            case .suspendRequested: suspend()
            case .terminated(let signal): return .terminated(signal: signal)
            case .hungUp: return .hungUp
            }
        }
        return nil
    }

    private func fulfil(_ request: DashboardCore.Request) -> Ending? {
        switch request {
        case .perform(let effect): engine.perform(effect)
        case .export(let export): core.didExport(save(export))
        case .quit: return .quit
        case .redraw: redraw()
        case .suspend: suspend()
        }
        return nil
    }

    private func redraw() {
        screen.invalidate()
        core.needsPaint()
    }

    private func suspend() {
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
