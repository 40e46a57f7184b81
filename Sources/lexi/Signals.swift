import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns the signals that ask a program to end into calls, for commands without a screen.
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
        Self.entrance.store(entrance, ordering: .sequentiallyConsistent)
        reading = DispatchSource.makeReadSource(fileDescriptor: exit, queue: .global())
        reading.setEventHandler { @Sendable in
            var number: UInt8 = 0
            while read(exit, &number, 1) == 1 { receive(Int32(number)) }
        }
        reading.setCancelHandler { @Sendable in close(exit) }
        reading.resume()
        handled = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].filter { number in
            // What nohup, or a shell without job control, has switched off stays off.
            var former = sigaction()
            sigaction(number, nil, &former)
            let isIgnored = unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self) == 1
            if !isIgnored { signal(number, noteSignal) }
            return !isIgnored
        }
    }

    /// The signals end the process again.
    func stop() {
        for number in handled { signal(number, SIG_DFL) }
        let entrance = Self.entrance.exchange(-1, ordering: .sequentiallyConsistent)
        if entrance >= 0 { close(entrance) }
        reading.cancel()
    }
}

/// Runs in the middle of anything, so it only writes a byte. A full pipe holds signals enough.
private func noteSignal(_ number: Int32) {
    let before = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(EndSignals.entrance.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = before
}
