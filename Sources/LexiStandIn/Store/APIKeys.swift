import GRDB

/// Keys as rows.
enum APIKeys {
    struct Entry: Sendable {
        var key: String
        /// What a person calls it.
        var name: String
        var workspace: String
        var user: String
        /// Divided by spaces, in any of the documented vocabularies.
        var permissions: String
        /// Unix seconds; nil for never.
        var expiresAt: Int?
        var revokedAt: Int?
    }

    /// Adds a key; one that is there already stays as it is.
    static func insert(_ entry: Entry, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO api_keys
                    (key, name, workspace_id, user_id, permissions, expires_at, revoked_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.key, entry.name, entry.workspace, entry.user, entry.permissions,
                entry.expiresAt, entry.revokedAt,
            ])
    }
}
