internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The program's log, for this user alone.
///
/// It is opened with its first line, so that a start costs nothing and a quiet run leaves nothing.
/// Where it cannot be written there is no log: the work goes on.
public final class LogFile: Sendable {
    /// A file that has grown larger than this is put aside as `lexi.log.1` when it is opened.
    static let maximumBytes: Int64 = 4 << 20

    private enum State: ~Copyable {
        case closed
        case open(LineFile)
        case unusable
    }

    private let path: String?
    private let state = Mutex(State.closed)

    /// - Parameter path: `nil` where there is to be no log.
    public init(_ path: String?) { self.path = path }

    /// Appends a line in one piece, so that several programs can share the file.
    ///
    /// - Parameter line: With its line feed.
    public func append(_ line: String) {
        state.withLock { state in
            var file: LineFile
            switch consume state {
            case .open(let opened): file = opened
            case .unusable:
                state = .unusable
                return
            case .closed:
                guard let opened = open() else {
                    state = .unusable
                    return
                }
                file = opened
            }
            do throws(LineFile.AppendError) {
                try file.append(line)
            } catch {
                // What of it is there is ended with the next line.
            }
            state = .open(file)
        }
    }

    /// - Returns: `nil` where it cannot be written, or what is there cannot be closed to others.
    private func open() -> LineFile? {
        guard let path else { return nil }
        do throws(FileError) {
            try PrivateFolder.make(forFile: path)
            var status = stat()
            if stat(path, &status) == 0, status.st_size > Self.maximumBytes {
                rename(path, path + ".1")
            }
            let file = try LineFile(path, isShared: true)
            guard file.isPrivate else { return nil }
            return file
        } catch {
            return nil
        }
    }
}
