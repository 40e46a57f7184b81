import GRDB

/// The tables of a stand-in. A migration is never edited once it has shipped.
enum Schema {
    static func migrator() -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("workspaces") { db in try createWorkspaces(db) }
        migrator.registerMigration("crm") { db in try createCRM(db) }
        migrator.registerMigration("conversations") { db in try createConversations(db) }
        migrator.registerMigration("resources") { db in try createResources(db) }
        return migrator
    }

    private static func createWorkspaces(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE workspaces (
                    id TEXT PRIMARY KEY, name TEXT NOT NULL,
                    credits INTEGER NOT NULL CHECK (credits >= 0));
                CREATE TABLE api_keys (
                    key TEXT PRIMARY KEY, name TEXT NOT NULL,
                    workspace_id TEXT NOT NULL REFERENCES workspaces(id), user_id TEXT NOT NULL,
                    permissions TEXT NOT NULL, expires_at INTEGER, revoked_at INTEGER);
                CREATE TABLE request_counts (
                    workspace_id TEXT NOT NULL, window TEXT NOT NULL, ends_at INTEGER NOT NULL,
                    count INTEGER NOT NULL, PRIMARY KEY (workspace_id, window)) WITHOUT ROWID;
                CREATE TABLE credit_holds (
                    turn_id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, amount INTEGER NOT NULL,
                    made_at INTEGER NOT NULL);
                CREATE TABLE charges (
                    turn_id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, amount INTEGER NOT NULL);
                CREATE TABLE idempotent_turns (
                    workspace_id TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL,
                    turn_id TEXT NOT NULL, conversation_id TEXT NOT NULL, stream TEXT,
                    created_at INTEGER NOT NULL, PRIMARY KEY (workspace_id, key)) WITHOUT ROWID;
                """)
    }

    private static func createCRM(_ db: Database) throws {
        let record = "id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL"
        let links = "contact_id TEXT, company_id TEXT, deal_id TEXT, matter_id TEXT"
        let dates = "created_date TEXT NOT NULL, updated_date TEXT"
        try db.execute(
            sql: """
                CREATE TABLE users (\(record), full_name TEXT NOT NULL, email TEXT NOT NULL,
                    role TEXT NOT NULL);
                CREATE TABLE companies (\(record), name TEXT NOT NULL, industry TEXT NOT NULL,
                    website TEXT NOT NULL, linkedin_url TEXT NOT NULL, size TEXT NOT NULL,
                    domain TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL,
                    tags TEXT NOT NULL, \(dates));
                CREATE TABLE contacts (\(record), first_name TEXT NOT NULL,
                    last_name TEXT NOT NULL, full_name TEXT NOT NULL, email TEXT NOT NULL,
                    phone TEXT NOT NULL, job_title TEXT NOT NULL, company_id TEXT,
                    owner_user_id TEXT NOT NULL, linkedin_url TEXT NOT NULL,
                    priority INTEGER NOT NULL, tags TEXT NOT NULL, \(dates));
                CREATE TABLE deals (\(record), name TEXT NOT NULL, stage TEXT NOT NULL,
                    status TEXT NOT NULL, pipeline TEXT NOT NULL,
                    estimated_value INTEGER NOT NULL, currency TEXT NOT NULL,
                    main_contact_id TEXT, related_company_id TEXT, owner_user_id TEXT NOT NULL,
                    priority TEXT NOT NULL, matter_type TEXT NOT NULL, tags TEXT NOT NULL,
                    high_level_description TEXT NOT NULL, next_follow_up_date TEXT,
                    fee_model TEXT NOT NULL, probability INTEGER NOT NULL, closed_date TEXT,
                    \(dates));
                CREATE TABLE matters (\(record), name TEXT NOT NULL, reference TEXT NOT NULL,
                    practice_area TEXT NOT NULL, status TEXT NOT NULL, company_id TEXT,
                    main_contact_id TEXT, lead_user_id TEXT NOT NULL, summary TEXT NOT NULL,
                    opened_date TEXT NOT NULL, closed_date TEXT);
                CREATE TABLE notes (\(record), title TEXT NOT NULL, content TEXT NOT NULL,
                    note_type TEXT NOT NULL, tags TEXT NOT NULL, is_pinned INTEGER NOT NULL,
                    \(links), author_user_id TEXT NOT NULL, \(dates));
                CREATE TABLE tasks (\(record), title TEXT NOT NULL, description TEXT NOT NULL,
                    status TEXT NOT NULL, priority TEXT NOT NULL, task_type TEXT NOT NULL,
                    due_date TEXT, assigned_to_user_id TEXT NOT NULL, \(links),
                    created_date TEXT NOT NULL);
                CREATE TABLE meetings (\(record), title TEXT NOT NULL, day TEXT NOT NULL,
                    start_time TEXT NOT NULL, duration_minutes INTEGER NOT NULL,
                    location TEXT NOT NULL, \(links), organizer_user_id TEXT NOT NULL,
                    agenda TEXT NOT NULL);
                """)
    }

    private static func createConversations(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE conversations (
                    id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, user_id TEXT NOT NULL,
                    title TEXT NOT NULL, context TEXT NOT NULL, focus TEXT NOT NULL,
                    archived INTEGER NOT NULL DEFAULT 0,
                    created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
                CREATE TABLE messages (
                    position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
                    conversation_id TEXT NOT NULL
                        REFERENCES conversations(id) ON DELETE CASCADE,
                    turn_id TEXT NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL,
                    state TEXT NOT NULL, created_at TEXT NOT NULL);
                CREATE INDEX messages_by_conversation ON messages(conversation_id, position);
                CREATE TABLE tool_steps (
                    position INTEGER PRIMARY KEY AUTOINCREMENT,
                    message_id TEXT NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
                    tool TEXT NOT NULL, arguments TEXT NOT NULL, summary TEXT NOT NULL,
                    created_at TEXT NOT NULL);
                CREATE INDEX tool_steps_by_message ON tool_steps(message_id, position);
                """)
    }
}
