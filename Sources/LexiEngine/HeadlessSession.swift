public import LexiAPI
public import LexiSession
import LexiState

/// Prints one turn without a screen: its events as they come, and once for each silence that it
/// counts as a stall, so that a time-out is no surprise.
///
/// It is an actor so that the two are never printed at the same time.
public actor HeadlessSession<Printer: HeadlessPrinter & Sendable> {
    /// How the turn ended.
    public typealias Ending = PrintedTurns<Printer>.Ending

    private var turns: PrintedTurns<Printer>
    private let now: @Sendable () -> Instant
    private let write: @Sendable (HeadlessOutput) -> Void
    /// Since when something could have been heard and was not.
    private var silentSince: Instant
    private var hasToldSilence = false

    /// - Parameters:
    ///   - now: The clock that the events are stamped with.
    ///   - write: Puts out what was printed. It may block, which makes the stream wait.
    public init(
        printer: Printer, now: @escaping @Sendable () -> Instant,
        write: @escaping @Sendable (HeadlessOutput) -> Void
    ) {
        turns = PrintedTurns(printer)
        self.now = now
        self.write = write
        silentSince = now()
    }

    /// Prints events, and returns the turn's ending once it is among them.
    public func take(_ events: [SessionEvent]) -> Ending? {
        var output = HeadlessOutput()
        var isOver = false
        var announcedEnd: Instant?
        for event in events {
            for runEvent in turns.print(event, to: &output) {
                switch runEvent {
                case .ended: isOver = true
                // The wait that follows is announced, and no silence.
                case .retrying(let retry): announcedEnd = event.instant.advanced(by: retry.wait)
                default: announcedEnd = nil
                }
            }
        }
        write(output)
        // Not the time of the last event: while our own reader was slow, nobody listened.
        let now = now()
        silentSince = max(now, announcedEnd ?? now)
        hasToldSilence = false
        return isOver ? turns.ending : nil
    }

    /// Looks out for silences until the task is cancelled.
    ///
    /// It wakes once in the time that counts as a stall, however many events come meanwhile.
    ///
    /// - Parameter sleep: Passes time. Throws when the task is cancelled, and only then.
    public func watch(sleep: @Sendable (Duration) async throws -> Void) async {
        while !Task.isCancelled {
            let wait = look()
            do {
                try await sleep(wait)
            } catch {
                return
            }
        }
    }

    /// Tells a stall that has not been told, and returns when it is time to look again.
    private func look() -> Duration {
        let limit = TurnStatus.stallSeconds
        let silence = now().seconds(since: silentSince)
        guard silence >= limit else { return .seconds(limit - silence) }
        if !hasToldSilence {
            hasToldSilence = true
            var output = HeadlessOutput()
            turns.printStall(seconds: Int(silence), to: &output)
            write(output)
        }
        return .seconds(limit)
    }
}
