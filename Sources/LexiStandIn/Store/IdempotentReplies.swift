import Foundation
import GRDB
import HTTPTypes

/// What requests with an Idempotency-Key were answered, for 24 hours.
///
/// The streaming and the plain chat keep theirs in the `TurnLedger`; both are asked for a key,
/// so that one key cannot mean two requests.
struct IdempotentReplies {
    let workspace: String
    let now: Date

    /// - Throws: `APIError` when the key belongs to another request.
    func find(_ key: String, request: String, in db: Database) throws -> Reply? {
        let oldest = Int(now.timeIntervalSince1970) - TurnLedger.idempotencySeconds
        try db.execute(
            sql: "DELETE FROM idempotent_replies WHERE created_at <= ?", arguments: [oldest])
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM idempotent_replies WHERE workspace_id = ? AND key = ?",
                arguments: [workspace, key])
        else {
            let isTurns = try Bool.fetchOne(
                db,
                sql: """
                    SELECT 1 FROM idempotent_turns
                    WHERE workspace_id = ? AND key = ? AND created_at > ?
                    """, arguments: [workspace, key, oldest])
            if isTurns == true { throw APIError.keyReused }
            return nil
        }
        guard row["request"] == request else { throw APIError.keyReused }
        let body: String? = row["body"]
        var reply = Reply(body: body.map(JSONValue.init(stored:)))
        reply.text = body
        let status: Int? = row["status"]
        reply.status = status.map { HTTPResponse.Status(code: $0) }
        return reply
    }

    func store(_ reply: Reply, for key: String, request: String, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO idempotent_replies
                    (workspace_id, key, request, status, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                workspace, key, request, reply.status?.code, reply.body?.wire,
                Int(now.timeIntervalSince1970),
            ])
    }

    /// Whether a key belongs to a request of another kind than a chat turn.
    static func isTaken(_ key: String, workspace: String, since oldest: Int, in db: Database) throws
        -> Bool
    {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT 1 FROM idempotent_replies
                WHERE workspace_id = ? AND key = ? AND created_at > ?
                """, arguments: [workspace, key, oldest]) ?? false
    }
}
