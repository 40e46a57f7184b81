import CNcurses
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ends the terminal's wait from any thread.
public struct Waker: Sendable {
    let pipe: WakePipe

    /// Makes the wait under way, or else the next one, report ``TerminalEvent/woken``. Calls
    /// before that are one.
    ///
    /// What was written before the call is seen by whoever was woken by it. Costs a system call
    /// for the first of the calls only; never blocks.
    public func wake() { pipe.wake() }
}

/// A pipe that holds one byte at most, however often it is asked to wake.
final class WakePipe: Sendable {
    let readEnd: Int32
    private let writeEnd: Int32
    private let isAwake = Atomic<Bool>(false)

    /// - Throws: A ``TerminalError`` when no descriptors are left.
    init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard lexi_open_pipe(&ends) else {
            throw .system(String(cString: strerror(errno)))
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    func wake() {
        guard !isAwake.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var byte: UInt8 = 1
        while write(writeEnd, &byte, 1) < 0, errno == EINTR {}
    }

    /// Empties the pipe; wakes from here on count for the next wait.
    func reset() {
        var byte: UInt8 = 0
        while read(readEnd, &byte, 1) < 0, errno == EINTR {}
        _ = isAwake.exchange(false, ordering: .acquiringAndReleasing)
    }
}
