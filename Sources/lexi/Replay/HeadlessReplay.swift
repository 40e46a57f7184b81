import LexiBus
import LexiClient
import LexiEngine
import LexiSession
import LexiState

/// Prints a recording as the live run printed it.
struct HeadlessReplay {
    private let recording: Recording
    private let speed: ReplaySpeed

    init(_ recording: Recording, speed: ReplaySpeed) {
        self.recording = recording
        self.speed = speed
    }

    /// - Returns: The exit status: that of the last turn.
    func run(printer: some HeadlessPrinter & Sendable) async -> Int32 {
        let bus = SessionBus.session()
        let events = bus.subscribe("printer", capacity: .bytes(1 << 20))
        let source = ReplaySource(
            recording, on: bus, speed: speed, now: SystemClock.now,
            sleep: { try await Task.sleep(for: $0, clock: .continuous) })
        let playing = Task {
            await source.play()
            await bus.finish()
        }
        var turns = PrintedTurns(printer, hasTimes: recording.hasTimes)
        for await batch in events {
            var output = HeadlessOutput()
            for event in batch { turns.print(event, to: &output) }
            write(output)
        }
        await playing.value
        return turns.ending.map { $0.outcome.exitStatus(failure: $0.failure) } ?? 0
    }

    private func write(_ printed: HeadlessOutput) {
        for piece in printed.pieces {
            switch piece {
            case .output(let text): StandardStream.print(text, terminator: "")
            case .diagnostic(let text): StandardStream.error.tell(text)
            }
        }
    }
}
