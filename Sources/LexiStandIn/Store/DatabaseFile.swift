import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A kept database's file before SQLite opens it.
///
/// SQLite alone would be too obliging: it takes a missing or an empty file for a new database,
/// removes what lies beside it, and so begins a new firm where the old one's data was elsewhere.
struct DatabaseFile: Sendable {
    /// Where the path leads through all links: SQLite keeps its journal beside the file itself.
    let path: String

    /// - Throws: `StandInError` for what is there and is no file.
    init(path: String) throws {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        _ = try Self.size(of: self.path)
    }

    /// What the disk holds.
    struct Traces: Sendable, Equatable {
        /// Bytes of the file; nil when there is none.
        var size: Int?
        /// Whether the file says that its newest data is in `FILE-wal`.
        var isLogged = false
        /// Bytes of `FILE-wal`, where versions up to 0.1.0 kept everything.
        var logSize = 0
        /// Bytes of `FILE-journal`, which holds what an unfinished transaction has overwritten.
        var journalSize = 0
    }

    /// How the file was left.
    enum Remains: Sendable, Equatable {
        /// There is none, or none in which anything was ever finished.
        case nothing
        /// Closed in order.
        case whole
        /// Its server was killed in a transaction, which SQLite will undo.
        case interrupted
        /// An earlier version's, with its `FILE-wal` beside it.
        case logged
        /// An earlier version's, and `FILE-wal` is not there or empty. That version took the log
        /// into the file at an orderly end most of the time, but not always.
        case logMissing
    }

    /// Says how the file was left.
    /// - Throws: `StandInError` when the file is gone from what lies beside it.
    static func remains(of traces: Traces, path: String) throws -> Remains {
        guard let size = traces.size, size > 0 else {
            // An empty file beside a journal is a first start that was killed: nothing is lost.
            let rest = traces.logSize > 0 ? "-wal" : "-journal"
            if traces.logSize > 0 || (traces.size == nil && traces.journalSize > 0) {
                throw StandInError.cannotOpenDatabase(
                    path: path,
                    reason: """
                        the file is \(traces.size == nil ? "not there" : "empty"), and \
                        \(path)\(rest) belongs to it; put the file back, or name another one for \
                        a new firm
                        """)
            }
            return .nothing
        }
        if traces.isLogged { return traces.logSize > 0 ? .logged : .logMissing }
        return traces.journalSize > 0 ? .interrupted : .whole
    }

    /// Looks at the disk, and makes the file if there is none, for this user alone.
    ///
    /// Must not be called while this process has the database open: closing any descriptor of a
    /// file drops SQLite's locks on it.
    /// - Throws: `StandInError` for what cannot be read, and as `remains(of:path:)`.
    func look() throws -> Remains {
        var traces = Traces()
        traces.logSize = try Self.size(of: path + "-wal") ?? 0
        traces.journalSize = try Self.size(of: path + "-journal") ?? 0
        traces.size = try Self.size(of: path)
        if traces.size != nil { traces.isLogged = try isLogged() }
        let remains = try Self.remains(of: traces, path: path)
        if traces.size == nil {
            let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard made >= 0 else { throw Self.failure(at: path) }
            close(made)
        }
        return remains
    }

    /// Makes the file and all that lies beside it this user's alone: it holds a key and a CRM.
    /// What SQLite makes later gets the file's own permissions.
    /// - Throws: `StandInError` when that is not allowed.
    func closeToOthers() throws {
        for name in ["", "-wal", "-shm", "-journal"].map({ path + $0 }) {
            guard chmod(name, 0o600) == 0 || errno == ENOENT else { throw Self.failure(at: name) }
        }
    }

    /// Whether bytes 18 and 19 of the header are 2, for write-ahead logging; else they are 1.
    private func isLogged() throws -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(at: path) }
        defer { close(descriptor) }
        var versions: [UInt8] = [0, 0]
        return pread(descriptor, &versions, 2, 18) == 2 && versions == [2, 2]
    }

    /// - Returns: nil when there is no such file.
    private static func size(of path: String) throws -> Int? {
        let found: [FileAttributeKey: Any]
        do {
            found = try FileManager.default.attributesOfItem(atPath: path)
        } catch CocoaError.fileNoSuchFile, CocoaError.fileReadNoSuchFile {
            return nil
        } catch {
            throw StandInError.cannotOpenDatabase(path: path, reason: "\(error)")
        }
        guard found[.type] as? FileAttributeType == .typeRegular else {
            throw StandInError.cannotOpenDatabase(path: path, reason: "this is no file")
        }
        return (found[.size] as? NSNumber)?.intValue ?? 0
    }

    private static func failure(at path: String) -> StandInError {
        .cannotOpenDatabase(path: path, reason: SystemText.message(errno))
    }
}
