import LexiAPI
import LexiBus
import LexiClient
import LexiDashboard
import LexiEngine
import LexiScreen
import LexiSession
import LexiState

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The run loop of `lexi --linear`: waits for lines, events, signals and time, and prints.
///
/// It belongs to one thread, which it blocks.
struct LinearRun {
    private let engine: Engine
    private let events: GatheringSubscription<SessionEvent>
    private let waker: LinearWaker
    private let isASCII: Bool
    private var core: LinearCore
    private var input = InputLines()
    private var joiner = LineJoiner()
    /// Somebody sits there and types.
    private let isInteractive = isatty(0) == 1
    private let hasPrompt = isatty(0) == 1 && isatty(1) == 1
    private var isPromptShown = false
    /// The signal after which the run ends as soon as its turn has.
    private var endingSignal: Int32?

    /// Milliseconds in which the next line of something pasted comes.
    private static let pasteMilliseconds: Int32 = 30

    init(
        engine: Engine, events: GatheringSubscription<SessionEvent>, waker: LinearWaker,
        state: AppState, isASCII: Bool
    ) {
        self.engine = engine
        self.events = events
        self.waker = waker
        self.isASCII = isASCII
        core = LinearCore(
            state: state, isInteractive: isInteractive, isEchoed: hasPrompt,
            greeting: "\(ProgramVersion.text), \(state.service.label); :help lists the commands")
    }

    /// The conversations in which something was asked.
    var keptTabs: [KeptTab] { core.state.keptTabs.tabs }

    /// Runs until the user quits, input ends or a signal comes.
    ///
    /// - Returns: The exit status.
    mutating func run() -> Int32 {
        do throws(StandardStream.Closed) {
            try print()
            engine.prepare()
            while true {
                if let status = try step() {
                    try print()
                    if isPromptShown { try StandardStream.output.write("\n") }
                    return status
                }
                try print()
            }
        } catch {
            error.explain()
            return error.exitStatus
        }
    }

    // MARK: One round

    /// - Returns: The exit status once the run is over.
    private mutating func step() throws(StandardStream.Closed) -> Int32? {
        if core.isIdle {
            if let endingSignal { return 128 + endingSignal }
            if !isInteractive, let fault = core.firstFault {
                return fault.outcome.exitStatus(failure: fault.failure)
            }
            if !isInteractive, let status = takeLine() { return status }
        }
        // Of a pipe, a line is read when it can be sent; who types is always heard.
        let wantsInput = endingSignal == nil && !input.isAtEnd && (isInteractive || core.isIdle)
        if wantsInput { try prompt() }
        var sources = (
            pollfd(fd: wantsInput ? 0 : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0)
        )
        let delay = delay()
        let ready = withUnsafeMutableBytes(of: &sources) {
            poll($0.baseAddress!.assumingMemoryBound(to: pollfd.self), 2, delay)
        }
        if ready > 0, sources.1.revents != 0 {
            for signal in waker.take() {
                if let status = receive(signal) { return status }
            }
        }
        fulfil(core.receive(events.takeAll(), now: SystemClock.now()))
        core.tick(now: SystemClock.now())
        if ready > 0, sources.0.revents != 0 {
            input.fill()
            if isInteractive { return takeTyped() }
        }
        return nil
    }

    /// Milliseconds until time itself brings something; -1 for never.
    private func delay() -> Int32 {
        let now = SystemClock.now()
        guard let next = core.nextTick(now: now) else { return -1 }
        return Int32(min(next.seconds(since: now) * 1000, 1e9).rounded(.up))
    }

    private mutating func receive(_ signal: Int32) -> Int32? {
        if isInteractive {
            guard signal == SIGINT else { return 128 + signal }
            // The terminal shows `^C` where the cursor is.
            isPromptShown = hasPrompt
            return fulfil(core.interrupt(now: SystemClock.now()))
        }
        // Again, or with nothing to stop: at once.
        guard endingSignal == nil, !core.isIdle else { return 128 + signal }
        endingSignal = signal
        return fulfil(core.interrupt(now: SystemClock.now()))
    }

    // MARK: Input

    /// The next line of a pipe.
    private mutating func takeLine() -> Int32? {
        do throws(InputText.NotUTF8) {
            while core.isIdle, let line = try input.next() {
                guard let text = joiner.take([line]) else { continue }
                if let status = enter(text) { return status }
            }
        } catch {
            StandardStream.error.say("lexi: A question cannot be read: \(error.words).")
            return 65
        }
        guard core.isIdle, input.isAtEnd else { return nil }
        if let rest = joiner.finish() { return enter(rest) }
        guard core.hasBeenUsed else {
            StandardStream.error.say("lexi: The question is empty.")
            return 65
        }
        return core.isRunningAnywhere ? nil : 0
    }

    /// What was typed or pasted: lines that come at once are one message.
    private mutating func takeTyped() -> Int32? {
        // Ctrl+D on an empty line.
        guard let first = nextTyped() else { return input.isAtEnd ? 0 : nil }
        isPromptShown = false
        var lines = [first]
        while let more = nextPasted() { lines.append(more) }
        return joiner.take(lines).flatMap { enter($0) }
    }

    /// The next line that was typed; one that is no text is told, and not sent.
    private mutating func nextTyped() -> String? {
        do throws(InputText.NotUTF8) {
            return try input.next()
        } catch {
            StandardStream.error.say("lexi: This line cannot be read: \(error.words).")
            return ""
        }
    }

    private mutating func nextPasted() -> String? {
        if let line = nextTyped() { return line }
        var source = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        guard !input.isAtEnd, poll(&source, 1, Self.pasteMilliseconds) > 0 else { return nil }
        input.fill()
        return nextTyped()
    }

    private mutating func enter(_ text: String) -> Int32? {
        fulfil(core.enter(text, now: SystemClock.now()))
    }

    /// - Returns: The exit status when the user quits.
    @discardableResult
    private mutating func fulfil(_ requests: [LinearCore.Request]) -> Int32? {
        for request in requests {
            switch request {
            case .perform(let effect): engine.perform(effect)
            case .export(let export): core.didExport(ExportFolder.save(export))
            case .quit: return 0
            }
        }
        return nil
    }

    // MARK: Output

    private mutating func print() throws(StandardStream.Closed) {
        let lines = core.takeOutput()
        guard !lines.isEmpty else { return }
        var text = isPromptShown ? "\n" : ""
        isPromptShown = false
        for line in lines { text += (isASCII ? ASCIIText.folded(line) : line) + "\n" }
        try StandardStream.output.write(text)
    }

    private mutating func prompt() throws(StandardStream.Closed) {
        guard hasPrompt, core.isIdle || joiner.isOpen, !isPromptShown else { return }
        try StandardStream.output.write(joiner.isOpen ? "more: " : "you: ")
        isPromptShown = true
    }
}
