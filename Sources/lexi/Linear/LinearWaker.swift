import LexiTerminal
import Synchronization

/// Ends the wait of a run of lines from any thread, and carries the signals that came.
final class LinearWaker: Sendable {
    private let pipe: WakePipe
    private let signals = Mutex<[Int32]>([])

    init() throws(CommandFailure) {
        do throws(WakePipe.OpenError) {
            pipe = try WakePipe()
        } catch {
            throw CommandFailure(70, "No pipe is left: \(error.words).")
        }
    }

    /// Is readable once somebody has called.
    var readEnd: Int32 { pipe.readEnd }

    func wake() { pipe.wake() }

    /// Wakes for a signal.
    func post(_ signal: Int32) {
        signals.withLock { $0.append(signal) }
        wake()
    }

    /// Hands out the signals; the next wait ends with what comes from here on.
    func take() -> [Int32] {
        pipe.reset()
        return signals.withLock { signals in
            defer { signals = [] }
            return signals
        }
    }
}
