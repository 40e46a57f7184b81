internal import CSpawn
internal import Glibc

/// A program to measure: how it is started against the server.
struct Program {
    var name: String
    var path: String
    var arguments: [String]
    var environment: [String]
    /// Whether it has tabs; else each conversation is a process of its own.
    var hasTabs: Bool
}

/// A program in a terminal of its own: typed at, looked at, and accounted for.
final class Client {
    let screen = Screen()
    let startedAt: UInt64
    /// Bytes the program has written so far, and in how many portions they were read.
    private(set) var byteCount = 0
    private(set) var portionCount = 0
    private let identifier: pid_t
    private let terminal: Int32
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)
    private var typedCount = 0

    init(_ program: Program) {
        var userEnd: Int32 = -1
        var programEnd: Int32 = -1
        var name = [CChar](repeating: 0, count: 128)
        precondition(
            openpty(&userEnd, &programEnd, &name, nil, nil) == 0, "no terminal: \(errno)")
        terminal = userEnd
        defer { close(programEnd) }
        _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
        _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
        _ = fcntl(programEnd, F_SETFD, FD_CLOEXEC)
        var size = winsize(
            ws_row: UInt16(Screen.rows), ws_col: UInt16(Screen.columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
        // What is typed before the program is up must not be shown by the terminal itself.
        var settings = termios()
        tcgetattr(terminal, &settings)
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(terminal, TCSANOW, &settings)
        startedAt = now()
        identifier = Self.spawn(program, standardStreams: name)
    }

    deinit {
        kill(identifier, SIGKILL)
        waitpid(identifier, nil, 0)
        close(terminal)
        buffer.deallocate()
    }

    /// Starts a program as the leader of a session, its standard streams one file.
    static func spawn(_ program: Program, standardStreams path: [CChar]) -> pid_t {
        var arguments = ([program.path] + program.arguments).map { strdup($0) } + [nil]
        var environment = program.environment.map { strdup($0) } + [nil]
        defer { for pointer in arguments + environment { free(pointer) } }
        var identifier = pid_t()
        let error = lexi_spawn_on_terminal(&identifier, &arguments, &environment, path, nil, -1)
        precondition(error == 0, "\(program.path) does not start: \(error)")
        return identifier
    }

    // MARK: what a user does

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        precondition(write(terminal, bytes, bytes.count) == bytes.count, "not typed: \(errno)")
    }

    /// Hands over a text as a terminal does that marks pastes, as fast as it is taken.
    func paste(_ text: String) {
        let bytes = Array("\u{1B}[200~\(text)\u{1B}[201~".utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
            if count > 0 {
                sent += count
            } else {
                precondition(errno == EAGAIN, "not pasted: \(errno)")
                _ = show(until: now() + 1_000_000)
            }
        }
    }

    func ask(rate: Int, count: Int) { type("rate \(rate) count \(count)\r") }

    /// Types one letter that nothing else on the screen has.
    ///
    /// - Returns: Nanoseconds until it was on the screen.
    func timeKey() -> UInt64 {
        typedCount += 1
        let began = now()
        type("Z")
        let shown = wait(for: 10) { $0.count(of: "Z") >= self.typedCount }
        if typedCount == 40 {
            type(String(repeating: "\u{7F}", count: typedCount))
            typedCount = 0
            wait(for: 10) { $0.count(of: "Z") == 0 }
        }
        return shown - began
    }

    func clearKeys() {
        type(String(repeating: "\u{7F}", count: typedCount))
        typedCount = 0
        wait(for: 10) { $0.count(of: "Z") == 0 }
    }

    // MARK: what is seen

    /// Shows output until a condition holds, at most for some seconds.
    ///
    /// - Returns: When the output came that fulfilled it.
    @discardableResult
    func wait(for seconds: Double, until condition: (Screen) -> Bool) -> UInt64 {
        let end = now() + UInt64(seconds * 1e9)
        while true {
            if let time = show(until: end) {
                if condition(screen) { return time }
            } else if condition(screen) {
                return now()
            } else if now() >= end {
                fatalError("It did not happen in \(seconds) s; the screen:\n\(screen.picture)")
            }
        }
    }

    /// Shows output for some time.
    func watch(for seconds: Double, _ look: (UInt64) -> Void = { _ in }) {
        let end = now() + UInt64(seconds * 1e9)
        while now() < end {
            if let time = show(until: end) { look(time) }
        }
    }

    /// Waits for output and shows it.
    ///
    /// - Returns: When it came; `nil` when none did.
    private func show(until end: UInt64) -> UInt64? {
        var source = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        let left = end > now() ? (end - now()) / 1_000_000 + 1 : 0
        guard poll(&source, 1, Int32(clamping: left)) > 0 else { return nil }
        let count = read(terminal, buffer.baseAddress, buffer.count)
        let time = now()
        precondition(count > 0, "The program ended; its screen:\n\(screen.picture)")
        byteCount += count
        portionCount += 1
        screen.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return time
    }

    // MARK: what it takes

    /// Seconds of processor time of all its threads so far.
    var cpuSeconds: Double {
        var clock = clockid_t()
        var time = timespec()
        precondition(
            clock_getcpuclockid(identifier, &clock) == 0 && clock_gettime(clock, &time) == 0,
            "The program ended; its screen:\n\(screen.picture)")
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// How often its threads have gone to sleep so far.
    var wakeUps: Int {
        let folder = "/proc/\(identifier)/task"
        guard let entries = opendir(folder) else { return 0 }
        defer { closedir(entries) }
        var total = 0
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            total += Self.field("voluntary_ctxt_switches:", in: "\(folder)/\(name)/status")
        }
        return total
    }

    /// Resident memory in MB (10^6 bytes), and the part of it that is no file's.
    var memory: (resident: Double, anonymous: Double) {
        let path = "/proc/\(identifier)/status"
        return (
            Double(Self.field("VmRSS:", in: path)) * 1024 / 1e6,
            Double(Self.field("RssAnon:", in: path)) * 1024 / 1e6
        )
    }

    private static func field(_ name: String, in path: String) -> Int {
        guard let file = fopen(path, "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = line.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
            guard text.hasPrefix(name) else { continue }
            return Int(text.dropFirst(name.count).drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
        }
        return 0
    }
}
