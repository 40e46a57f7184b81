import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns the signals that ask a program to end into calls, for commands without a screen.
///
/// A command that cannot end because nobody takes what it writes is ended here, soon after.
///
/// A handler writes the signal's number into a pipe, which waits there until it is read, so none
/// is lost once this exists. Signal sources of Dispatch need a signal to be ignored, and it is
/// then dropped whenever the main thread happens not to block it.
struct EndSignals {
    private let reading: any DispatchSourceRead
    private let handled: [Int32]

    /// The end of the pipe that the handler writes to; one instance at a time.
    fileprivate static let entrance = Atomic<Int32>(-1)

    /// Calls back for each SIGINT, SIGTERM, SIGHUP and SIGQUIT with its number, until ``stop()``.
    init(_ receive: @escaping @Sendable (Int32) -> Void) {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "no pipe for signals: \(errno)")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        let (exit, entrance) = (ends[0], ends[1])
        let watch = StandstillWatch()
        Self.entrance.store(entrance, ordering: .sequentiallyConsistent)
        reading = DispatchSource.makeReadSource(fileDescriptor: exit, queue: .global())
        reading.setEventHandler { @Sendable in
            var number: UInt8 = 0
            while read(exit, &number, 1) == 1 {
                watch.begin(signal: Int32(number))
                receive(Int32(number))
            }
        }
        reading.setCancelHandler { @Sendable in close(exit) }
        reading.resume()
        handled = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].filter { number in
            // What nohup, or a shell without job control, has switched off stays off.
            let isWanted = !Self.isIgnored(number)
            if isWanted { signal(number, noteSignal) }
            return isWanted
        }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    /// Lets SIGQUIT end the program as it ends any other.
    ///
    /// Where Swift's `swift-backtrace` is installed, its runtime takes SIGQUIT for a crash before
    /// `main` begins. Nearly all signals are then blocked while the report is written and a key is
    /// waited for on the terminal, for ever where nobody reads it.
    static func takeQuitFromCrashReports() {
        if !isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
    }

    /// The signals end the process again.
    func stop() {
        for number in handled { signal(number, SIG_DFL) }
        let entrance = Self.entrance.exchange(-1, ordering: .sequentiallyConsistent)
        if entrance >= 0 { close(entrance) }
        reading.cancel()
    }
}

/// Ends the process when, after a signal, a write to a standard stream stands still: the thread
/// that waits there cannot be called back.
private final class StandstillWatch: Sendable {
    /// Two looks in a row that find the same write end the process, well within a second.
    private static let interval = DispatchTimeInterval.milliseconds(300)
    private let timer = Mutex<(any DispatchSourceTimer)?>(nil)

    /// Begins with the first signal, and goes on until the process ends.
    func begin(signal: Int32) {
        timer.withLock { timer in
            guard timer == nil else { return }
            let new = DispatchSource.makeTimerSource(queue: .global())
            let last = Mutex<[WriteProgress.Standstill?]>([nil, nil])
            new.setEventHandler { @Sendable in
                let found = [StandardStream.output, .error].map(\.progress.standstill)
                let isStuck = last.withLock { last in
                    defer { last = found }
                    return zip(last, found).contains { $0 != nil && $0 == $1 }
                }
                // Not exit(): what that would still write would wait as well.
                if isStuck { _exit(128 + signal) }
            }
            new.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
            new.resume()
            timer = new
        }
    }
}

/// Runs in the middle of anything, so it only writes a byte. A full pipe holds signals enough.
private func noteSignal(_ number: Int32) {
    let before = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(EndSignals.entrance.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = before
}
