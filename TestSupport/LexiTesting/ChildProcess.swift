import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program without a terminal.
///
/// Not Foundation's `Process`, which on Linux lists the open files of the whole test process to
/// close them in the child, and reads beyond its buffer when there are very many.
public final class ChildProcess {
    public let processIdentifier: Int32
    private var ending: Int32?

    /// Starts a program. It inherits these three streams and no other file, and finds every signal
    /// as a program does that a shell starts.
    ///
    /// - Parameters:
    ///   - environment: All of it: nothing is inherited.
    ///   - input: The descriptor of its standard input; `nil` is an empty one.
    ///   - output: Of its standard output; `nil` throws it away.
    ///   - errors: Of its standard error; `nil` throws it away.
    /// - Throws: `SystemCallError` when it cannot be started.
    public init(
        executable: String, arguments: [String], environment: [String: String] = [:],
        input: Int32? = nil, output: Int32? = nil, errors: Int32? = nil
    ) throws {
        processIdentifier = try Spawn.start(executable, arguments, environment) {
            lexi_spawn(
                &$0, $1, $2, input ?? Int32(LEXI_SPAWN_NOTHING),
                output ?? Int32(LEXI_SPAWN_NOTHING),
                errors ?? Int32(LEXI_SPAWN_NOTHING))
        }
    }

    /// Waits for its end.
    ///
    /// - Returns: The exit status; `nil` when a signal ended it.
    @discardableResult
    public func waitUntilExit() -> Int32? {
        while ending == nil {
            var status: Int32 = 0
            let found = waitpid(processIdentifier, &status, 0)
            if found == processIdentifier { ending = status }
            precondition(found >= 0 || errno == EINTR, "nobody else waits for it")
        }
        let status = ending ?? 0
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    }

    /// Whether it has not ended yet.
    public var isRunning: Bool {
        guard ending == nil else { return false }
        var status: Int32 = 0
        guard waitpid(processIdentifier, &status, WNOHANG) == processIdentifier else { return true }
        ending = status
        return false
    }

    /// Sends it a signal, unless its end has been seen.
    public func signal(_ number: Int32) {
        if ending == nil { kill(processIdentifier, number) }
    }
}
