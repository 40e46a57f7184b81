import Foundation
import GRDB

/// Conversations and their messages, as rows.
enum Conversations {
    struct Message: Sendable, Equatable {
        var id: String
        /// user or assistant.
        var role: String
        var content: String
        /// complete, incomplete (the client went away) or failed.
        var state: String
        var createdAt: String
    }

    /// A tool used for an assistant message.
    struct ToolStep: Sendable, Equatable {
        var tool: String
        var arguments: [String: String]
        var summary: String
    }

    static func exists(_ id: String, workspace: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT 1 FROM conversations WHERE id = ? AND workspace_id = ?",
            arguments: [id, workspace]) ?? false
    }

    /// Starts a conversation whose title is the beginning of its first message.
    static func create(
        _ id: String, identity: Identity, message: String, context: String, now: String,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO conversations
                    (id, workspace_id, user_id, title, context, focus, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, '[]', ?, ?)
                """,
            arguments: [
                id, identity.workspace, identity.user, title(from: message), context, now, now,
            ])
    }

    static func append(
        _ message: Message, to conversation: String, turn: String, in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO messages
                    (id, conversation_id, turn_id, role, content, state, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                message.id, conversation, turn, message.role, message.content, message.state,
                message.createdAt,
            ])
        try db.execute(
            sql: "UPDATE conversations SET updated_at = ? WHERE id = ?",
            arguments: [message.createdAt, conversation])
    }

    static func add(
        _ steps: [ToolStep], to message: String, now: String, in db: Database
    ) throws {
        for step in steps {
            let arguments = String(decoding: try sortedJSON(step.arguments), as: UTF8.self)
            try db.execute(
                sql: """
                    INSERT INTO tool_steps (message_id, tool, arguments, summary, created_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [message, step.tool, arguments, step.summary, now])
        }
    }

    /// All messages, oldest first.
    static func messages(of conversation: String, in db: Database) throws -> [Message] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM messages WHERE conversation_id = ? ORDER BY position",
            arguments: [conversation]
        ).map {
            Message(
                id: $0["id"], role: $0["role"], content: $0["content"], state: $0["state"],
                createdAt: $0["created_at"])
        }
    }

    /// What the conversation was about last.
    static func focus(of conversation: String, in db: Database) throws -> [EntityReference] {
        let text = try String.fetchOne(
            db, sql: "SELECT focus FROM conversations WHERE id = ?", arguments: [conversation])
        guard let text else { return [] }
        return try JSONDecoder().decode([EntityReference].self, from: Data(text.utf8))
    }

    static func setFocus(
        _ focus: [EntityReference], of conversation: String, in db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE conversations SET focus = ? WHERE id = ?",
            arguments: [String(decoding: try sortedJSON(focus), as: UTF8.self), conversation])
    }

    private static func sortedJSON(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// One line of at most 60 characters, cut at a word.
    static func title(from message: String) -> String {
        let line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.count > 60 else { return line }
        let start = line.prefix(59)
        let cut = start.lastIndex(of: " ").map { start[..<$0] } ?? start
        return cut + "…"
    }
}
