import Foundation
import GRDB

/// Who a request's key belongs to and what it may do.
struct Identity: Sendable, Equatable {
    var workspace: String
    var user: String
    var permissions: Set<String>

    /// Finds the key; nil when it is unknown, has expired or was revoked.
    static func find(key: String, now: Date, in db: Database) throws -> Identity? {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM api_keys WHERE key = ? AND revoked_at IS NULL",
                arguments: [key])
        else { return nil }
        let expires: Int? = row["expires_at"]
        if let expires, Double(expires) <= now.timeIntervalSince1970 { return nil }
        let permissions: String = row["permissions"]
        return Identity(
            workspace: row["workspace_id"], user: row["user_id"],
            permissions: Set(permissions.split(separator: " ").map(String.init)))
    }
}
