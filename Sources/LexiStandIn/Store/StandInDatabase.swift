import Foundation
import GRDB

/// The stand-in's SQLite file: one connection that reads and writes, off the event loops.
///
/// One connection and a rollback journal, not write-ahead logging: the file alone then holds all
/// that was committed, whenever it is copied or its server killed. With a log the newest data is
/// in `FILE-wal`, and SQLite from 3.7.0 to 3.51.2 (Debian 12 has 3.40.1; 3.50.7 and 3.44.6 are
/// mended) can lose commits of a log that two connections use, one of which may be a shell beside
/// the server.
///
/// The price: a commit waits for the disk three times instead of once, and reads wait for it. Of
/// four clients that only read (each request is counted, which is a commit) on a busy machine
/// whose disk takes 8 ms to sync, one had its answer in 178 ms instead of 44 to 79, and beside a
/// client that chats in 230 to 280 instead of 48 to 92. People do not ask that fast. A private
/// database syncs nothing.
struct StandInDatabase: Sendable {
    private let queue: DatabaseQueue
    /// What was found at the path; a private database is always new.
    let origin: DatabaseOrigin
    /// The folder to remove at the end, when the database is a private temporary one.
    let temporaryFolder: URL?
    /// Held for as long as the database may be used; a private one needs none.
    private let lock: DatabaseLock?

    /// Opens the file, or makes a temporary one, and brings its tables up to date.
    /// - Throws: `StandInError` when another server uses the file, it is not all there or holds
    ///   something else, or SQLite cannot open or migrate it.
    static func open(path: String?) throws -> StandInDatabase {
        guard let path else { return try openPrivate() }
        return try failing(at: path) {
            let file = try DatabaseFile(path: path)
            let lock = try DatabaseLock(databasePath: file.path)
            let remains = try file.look()
            let queue = try DatabaseQueue(path: file.path, configuration: configuration())
            // Nothing is written before it is known to whom the file belongs.
            let origin = try queue.read { db in
                try DatabaseOrigin(of: remains, path: file.path, in: db)
            }
            try file.closeToOthers()
            try leaveLogging(queue)
            try Schema.migrator().migrate(queue)
            return StandInDatabase(
                queue: queue, origin: origin, temporaryFolder: nil, lock: lock)
        }
    }

    private static func openPrivate() throws -> StandInDatabase {
        let folder = try TemporaryFolder.make()
        let path = folder.appendingPathComponent("stand-in.sqlite").path
        return try failing(at: path) {
            var configuration = Self.configuration()
            configuration.prepareDatabase { db in
                // It ends with its server, so nothing of it need survive the machine.
                try db.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try Schema.migrator().migrate(queue)
            return StandInDatabase(
                queue: queue, origin: .new, temporaryFolder: folder, lock: nil)
        }
    }

    /// Reads a consistent state.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await queue.read(work)
    }

    /// Runs one transaction. A cancelled task's transaction is refused or rolled back.
    func write<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await queue.write(work)
    }

    /// Runs the transaction that makes the database ready for use.
    /// - Throws: `StandInError` when that fails, for instance because the disk is full.
    func setUp<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await queue.write(work)
        } catch let error as DatabaseError {
            throw StandInError.cannotOpenDatabase(path: queue.path, reason: "\(error)")
        }
    }

    /// Closes the file and removes a temporary one.
    /// - Throws: what SQLite or the file system refused.
    func close() throws {
        defer { lock?.release() }
        try queue.close()
        if let temporaryFolder {
            try FileManager.default.removeItem(at: temporaryFolder)
        }
    }

    /// Moves what an earlier version's `FILE-wal` holds into the file, for good.
    private static func leaveLogging(_ queue: DatabaseQueue) throws {
        let mode = try queue.writeWithoutTransaction { db in
            try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
        }
        guard mode == "delete" else {
            throw StandInError.cannotOpenDatabase(
                path: queue.path, reason: "another program has it open")
        }
    }

    /// Says of any failure which file it was about.
    private static func failing(
        at path: String, _ work: () throws -> StandInDatabase
    ) throws -> StandInDatabase {
        do {
            return try work()
        } catch let error as StandInError {
            throw error
        } catch {
            throw StandInError.cannotOpenDatabase(path: path, reason: "\(error)")
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "stand-in"
        configuration.foreignKeysEnabled = true
        // A second process may hold the file for a moment, for instance a sqlite3 shell.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            db.add(function: foldFunction)
        }
        return configuration
    }

    /// `fold(text)` in SQL, so that searches meet names as people type them.
    private static let foldFunction = DatabaseFunction("fold", argumentCount: 1, pure: true) {
        values in
        guard let text = String.fromDatabaseValue(values[0]) else { return nil }
        return FoldedText.fold(text)
    }
}
