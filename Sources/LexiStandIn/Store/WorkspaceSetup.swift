import Foundation
import GRDB

/// Fills a new database and finds the key of an old one.
enum WorkspaceSetup {
    static let mainWorkspace = "workspace-001"
    static let emptyWorkspace = "workspace-002"
    static let mainUser = "user-001"

    private static let mainKeyName = "Stand-in"

    /// Seeds the database if it is new.
    /// - Returns: the API key of the main workspace, the same for the life of the database.
    static func prepare(
        _ db: Database, configuration: StandInConfiguration, time: WallTime
    ) throws -> String {
        // Holds belong to streams of a process that has ended.
        try db.execute(sql: "DELETE FROM credit_holds")
        if let key = try String.fetchOne(
            db, sql: "SELECT key FROM api_keys WHERE name = ?", arguments: [mainKeyName])
        {
            return key
        }
        let key = Identifiers.apiKey()
        try db.execute(
            sql: "INSERT INTO workspaces (id, name, credits) VALUES (?, ?, ?), (?, ?, 0)",
            arguments: [
                mainWorkspace, "Brandt Löwe Partnerschaft", max(0, configuration.credits),
                emptyWorkspace, "Workspace without credits",
            ])
        try insertKeys(db, main: key, now: time.now())
        try WorkspaceSeed(seed: configuration.seed, today: time.today, workspace: mainWorkspace)
            .insert(into: db)
        return key
    }

    private static func insertKeys(_ db: Database, main: String, now: Date) throws {
        let all = "read write lexi read:ai write:ai"
        let seconds = Int(now.timeIntervalSince1970)
        let rows: [(String, String, String, String, Int?, Int?)] = [
            (main, mainKeyName, mainWorkspace, all, nil, nil),
            (StandIn.SampleKeys.readOnly, "Read only", mainWorkspace, "read read:ai", nil, nil),
            (StandIn.SampleKeys.expired, "Expired", mainWorkspace, all, seconds - 86_400, nil),
            (StandIn.SampleKeys.revoked, "Revoked", mainWorkspace, all, nil, seconds - 86_400),
            (StandIn.SampleKeys.noCredits, "No credits", emptyWorkspace, all, nil, nil),
        ]
        for (key, name, workspace, permissions, expires, revoked) in rows {
            try db.execute(
                sql: """
                    INSERT INTO api_keys
                        (key, name, workspace_id, user_id, permissions, expires_at, revoked_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [key, name, workspace, mainUser, permissions, expires, revoked])
        }
    }
}
