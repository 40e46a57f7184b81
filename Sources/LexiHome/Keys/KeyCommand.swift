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
/// It is started as it stands, without a shell. Its terminal stays the user's, so that it can ask
/// for a pass phrase there; its standard input is empty, since ours may be the question, and what
/// it says on its standard error is brought along: it may quote the key, and the screen may be the
/// dashboard's. It inherits no other file of ours, and ends with this program, as does what it has
/// started (on Linux). Whatever it leaves behind when it ends by itself is not waited for: a program
/// it has started may hold on to its output for ever.
struct KeyCommand {
    /// Why there is no key, in words that follow the command. Nothing of its arguments is in them.
    struct RunError: Error {
        let reason: String
    }

    /// What it printed.
    struct Printed {
        var output: [UInt8] = []
        /// The beginning of its standard error.
        var errors: [UInt8] = []
    }

    /// How long it may take to end when asked to.
    private static let grace: Int64 = 500
    /// How long nothing is printed until it is looked whether the program still runs.
    private static let lookout: Int64 = 20
    /// The same for a program that has closed its output, so that it is about to end.
    private static let shortLookout: Int64 = 5
    /// More of its standard error is read, and left out.
    private static let mostErrorBytes = 1 << 14

    let command: [String]
    let timeout: Duration

    /// Waits for its end.
    ///
    /// - Parameter printed: What it printed, also when that is no key.
    func run(_ printed: inout Printed) throws(RunError) {
        let (process, output, errors) = try start()
        defer {
            close(output)
            close(errors)
        }
        let status: Int32
        do throws(RunError) {
            status = try follow(process, output, errors, &printed)
        } catch {
            Self.end(process)
            throw error
        }
        if status & 0x7F != 0 { throw RunError(reason: "was ended by signal \(status & 0x7F)") }
        guard status >> 8 == 0 else {
            throw RunError(reason: "ended with status \(status >> 8 & 0xFF)")
        }
    }

    private var late: RunError {
        let seconds = Double(timeout.milliseconds) / 1000
        return RunError(
            reason: "did not end within \(seconds) s; api_key_command_timeout gives it longer")
    }

    private func start() throws(RunError) -> (process: pid_t, output: Int32, errors: Int32) {
        let (output, errors) = (try Self.pipe(), try Self.pipe())
        defer {
            close(output.writing)
            close(errors.writing)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var process = pid_t()
        let error = lexi_spawn_tied(&process, arguments, output.writing, errors.writing)
        guard error == 0 else {
            close(output.reading)
            close(errors.reading)
            throw RunError(
                reason: error == ENOENT
                    ? "cannot be run: there is no program \(command[0])" : Self.cannotRun(error))
        }
        return (process, output.reading, errors.reading)
    }

    private static func pipe() throws(RunError) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard systemPipe(&ends) == 0 else { throw RunError(reason: cannotRun(errno)) }
        // Else a program that is started at the same time would keep them open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func cannotRun(_ number: Int32) -> String {
        "cannot be run: \(String(cString: strerror(number)))"
    }

    /// Reads until the program has ended, whatever still holds what it wrote to.
    ///
    /// - Returns: How it ended, as `waitpid` says.
    private func follow(
        _ process: pid_t, _ output: Int32, _ errors: Int32, _ printed: inout Printed
    ) throws(RunError) -> Int32 {
        let deadline = Self.milliseconds() + timeout.milliseconds
        var waits = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var status: Int32?
        while true {
            let left = deadline - Self.milliseconds()
            guard left > 0 else { throw late }
            let pause = waits[0].fd < 0 ? Self.shortLookout : Self.lookout
            let count = poll(
                &waits, nfds_t(waits.count), Int32(status == nil ? min(left, pause) : 0))
            if count > 0 {
                try take(&waits, &printed)
                continue
            }
            // Nothing is left of what it has written before its end.
            if let status { return status }
            status = Self.status(of: process)
        }
    }

    /// - Returns: How it ended; `nil` while it runs. Its end does not always show in its output:
    ///   something that it has started may go on.
    private static func status(of process: pid_t) -> Int32? {
        var status: Int32 = 0
        let found = waitpid(process, &status, WNOHANG)
        if found == process { return status }
        // Another part of the program may have taken its status: then it is over, well or not.
        return found < 0 && errno != EINTR ? 0 : nil
    }

    private func take(_ waits: inout [pollfd], _ printed: inout Printed) throws(RunError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        for index in waits.indices where waits[index].fd >= 0 && waits[index].revents != 0 {
            let count = systemRead(waits[index].fd, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 {
                waits[index].fd = -1
            } else if index == 0 {
                printed.output += buffer[..<count]
            } else {
                let room = Self.mostErrorBytes - printed.errors.count
                printed.errors += buffer[..<min(count, room)]
            }
            guard printed.output.count <= KeySource.maximumKeyBytes else {
                throw RunError(reason: "printed more than a key")
            }
        }
    }

    /// - Returns: Whether it has ended.
    private static func wait(for process: pid_t, until deadline: Int64) -> Bool {
        while status(of: process) == nil {
            if milliseconds() >= deadline { return false }
            poll(nil, 0, Int32(shortLookout))
        }
        return true
    }

    private static func end(_ process: pid_t) {
        kill(process, SIGTERM)
        if wait(for: process, until: milliseconds() + grace) { return }
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

// The method of this name hides it.
private func systemPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
