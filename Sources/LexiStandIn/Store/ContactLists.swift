import GRDB

/// Lists of contacts and the campaigns that write to them.
struct ContactLists {
    let db: Database
    let workspace: String

    struct Named: Sendable, Equatable {
        var id: String
        var name: String
    }

    func lists() throws -> [Named] { try named("lists") }
    func campaigns() throws -> [Named] { try named("campaigns") }

    private func named(_ table: String) throws -> [Named] {
        try Row.fetchAll(
            db, sql: "SELECT id, name FROM \(table) WHERE workspace_id = ? ORDER BY id",
            arguments: [workspace]
        ).map { Named(id: $0["id"], name: $0["name"]) }
    }

    func insertList(_ list: Named, createdDate: String) throws {
        try db.execute(
            sql: "INSERT INTO lists (id, workspace_id, name, created_date) VALUES (?, ?, ?, ?)",
            arguments: [list.id, workspace, list.name, createdDate])
    }

    func add(_ contact: String, to list: String) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO list_members (list_id, contact_id) VALUES (?, ?)",
            arguments: [list, contact])
    }

    func remove(_ contact: String, from list: String) throws {
        try db.execute(
            sql: "DELETE FROM list_members WHERE list_id = ? AND contact_id = ?",
            arguments: [list, contact])
    }

    func members(of list: String) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT contact_id FROM list_members WHERE list_id = ? ORDER BY contact_id",
            arguments: [list])
    }

    func insertCampaign(_ campaign: Named, list: String) throws {
        try db.execute(
            sql: """
                INSERT INTO campaigns (id, workspace_id, name, list_id, status)
                VALUES (?, ?, ?, ?, 'draft')
                """, arguments: [campaign.id, workspace, campaign.name, list])
    }

    /// - Returns: the list it writes to, or nil when there is no such campaign.
    func start(campaign: String, at time: String) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                UPDATE campaigns SET status = 'running', started_at = coalesce(started_at, ?)
                WHERE id = ? AND workspace_id = ? RETURNING list_id
                """, arguments: [time, campaign, workspace])
    }

    /// Writes down that Lexi did something to a contact.
    func record(_ title: String, of contact: String, id: String, at time: String) throws {
        try db.execute(
            sql: """
                INSERT INTO ai_actions (id, workspace_id, title, contact_id, created_at)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: [id, workspace, title, contact, time])
    }
}
