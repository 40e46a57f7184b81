import GRDB

/// Conversations as their owners look through them: list, read, rename, archive, delete.
struct ConversationArchive {
    let db: Database
    let workspace: String

    /// A conversation without its messages.
    struct Entry: Sendable, Equatable {
        var id: String
        var title: String
        var messageCount: Int
        var lastMessageAt: String?
        /// A JSON object of texts.
        var context: JSONValue
        var isArchived: Bool
        var createdAt: String
        var updatedAt: String
    }

    /// A message with the tools used for it.
    struct Item: Sendable, Equatable {
        var message: Conversations.Message
        var steps: [Step]
    }

    struct Step: Sendable, Equatable {
        var id: String
        var tool: String
        var arguments: JSONValue
        var summary: String
        var createdAt: String
    }

    /// What narrows the list.
    struct Listing {
        var search: String?
        var user: String
        var contact: String?
        var deal: String?
        /// Whether archived ones come as well.
        var withArchived: Bool
    }

    private static let columns = """
        SELECT *, (SELECT count(*) FROM messages WHERE conversation_id = conversations.id)
                AS message_count,
            (SELECT max(created_at) FROM messages WHERE conversation_id = conversations.id)
                AS last_message_at
        FROM conversations
        """

    /// The latest first.
    func list(_ listing: Listing, page: Page) throws -> Listed<Entry> {
        var filter = SQLFilter()
        filter.require("workspace_id = ? AND user_id = ?", workspace, listing.user)
        filter.requireEqual(listing.contact, "json_extract(context, '$.contact_id')")
        filter.requireEqual(listing.deal, "json_extract(context, '$.deal_id')")
        if !listing.withArchived { filter.require("archived = 0") }
        if let search = listing.search, !search.isEmpty {
            filter.require(
                """
                instr(fold(title), fold(?)) > 0 OR EXISTS (
                    SELECT 1 FROM messages WHERE conversation_id = conversations.id
                        AND instr(fold(content), fold(?)) > 0)
                """, search, search)
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                \(Self.columns) WHERE \(filter.condition)
                ORDER BY last_message_at DESC, rowid DESC LIMIT ? OFFSET ?
                """, arguments: filter.arguments + [page.size, page.offset])
        let total = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM conversations WHERE \(filter.condition)",
            arguments: filter.arguments)
        return Listed(records: rows.map(Self.entry), total: total ?? 0)
    }

    /// - Throws: `not_found`, also for another workspace's conversation.
    func existing(_ id: String) throws -> Entry {
        let row = try Row.fetchOne(
            db, sql: "\(Self.columns) WHERE id = ? AND workspace_id = ?",
            arguments: [id, workspace])
        guard let row else { throw APIError.unknown("conversation", id) }
        return Self.entry(row)
    }

    /// The latest messages, oldest first, each with the tools used for it.
    func messages(of id: String, limit: Int) throws -> [Item] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM messages WHERE conversation_id = ?
                ORDER BY position DESC LIMIT ?
                """, arguments: [id, limit])
        return try rows.reversed().map { row in
            let message = Conversations.Message(
                id: row["id"], role: row["role"], content: row["content"], state: row["state"],
                createdAt: row["created_at"])
            return Item(message: message, steps: try steps(of: message.id))
        }
    }

    private func steps(of message: String) throws -> [Step] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM tool_steps WHERE message_id = ? ORDER BY position",
            arguments: [message]
        ).map {
            Step(
                id: "tool_\($0["position"] as Int)", tool: $0["tool"],
                arguments: JSONValue(stored: $0["arguments"]), summary: $0["summary"],
                createdAt: $0["created_at"])
        }
    }

    /// Writes what can be changed back.
    func update(_ entry: Entry) throws {
        try db.execute(
            sql: """
                UPDATE conversations SET title = ?, archived = ?, context = ?, updated_at = ?
                WHERE id = ? AND workspace_id = ?
                """,
            arguments: [
                entry.title, entry.isArchived, entry.context.wire, entry.updatedAt, entry.id,
                workspace,
            ])
    }

    /// Messages and tool records go with it.
    /// - Throws: `not_found` when there is none.
    func delete(_ id: String) throws {
        try db.execute(
            sql: "DELETE FROM conversations WHERE id = ? AND workspace_id = ?",
            arguments: [id, workspace])
        guard db.changesCount > 0 else { throw APIError.unknown("conversation", id) }
    }

    private static func entry(_ row: Row) -> Entry {
        Entry(
            id: row["id"], title: row["title"], messageCount: row["message_count"],
            lastMessageAt: row["last_message_at"], context: JSONValue(stored: row["context"]),
            isArchived: row["archived"], createdAt: row["created_at"],
            updatedAt: row["updated_at"])
    }
}
