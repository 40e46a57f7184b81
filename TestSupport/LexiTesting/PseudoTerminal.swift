public import LexiScreen

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program running in a terminal of its own, as the leader of its session, for tests from the
/// user's side: type, look at the screen, wait for what it should show.
///
/// Waiting blocks until the program writes or ends; nothing polls. Belongs to one thread.
public final class PseudoTerminal {
    /// How a program ended.
    public enum Ending: Equatable, Sendable {
        case exited(status: Int32)
        case killed(signal: Int32)
    }

    /// Something did not happen in time, with the screen as it was then.
    public struct TimeoutError: Error, CustomStringConvertible {
        public var description: String
    }

    public let pair: TerminalPair
    public let processIdentifier: Int32
    /// The terminal's settings as the program found them.
    public let settingsFound: TerminalSettings
    public var screen: VirtualTerminal { pair.screen }
    public private(set) var ending: Ending?
    /// Everything the program has written so far.
    public private(set) var output: [UInt8] = []

    /// The program holds the other end of this pipe, so this end is closed when it is gone.
    private let lifeline: Int32

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: All of it: nothing is inherited.
    ///   - workingDirectory: That of the tests when `nil`.
    ///   - isFull: Whether the terminal takes nothing from the start, until output is shown.
    public init(
        executable: String, arguments: [String] = [], environment: [String: String] = [:],
        size: Size = Size(columns: 80, rows: 24), workingDirectory: String? = nil,
        isFull: Bool = false
    ) throws {
        pair = try TerminalPair(size: size)
        settingsFound = pair.settings
        if isFull { pair.fill() }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemCallError("pipe") }
        lifeline = ends[0]
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        processIdentifier = try Spawn(
            executable: executable, arguments: arguments, environment: environment,
            terminal: pair.path, workingDirectory: workingDirectory, lifeline: ends[1]
        ).run()
    }

    deinit {
        if ending == nil {
            kill(processIdentifier, SIGKILL)
            reap()
        }
        close(lifeline)
    }

    // MARK: What a user does

    /// Types text, as the terminal sends it.
    public func type(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends bytes, showing output meanwhile so that neither side waits for the other.
    public func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(pair.userEnd, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                showOutput()
                try wait(for: .seconds(10), events: Int16(POLLIN | POLLOUT), "to take input")
            } else if errno != EINTR {
                throw SystemCallError("write")
            }
        }
    }

    /// Changes the window's size; the program gets SIGWINCH.
    public func resize(_ size: Size) { pair.resize(size) }

    public func signal(_ number: Int32) { kill(processIdentifier, number) }

    /// Closes the terminal's window: the program's session is hung up, and its terminal is gone.
    /// What it writes afterwards is not seen.
    public func hangUp() { pair.hangUp() }

    // MARK: Waiting

    /// Shows output until a condition holds.
    ///
    /// - Parameters:
    ///   - expectation: What is waited for, for the message.
    ///   - timeout: How long the program may take.
    /// - Throws: A ``TimeoutError`` with the screen, also when the program ends first.
    public func waitUntil(
        _ expectation: String, timeout: Duration = .seconds(10),
        _ condition: (VirtualTerminal) -> Bool
    ) throws {
        let end = ContinuousClock.now + timeout
        while true {
            let wasGone = ending != nil
            showOutput()
            if condition(screen) { return }
            if wasGone { throw failure(expectation, "the program ended: \(ending!)") }
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { throw failure(expectation, "no such thing in \(timeout)") }
            try wait(for: left, events: Int16(POLLIN), expectation)
        }
    }

    /// Shows output until the program ends.
    @discardableResult
    public func waitForExit(timeout: Duration = .seconds(10)) throws -> Ending {
        let end = ContinuousClock.now + timeout
        while ending == nil {
            showOutput()
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { throw failure("to end", "still running after \(timeout)") }
            try wait(for: left, events: Int16(POLLIN), "to end")
        }
        showOutput()
        return ending!
    }

    /// Waits until the program ends, and reads nothing of what it writes meanwhile.
    ///
    /// - Throws: A ``TimeoutError`` when it goes on.
    public func waitForExitUnread(timeout: Duration = .seconds(10)) throws -> Ending {
        while ending == nil { try wait(for: timeout, events: 0, "to end unread") }
        return ending!
    }

    private func showOutput() { output += pair.showOutput() }

    /// Blocks until there is output (or room for input), the program ends, or the time is over.
    private func wait(for time: Duration, events: Int16, _ expectation: String) throws {
        var sources = [pollfd(fd: pair.userEnd, events: events, revents: 0)]
        if ending == nil { sources.append(pollfd(fd: lifeline, events: Int16(POLLIN), revents: 0)) }
        let (seconds, attoseconds) = time.components
        let milliseconds = Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
        guard poll(&sources, nfds_t(sources.count), milliseconds) > 0 else {
            throw failure(expectation, "nothing happened in \(time)")
        }
        if sources.count > 1, sources[1].revents != 0 { reap() }
    }

    private func reap() {
        var status: Int32 = 0
        while waitpid(processIdentifier, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        ending = signal == 0 ? .exited(status: status >> 8 & 0xFF) : .killed(signal: signal)
    }

    private func failure(_ expectation: String, _ reason: String) -> TimeoutError {
        TimeoutError(
            description: "waited for the program \(expectation), but \(reason); the screen:\n"
                + screen.text)
    }
}
