internal import CSpawn

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Runs a small program that answers soon or never: it is given a text, and what it prints is read.
///
/// It is started as it stands, without a shell, inherits no file of ours, and has no terminal.
public struct ProgramRun {
    /// No answer that is awaited is longer.
    private static let maximumBytes = 1 << 18

    private let command: [String]
    private let input: [UInt8]
    private let limit: Duration

    /// - Parameters:
    ///   - command: The program and its arguments.
    ///   - input: What it reads.
    ///   - limit: How long it may take; it is killed then.
    public init(command: [String], input: [UInt8] = [], limit: Duration) {
        self.command = command
        self.input = input
        self.limit = limit
    }

    /// Blocks until it has ended.
    ///
    /// - Returns: What it printed; `nil` when it could not be started, failed, or took too long.
    public func run() -> String? {
        // Not a pipe: writing to one that is closed would raise a signal.
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Self.stream, 0, &ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let own = ends[0]
        defer { close(own) }
        let process = start(ends[1])
        close(ends[1])
        guard let process else { return nil }
        _ = fcntl(own, F_SETFL, O_NONBLOCK)
        let printed = talk(own, until: .now + limit)
        if printed == nil { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard let printed, status == 0 else { return nil }
        return String(decoding: printed, as: UTF8.self)
    }

    private func start(_ socket: Int32) -> pid_t? {
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var process = pid_t()
        let error = lexi_spawn(&process, arguments, nil, socket, socket, Int32(LEXI_SPAWN_NOTHING))
        return error == 0 ? process : nil
    }

    /// Writes the input and reads the output, each as it goes.
    ///
    /// - Returns: `nil` when the time is over.
    private func talk(
        _ socket: Int32, until end: ContinuousClock.Instant
    ) -> [UInt8]? {
        var rest = input[...]
        if rest.isEmpty { shutdown(socket, Self.writing) }
        var printed: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while true {
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { return nil }
            let events = POLLIN | (rest.isEmpty ? 0 : POLLOUT)
            var source = pollfd(fd: socket, events: Int16(events), revents: 0)
            guard poll(&source, 1, Int32(left / .milliseconds(1)) + 1) > 0 else { continue }
            if !rest.isEmpty, Int32(source.revents) & Int32(POLLOUT) != 0 {
                let count = rest.withUnsafeBytes {
                    send(socket, $0.baseAddress, $0.count, Self.noSignal)
                }
                // One that reads no more may still say why.
                rest = count < 0 && errno != EAGAIN ? [] : rest.dropFirst(max(0, count))
                if rest.isEmpty { shutdown(socket, Self.writing) }
            }
            let count = read(socket, &buffer, buffer.count)
            if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { return printed }
            if count > 0 { printed += buffer[..<count].prefix(Self.maximumBytes - printed.count) }
        }
    }

    #if canImport(Darwin)
        private static let stream = SOCK_STREAM
        private static let writing = SHUT_WR
        private static let noSignal: Int32 = 0
    #else
        private static let stream = Int32(SOCK_STREAM.rawValue)
        private static let writing = Int32(SHUT_WR)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #endif
}
