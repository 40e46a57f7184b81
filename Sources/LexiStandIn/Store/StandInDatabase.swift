import Foundation
import GRDB

/// The stand-in's SQLite file: many readers, one writer, all off the event loops.
struct StandInDatabase: Sendable {
    private let pool: DatabasePool
    /// The folder to remove at the end, when the database is a private temporary one.
    let temporaryFolder: URL?
    /// Held for as long as the database may be used; a private one needs none.
    private let lock: DatabaseLock?

    /// Opens the file, or makes a temporary one, and brings its tables up to date.
    /// - Throws: `StandInError` when another server uses the file, or SQLite cannot open or
    ///   migrate it.
    static func open(path: String?) throws -> StandInDatabase {
        var folder: URL?
        var file = path ?? ""
        let lock = try path.map(DatabaseLock.init(databasePath:))
        do {
            if path == nil {
                let made = try TemporaryFolder.make()
                folder = made
                file = made.appendingPathComponent("stand-in.sqlite").path
            }
            let pool = try DatabasePool(path: file, configuration: configuration())
            try Schema.migrator().migrate(pool)
            return StandInDatabase(pool: pool, temporaryFolder: folder, lock: lock)
        } catch {
            throw StandInError.cannotOpenDatabase(path: file, reason: "\(error)")
        }
    }

    /// Reads a consistent state. Several reads may run at once.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await pool.read(work)
    }

    /// Runs one transaction. A cancelled task's transaction is refused or rolled back.
    func write<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await pool.write(work)
    }

    /// Closes the file and removes a temporary one.
    /// - Throws: what SQLite or the file system refused.
    func close() throws {
        defer { lock?.release() }
        try pool.close()
        if let temporaryFolder {
            try FileManager.default.removeItem(at: temporaryFolder)
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
