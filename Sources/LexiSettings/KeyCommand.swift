internal import CSpawn

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Runs the program that prints a key.
///
/// It is started as it stands, without a shell. Its standard error and its terminal stay the
/// user's, so that it can ask for a pass phrase; its standard input is empty, since ours may be
/// the question. It inherits no other file of ours. Whatever it leaves behind is not waited for: a program it has started may hold
/// on to its output for ever.
struct KeyCommand {
    /// Why there is no key, in words that follow the command.
    struct RunError: Error {
        let reason: String
    }

    /// How long it may take to end when asked to.
    private static let grace: Int64 = 500
    /// How long nothing is printed until it is looked whether the program still runs.
    private static let lookout: Int64 = 20

    let command: [String]
    let timeout: Duration

    /// - Returns: What it printed.
    func run() throws(RunError) -> [UInt8] {
        let (process, output) = try start()
        defer { close(output) }
        let deadline = Self.milliseconds() + timeout.milliseconds
        var status: Int32?
        let bytes: [UInt8]
        do throws(RunError) {
            bytes = try read(output, of: process, status: &status, until: deadline)
        } catch {
            if status == nil { Self.end(process) }
            throw error
        }
        guard let status = status ?? Self.wait(for: process, until: deadline) else {
            Self.end(process)
            throw late
        }
        if status & 0x7F != 0 { throw RunError(reason: "was ended by signal \(status & 0x7F)") }
        guard status >> 8 == 0 else {
            throw RunError(reason: "ended with status \(status >> 8 & 0xFF)")
        }
        return bytes
    }

    private var late: RunError {
        let seconds = Double(timeout.milliseconds) / 1000
        return RunError(
            reason: "did not end within \(seconds) s; api_key_command_timeout gives it longer")
    }

    private func start() throws(RunError) -> (process: pid_t, output: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw RunError(reason: Self.cannotRun(errno)) }
        // Else a program that is started at the same time would keep them open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        #if canImport(Darwin)
            var attributes: posix_spawnattr_t?
        #else
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // That this program ignores it is no business of another.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        _ = lexi_spawn_close_from(&actions, &attributes, 3)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var process = pid_t()
        let error = posix_spawnp(&process, command[0], &actions, &attributes, &arguments, environ)
        guard error == 0 else {
            close(ends[0])
            throw RunError(
                reason: error == ENOENT
                    ? "cannot be run: there is no program \(command[0])" : Self.cannotRun(error))
        }
        return (process, ends[0])
    }

    private static func cannotRun(_ number: Int32) -> String {
        "cannot be run: \(String(cString: strerror(number)))"
    }

    /// Reads until the output is closed or the program has ended, whatever still holds the output.
    ///
    /// - Parameter status: Set when the program has ended, and with it is no process any more.
    private func read(
        _ output: Int32, of process: pid_t, status: inout Int32?, until deadline: Int64
    ) throws(RunError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while true {
            let left = deadline - Self.milliseconds()
            guard left > 0 else { throw late }
            var wait = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            // Looks after the program now and then: its end does not show here if something that
            // it has started goes on.
            let pause = status == nil ? min(left, Self.lookout) : 0
            if poll(&wait, 1, Int32(pause)) <= 0 {
                if status != nil { return bytes }
                var ended: Int32 = 0
                if waitpid(process, &ended, WNOHANG) == process { status = ended }
                continue
            }
            let count = systemRead(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= KeySource.maximumKeyBytes else {
                throw RunError(reason: "printed more than a key")
            }
        }
    }

    /// - Returns: How it ended, as `waitpid` says; `nil` if it has not.
    private static func wait(for process: pid_t, until deadline: Int64) -> Int32? {
        var status: Int32 = 0
        while true {
            let found = waitpid(process, &status, WNOHANG)
            if found == process { return status }
            // Another part of the program may have taken its status: then it is over, well or not.
            if found < 0, errno != EINTR { return 0 }
            if milliseconds() >= deadline { return nil }
            // It has closed its output, so it is about to end.
            poll(nil, 0, 5)
        }
    }

    private static func end(_ process: pid_t) {
        kill(process, SIGTERM)
        if wait(for: process, until: milliseconds() + grace) != nil { return }
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    private static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
