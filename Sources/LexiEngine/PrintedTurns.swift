public import LexiAPI
public import LexiSession

/// Prints the turns among the events of a session, one after the other: each with times that count
/// from its own question. It is a plain value, so that live runs and replays print the same.
public struct PrintedTurns<Printer: HeadlessPrinter & Sendable>: Sendable {
    /// How a turn ended.
    public struct Ending: Sendable, Hashable {
        public var outcome: Outcome
        /// The first failure, which is the cause.
        public var failure: Failure?
    }

    private let blank: Printer
    private let hasTimes: Bool
    private var printer: Printer
    private var start: Instant?
    private var failure: Failure?

    /// How the last turn ended that has.
    public private(set) var ending: Ending?

    /// - Parameters:
    ///   - printer: Prints a turn; each begins with one as it is here.
    ///   - hasTimes: Whether it is known when things happened, and what was asked.
    public init(_ printer: Printer, hasTimes: Bool = true) {
        blank = printer
        self.printer = printer
        self.hasTimes = hasTimes
    }

    /// Prints one event.
    ///
    /// - Returns: The run events that it stands for.
    @discardableResult
    public mutating func print(
        _ event: SessionEvent, to output: inout HeadlessOutput
    ) -> [RunEvent] {
        if case .asked = event.body { begin() }
        let began = start ?? event.instant
        start = began
        let milliseconds = hasTimes ? event.instant.seconds(since: began) * 1000 : nil
        let runEvents = runEvents(of: event)
        for runEvent in runEvents {
            printer.print(runEvent, atMilliseconds: milliseconds, to: &output)
            switch runEvent {
            case .failed(let reason): failure = failure ?? reason
            case .ended(let outcome, _): ending = Ending(outcome: outcome, failure: failure)
            default: break
            }
        }
        return runEvents
    }

    /// Tells that nothing has been heard for some time.
    public mutating func printStall(seconds: Int, to output: inout HeadlessOutput) {
        printer.printStall(seconds: seconds, to: &output)
    }

    private mutating func begin() {
        printer = blank
        start = nil
        failure = nil
    }

    private func runEvents(of event: SessionEvent) -> [RunEvent] {
        switch event.body {
        // Each turn has its last line, also where the program that ran it had none.
        case .interrupted: [.ended(.incomplete, terminator: false)]
        case .asked where !hasTimes: []
        default: event.runEvents
        }
    }
}
