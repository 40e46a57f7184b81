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
/// the lock's file stays, because removing it could take it from under a server that starts.
final class DatabaseLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock of `FILE.lock` beside the database.
    /// - Throws: `StandInError` when another server holds it or the file cannot be made.
    init(databasePath: String) throws {
        // Two names of one file have to meet at one lock.
        let file = URL(fileURLWithPath: databasePath).resolvingSymlinksInPath().path
        let opened = open(file + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw StandInError.cannotOpenDatabase(
                path: databasePath, reason: SystemText.message(errno))
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            throw StandInError.cannotOpenDatabase(
                path: databasePath,
                reason: code == EWOULDBLOCK
                    ? "another server uses this database" : SystemText.message(code))
        }
        descriptor = Mutex(opened)
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
