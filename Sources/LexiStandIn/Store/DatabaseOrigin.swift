import GRDB

/// What a stand-in found where its database was to be.
public enum DatabaseOrigin: Sendable, Equatable {
    /// Nothing: a new firm was invented, with a new key.
    case new
    /// A firm, as its server left it.
    case kept
    /// A firm whose server was killed; what it had not finished writing was undone.
    case recovered
    /// A firm of version 0.1.0, whose data has moved from `FILE-wal` into the file.
    case converted
    /// A firm of version 0.1.0 without a `FILE-wal`: if there was one, what only that held is
    /// missing.
    case perhapsIncomplete
}

extension DatabaseOrigin {
    /// Reads from the tables what the file alone does not tell. Changes nothing.
    /// - Throws: `StandInError` when the file holds something else, or nothing where it should.
    init(of remains: DatabaseFile.Remains, path: String, in db: Database) throws {
        let tables = Set(
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"))
        // A server killed at its very first start leaves the list of migrations alone.
        let isEmpty = tables.subtracting(["grdb_migrations"]).isEmpty
        guard isEmpty || tables.isSuperset(of: ["workspaces", "api_keys"]) else {
            throw StandInError.cannotOpenDatabase(
                path: path, reason: "it holds something else than a stand-in's firm")
        }
        let hasFirm =
            try !isEmpty
            && Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM api_keys)") == true
        switch remains {
        case .logMissing where !hasFirm:
            throw StandInError.cannotOpenDatabase(
                path: path,
                reason: """
                    it is empty, because version 0.1.0 kept its data in a file beside it; put \
                    that back as \(path)-wal, or name another file for a new firm
                    """)
        case _ where !hasFirm: self = .new
        case .nothing, .whole: self = .kept
        case .interrupted: self = .recovered
        case .logged: self = .converted
        case .logMissing: self = .perhapsIncomplete
        }
    }
}
