import GRDB

/// Tables that came with the endpoints beyond the streaming chat.
extension Schema {
    static func createResources(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE workspaces ADD COLUMN plan TEXT;
                CREATE TABLE idempotent_replies (
                    workspace_id TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL,
                    status INTEGER, body TEXT, created_at INTEGER NOT NULL,
                    PRIMARY KEY (workspace_id, key)) WITHOUT ROWID;
                CREATE TABLE lists (
                    id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, name TEXT NOT NULL,
                    created_date TEXT NOT NULL);
                CREATE TABLE list_members (
                    list_id TEXT NOT NULL REFERENCES lists(id) ON DELETE CASCADE,
                    contact_id TEXT NOT NULL, PRIMARY KEY (list_id, contact_id)) WITHOUT ROWID;
                CREATE TABLE campaigns (
                    id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, name TEXT NOT NULL,
                    list_id TEXT REFERENCES lists(id), status TEXT NOT NULL, started_at TEXT);
                CREATE TABLE documents (
                    id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, deal_id TEXT NOT NULL,
                    name TEXT NOT NULL, mime_type TEXT NOT NULL, size_bytes INTEGER NOT NULL,
                    page_count INTEGER NOT NULL, created_date TEXT NOT NULL);
                CREATE TABLE lexi_tasks (
                    position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
                    workspace_id TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
                    description TEXT NOT NULL, metadata TEXT NOT NULL, reason TEXT,
                    created_at TEXT NOT NULL);
                CREATE INDEX lexi_tasks_by_status ON lexi_tasks(workspace_id, status);
                CREATE TABLE ai_actions (
                    id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, title TEXT NOT NULL,
                    contact_id TEXT, created_at TEXT NOT NULL);
                """)
    }
}
