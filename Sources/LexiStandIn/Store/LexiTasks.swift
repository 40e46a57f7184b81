import GRDB

/// Lexi's tasks of one workspace, as rows.
struct LexiTasks {
    let db: Database
    let workspace: String

    /// The newest first.
    func list(_ status: LexiTask.Status) throws -> [LexiTask] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM lexi_tasks WHERE workspace_id = ? AND status = ?
                ORDER BY position DESC
                """, arguments: [workspace, status.rawValue]
        ).compactMap(Self.task)
    }

    func task(_ id: String) throws -> LexiTask? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM lexi_tasks WHERE id = ? AND workspace_id = ?",
            arguments: [id, workspace]
        ).flatMap(Self.task)
    }

    func insert(_ task: LexiTask) throws {
        try db.execute(
            sql: """
                INSERT INTO lexi_tasks
                    (id, workspace_id, type, status, description, metadata, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                task.id, workspace, task.type.rawValue, task.status.rawValue, task.description,
                task.metadata.wire, task.createdAt,
            ])
    }

    /// - Parameters:
    ///   - reason: why it was dismissed.
    ///   - metadata: what it holds from now on, where that changes.
    func set(
        _ status: LexiTask.Status, of id: String, reason: String? = nil,
        metadata: JSONValue? = nil
    ) throws {
        try db.execute(
            sql: """
                UPDATE lexi_tasks
                SET status = ?, reason = coalesce(?, reason), metadata = coalesce(?, metadata)
                WHERE id = ? AND workspace_id = ?
                """, arguments: [status.rawValue, reason, metadata?.wire, id, workspace])
    }

    /// Approved tasks of all workspaces that have yet to be done, the oldest first.
    static func approved(in db: Database) throws -> [(workspace: String, task: LexiTask)] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM lexi_tasks WHERE status = 'approved' ORDER BY position"
        ).compactMap { row in Self.task(row).map { (row["workspace_id"], $0) } }
    }

    private static func task(_ row: Row) -> LexiTask? {
        guard let type = LexiTask.Kind(rawValue: row["type"]),
            let status = LexiTask.Status(rawValue: row["status"])
        else { return nil }
        return LexiTask(
            id: row["id"], type: type, status: status, description: row["description"],
            metadata: JSONValue(stored: row["metadata"]), createdAt: row["created_at"])
    }
}
