import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ends a `poll` from any thread, and carries the signals that came.
final class WakePipe: Sendable {
    /// Is readable once somebody has called.
    let readEnd: Int32
    private let writeEnd: Int32
    private let signals = Mutex<[Int32]>([])

    init() throws(CommandFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw CommandFailure(70, "No pipe is left: \(String(cString: strerror(errno))).")
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Wakes; a pipe that is full wakes as well.
    func wake() {
        var byte: UInt8 = 1
        _ = systemWrite(writeEnd, &byte, 1)
    }

    /// Wakes for a signal.
    func post(_ signal: Int32) {
        signals.withLock { $0.append(signal) }
        wake()
    }

    /// Empties the pipe and hands out the signals.
    func take() -> [Int32] {
        var bytes = [UInt8](repeating: 0, count: 512)
        while read(readEnd, &bytes, bytes.count) == bytes.count {}
        return signals.withLock { signals in
            defer { signals = [] }
            return signals
        }
    }
}
