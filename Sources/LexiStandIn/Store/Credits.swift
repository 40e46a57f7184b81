import Foundation
import GRDB

/// A workspace's balance.
struct Credits {
    let db: Database
    let workspace: String

    /// A hold older than this belongs to a stream that never came to write.
    private static let holdSeconds = 900

    func balance() throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT credits FROM workspaces WHERE id = ?", arguments: [workspace]) ?? 0
    }

    /// The balance without what streams in progress hold.
    func available(now: Date) throws -> Int {
        let held = try Int.fetchOne(
            db, sql: "SELECT sum(amount) FROM credit_holds WHERE workspace_id = ? AND made_at > ?",
            arguments: [workspace, Int(now.timeIntervalSince1970) - Self.holdSeconds])
        return try balance() - (held ?? 0)
    }

    /// Takes an amount.
    /// - Returns: the balance that is left.
    /// - Throws: `insufficient_credits` when less is available.
    func charge(_ amount: Int, now: Date) throws -> Int {
        guard try available(now: now) >= amount else { throw APIError.insufficientCredits }
        try take(amount)
        return try balance()
    }

    /// Changes the balance without asking; a negative amount gives back.
    func take(_ amount: Int) throws {
        try db.execute(
            sql: "UPDATE workspaces SET credits = credits - ? WHERE id = ?",
            arguments: [amount, workspace])
    }
}
