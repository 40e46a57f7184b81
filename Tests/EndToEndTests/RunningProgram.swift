import Foundation
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A `lexi` without a terminal, watched through pipes while it runs.
final class RunningProgram {
    /// It did not do in time what was waited for, and was ended.
    struct TookTooLong: Error, CustomStringConvertible {
        var description: String
    }

    /// No run of these tests takes a second on its own; the machine may be busy.
    private static let patience = Duration.seconds(60)

    private let process: ChildProcess
    private let pipes = (output: Pipe(), errors: Pipe())
    private let end = ContinuousClock.now + patience
    private(set) var output: [UInt8] = []
    private(set) var errors: [UInt8] = []
    private var openPipes: Set<Int32>

    /// Starts it.
    ///
    /// - Parameter environment: All of it but the time zone: nothing is inherited.
    init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
        openPipes = [
            pipes.output.fileHandleForReading.fileDescriptor,
            pipes.errors.fileHandleForReading.fileDescriptor,
        ]
        let question = Pipe()
        process = try ChildProcess(
            executable: BuiltProduct.path(of: "lexi"), arguments: arguments,
            environment: ["TZ": "UTC"].merging(environment) { $1 },
            input: question.fileHandleForReading.fileDescriptor,
            output: pipes.output.fileHandleForWriting.fileDescriptor,
            errors: pipes.errors.fileHandleForWriting.fileDescriptor)
        // Else these would keep the pipes open when the program has ended.
        try question.fileHandleForReading.close()
        try pipes.output.fileHandleForWriting.close()
        try pipes.errors.fileHandleForWriting.close()
        // What is asked in these tests fits into a pipe.
        try question.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try question.fileHandleForWriting.close()
    }

    deinit { if process.isRunning { process.signal(SIGKILL) } }

    var outputText: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: errors, as: UTF8.self) }

    var processIdentifier: Int32 { process.processIdentifier }

    func signal(_ number: Int32) { process.signal(number) }

    /// Stops reading what it prints, as `head` does when it has enough.
    func closeOutput() throws {
        openPipes.remove(pipes.output.fileHandleForReading.fileDescriptor)
        try pipes.output.fileHandleForReading.close()
    }

    /// Stops reading one of the streams, and fills it: the next write to it waits for ever.
    func leaveUnread(_ stream: KeyPath<(output: Pipe, errors: Pipe), Pipe>) throws {
        let reading = pipes[keyPath: stream].fileHandleForReading.fileDescriptor
        openPipes.remove(reading)
        // Opened anew, so that the program's own end still waits.
        let filling = open("/proc/self/fd/\(reading)", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        try #require(filling >= 0)
        defer { close(filling) }
        let blanks = [UInt8](repeating: 0x20, count: 4096)
        var count = blanks.count
        while count > 0 {
            // In smaller and smaller portions, to the last byte.
            if write(filling, blanks, count) < 0, errno != EINTR { count /= 2 }
        }
    }

    /// Reads what it prints until a condition holds.
    func waitUntil(_ expectation: String, _ condition: (RunningProgram) -> Bool) throws {
        while !condition(self) {
            guard try read() else { throw failure(expectation, "it ended") }
        }
    }

    /// Reads what it prints to the end, and how it ended.
    func finish() throws -> Program.Result {
        while try read() {}
        return Program.Result(
            output: outputText, errors: errorText, status: process.waitUntilExit())
    }

    /// Waits for more of either stream.
    ///
    /// - Returns: `false` once both have ended.
    private func read() throws -> Bool {
        if openPipes.isEmpty { return false }
        var sources = openPipes.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero,
            poll(&sources, nfds_t(sources.count), Int32(left.components.seconds) * 1000 + 1000) >= 0
        else { throw failure("the end", "it still runs") }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        for source in sources where source.revents != 0 {
            let count = Foundation.read(source.fd, &bytes, bytes.count)
            if count <= 0 {
                openPipes.remove(source.fd)
            } else if source.fd == pipes.output.fileHandleForReading.fileDescriptor {
                output += bytes[..<count]
            } else {
                errors += bytes[..<count]
            }
        }
        return true
    }

    private func failure(_ expectation: String, _ reason: String) -> TookTooLong {
        if process.isRunning { process.signal(SIGKILL) }
        return TookTooLong(
            description: "waited for \(expectation), but \(reason); it printed:\n"
                + outputText.suffix(2000) + "\n" + errorText.suffix(2000))
    }
}
