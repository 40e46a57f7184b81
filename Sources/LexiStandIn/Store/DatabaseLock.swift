import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps a second server off a database file for as long as it lives.
///
/// SQLite alone would let two servers in, and each takes the other's unfinished turns for
/// remains of a crash. The kernel lets go of the lock when the process ends, however it ends;
/// the lock's file stays, because removing it could take it from under a server that starts. In
/// it is the process that holds the lock.
final class DatabaseLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock of `FILE.lock` beside the database.
    /// - Parameter databasePath: where the file itself is, because two names of one file have to
    ///   meet at one lock.
    /// - Throws: `StandInError` when another server holds it or the file cannot be made.
    init(databasePath: String) throws {
        let opened = open(databasePath + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw StandInError.cannotOpenDatabase(
                path: databasePath, reason: SystemText.message(errno))
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.process(in: opened)
            close(opened)
            throw StandInError.cannotOpenDatabase(
                path: databasePath,
                reason: code == EWOULDBLOCK
                    ? "another server uses this database\(holder)" : SystemText.message(code))
        }
        Self.note(process: getpid(), in: opened)
        descriptor = Mutex(opened)
    }

    /// Where that fails the lock holds all the same, and only its holder's number is not told.
    private static func note(process: pid_t, in descriptor: Int32) {
        let text = Array("\(process)\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, text, text.count, 0)
    }

    /// ` (process 4711)`; empty when that is not known.
    private static func process(in descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 24)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            .prefix(while: \.isNumber)
        return digits.isEmpty ? "" : " (process \(digits))"
    }

    deinit { release() }

    /// Lets another server in. Doing it again does nothing.
    func release() {
        descriptor.withLock { held in
            if let open = held { close(open) }
            held = nil
        }
    }
}
