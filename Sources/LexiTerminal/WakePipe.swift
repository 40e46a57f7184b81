internal import CNcurses
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Ends a wait for files, as `poll` is one, from any thread: a pipe that holds one byte at most,
/// however often it is asked to wake.
public final class WakePipe: Sendable {
    /// There is no pipe, since no descriptors are left.
    public struct OpenError: Error, Sendable, Hashable {
        /// What the system says.
        public let words: String
    }

    /// Is readable from a ``wake()`` on until the next ``reset()``.
    public let readEnd: Int32
    private let writeEnd: Int32
    private let isAwake = Atomic<Bool>(false)

    public init() throws(OpenError) {
        var ends: [Int32] = [-1, -1]
        guard lexi_open_pipe(&ends) else {
            throw OpenError(words: String(cString: strerror(errno)))
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Wakes. Costs a system call for the first of several calls only; never blocks.
    public func wake() {
        guard !isAwake.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var byte: UInt8 = 1
        while write(writeEnd, &byte, 1) < 0, errno == EINTR {}
    }

    /// Empties the pipe; wakes from here on count for the next wait.
    public func reset() {
        var byte: UInt8 = 0
        while read(readEnd, &byte, 1) < 0, errno == EINTR {}
        _ = isAwake.exchange(false, ordering: .acquiringAndReleasing)
    }
}
