import LexiAPI
import LexiHome
import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program's log, `$XDG_STATE_HOME/lexi/lexi.log`, for this user alone.
///
/// It is opened with its first line, so that a start costs nothing and a quiet run leaves nothing.
/// Where it cannot be written there is no log: the work goes on.
final class LogFile: Sendable {
    /// A file that has grown larger than this is put aside as `lexi.log.1` when it is opened.
    private static let maximumBytes: Int64 = 4 << 20

    private enum State {
        case closed
        /// - Parameter isCut: Whether the file ends within a line, as a full disk leaves it.
        case open(Int32, isCut: Bool)
        case unusable
    }

    private let state = Mutex(State.closed)
    static let shared = LogFile()

    static func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "lexi") { _ in LogLines { LogFile.shared.append($0) } }
        logger.logLevel = level
        return logger
    }

    /// Appends a line in one piece, so that several programs can share the file.
    func append(_ line: String) {
        state.withLock { state in
            if case .closed = state { state = Self.open() }
            guard case .open(let descriptor, let isCut) = state else { return }
            var text = isCut ? "\n" + line : line
            let isWhole = text.withUTF8 {
                systemWrite(descriptor, $0.baseAddress!, $0.count) == $0.count
            }
            state = .open(descriptor, isCut: !isWhole)
        }
    }

    private static func open() -> State {
        guard let folder = GlobalOptions.paths.stateFolder, let path = GlobalOptions.paths.logFile,
            PrivateFolder.make(folder) == nil
        else { return .unusable }
        var status = stat()
        if stat(path, &status) == 0, status.st_size > maximumBytes {
            rename(path, path + ".1")
        }
        let descriptor = openForAppending(path)
        guard descriptor >= 0 else { return .unusable }
        // A pipe or a terminal in its place would be waited for, and what was left open to others
        // is closed to them.
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            fchmod(descriptor, 0o600) == 0
        else {
            close(descriptor)
            return .unusable
        }
        var last: UInt8 = 0x0A
        if status.st_size > 0 { pread(descriptor, &last, 1, status.st_size - 1) }
        return .open(descriptor, isCut: last != 0x0A)
    }

    private static func openForAppending(_ path: String) -> Int32 {
        let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        #if canImport(Darwin)
            return Darwin.open(path, flags, 0o600)
        #else
            return Glibc.open(path, flags, 0o600)
        #endif
    }
}
