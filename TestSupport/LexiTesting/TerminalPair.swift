public import LexiScreen

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A call to the system that failed in a test's surroundings.
public struct SystemCallError: Error, CustomStringConvertible {
    public var description: String

    init(_ call: String, number: Int32 = errno) {
        description = "\(call): \(String(cString: strerror(number)))"
    }
}

/// Both ends of a pseudo terminal, with a ``VirtualTerminal`` that shows what is written to it.
///
/// The program's end stays open here, so that its settings can be compared after the program is
/// gone. Belongs to one thread.
public final class TerminalPair {
    public let screen: VirtualTerminal
    /// The end that a program has as its terminal.
    public let programEnd: Int32
    /// The path of ``programEnd``.
    public let path: String
    private(set) var userEnd: Int32

    public init(size: Size) throws {
        var (userEnd, programEnd): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 256)
        guard openpty(&userEnd, &programEnd, &name, nil, nil) == 0 else {
            throw SystemCallError("openpty")
        }
        self.userEnd = userEnd
        self.programEnd = programEnd
        path = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // No program that a test starts may inherit another test's terminal.
        _ = fcntl(userEnd, F_SETFD, FD_CLOEXEC)
        _ = fcntl(programEnd, F_SETFD, FD_CLOEXEC)
        _ = fcntl(userEnd, F_SETFL, O_NONBLOCK)
        screen = VirtualTerminal(size: size)
        resize(size)
    }

    deinit {
        hangUp()
        close(programEnd)
    }

    /// Closes the user's end, as a window is closed.
    public func hangUp() {
        if userEnd >= 0 { close(userEnd) }
        userEnd = -1
    }

    /// Changes the window's size. The job in the foreground gets SIGWINCH.
    public func resize(_ size: Size) {
        var window = winsize()
        window.ws_col = UInt16(size.columns)
        window.ws_row = UInt16(size.rows)
        _ = ioctl(programEnd, UInt(TIOCSWINSZ), &window)
        if screen.size != size { screen.resize(size) }
    }

    /// Shows what has been written and not shown yet, and sends the terminal's answers.
    ///
    /// - Returns: The bytes shown.
    @discardableResult
    public func showOutput() -> [UInt8] {
        var output: [UInt8] = []
        guard userEnd >= 0 else { return output }
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(userEnd, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            output += buffer[..<count]
        }
        screen.feed(output)
        let answers = screen.takeAnswers()
        // Answers are few bytes: the terminal always has room for them.
        if !answers.isEmpty { _ = write(userEnd, answers, answers.count) }
        return output
    }

    /// Types text that fits the terminal's buffer of some 4 KB.
    public func type(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard write(userEnd, bytes, bytes.count) == bytes.count else {
            throw SystemCallError("write")
        }
    }

    /// Writes blanks to the program's end until it takes no more, as when nobody reads the other:
    /// whatever a program writes from now on waits, until output is shown.
    public func fill() {
        let settings = fcntl(programEnd, F_GETFL)
        _ = fcntl(programEnd, F_SETFL, settings | O_NONBLOCK)
        defer { _ = fcntl(programEnd, F_SETFL, settings) }
        let blanks = [UInt8](repeating: 0x20, count: 4096)
        // The system passes on some of it in its own time, and then takes a little more.
        var sink = pollfd(fd: programEnd, events: Int16(POLLOUT), revents: 0)
        while poll(&sink, 1, 200) > 0 {
            var count = blanks.count
            while count > 0 {
                // In smaller and smaller portions, to the last byte.
                if write(programEnd, blanks, count) < 0, errno != EINTR { count /= 2 }
            }
        }
    }

    /// How many bytes were typed that no program has read: what the next one, a shell, would get.
    /// The terminal no longer gathers lines afterwards.
    public func unreadInput() -> Int {
        var settings = termios()
        tcgetattr(programEnd, &settings)
        // A line that is not complete is not counted otherwise.
        settings.c_lflag &= ~tcflag_t(ICANON)
        tcsetattr(programEnd, TCSANOW, &settings)
        var count: Int32 = 0
        _ = ioctl(programEnd, UInt(FIONREAD), &count)
        return Int(count)
    }

    /// The terminal's settings: compare those before and after a program.
    public var settings: TerminalSettings {
        var settings = termios()
        tcgetattr(programEnd, &settings)
        return TerminalSettings(settings)
    }
}

/// What `tcgetattr` tells, to compare.
public struct TerminalSettings: Equatable, CustomStringConvertible {
    public var description: String

    init(_ settings: termios) {
        var settings = settings
        let characters = withUnsafeBytes(of: &settings.c_cc) { Array($0) }
        description =
            "input \(settings.c_iflag) output \(settings.c_oflag) control \(settings.c_cflag) "
            + "local \(settings.c_lflag) characters \(characters)"
    }
}
