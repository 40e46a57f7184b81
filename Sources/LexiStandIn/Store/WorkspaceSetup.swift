import Foundation
import GRDB

/// Fills a new database, and brings an old one up to what this version knows.
enum WorkspaceSetup {
    static let mainWorkspace = "workspace-001"
    static let emptyWorkspace = "workspace-002"
    static let starterWorkspace = "workspace-004"
    static let mainUser = "user-001"

    private static let mainKeyName = "Stand-in"

    /// Seeds what is not there yet.
    /// - Returns: the API key of the main workspace, the same for the life of the database.
    static func prepare(
        _ db: Database, configuration: StandInConfiguration, time: WallTime
    ) throws -> String {
        // Holds belong to streams of a process that has ended.
        try db.execute(sql: "DELETE FROM credit_holds")
        let known = try String.fetchOne(
            db, sql: "SELECT key FROM api_keys WHERE name = ?", arguments: [mainKeyName])
        let key = known ?? Identifiers.apiKey()
        try insertWorkspaces(db, configuration)
        try insertKeys(db, main: key, now: time.now())
        if known == nil {
            try WorkspaceSeed(
                seed: configuration.seed, today: time.today, workspace: mainWorkspace
            ).insert(into: db)
        }
        try WorkspaceExtras.insert(into: db, workspace: mainWorkspace, today: time.today)
        try OtherWorkspace.insert(into: db, today: time.today)
        return key
    }

    /// Credits are given once; the plan follows the configuration, but for the workspace whose
    /// purpose is the smallest plan.
    private static func insertWorkspaces(
        _ db: Database, _ configuration: StandInConfiguration
    ) throws {
        let rows: [(String, String, Int, Plan)] = [
            (
                mainWorkspace, "Brandt Löwe Partnerschaft", max(0, configuration.credits),
                configuration.plan
            ),
            (emptyWorkspace, "Workspace without credits", 0, configuration.plan),
            (OtherWorkspace.id, "Okafor & Partners", 100, configuration.plan),
            (starterWorkspace, "Workspace on the starter plan", 100, .starter),
        ]
        for (id, name, credits, plan) in rows {
            try db.execute(
                sql: """
                    INSERT INTO workspaces (id, name, credits, plan) VALUES (?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET plan = excluded.plan
                    """, arguments: [id, name, credits, plan.rawValue])
        }
    }

    private static func insertKeys(_ db: Database, main: String, now: Date) throws {
        let all = "read write lexi read:ai write:ai"
        let seconds = Int(now.timeIntervalSince1970)
        typealias Keys = StandIn.SampleKeys
        let rows: [(String, String, String, String, String, Int?, Int?)] = [
            (main, mainKeyName, mainWorkspace, mainUser, all, nil, nil),
            (
                Keys.readOnly, "Read only", mainWorkspace, mainUser, "read read:ai", nil, nil
            ),
            (Keys.expired, "Expired", mainWorkspace, mainUser, all, seconds - 86_400, nil),
            (Keys.revoked, "Revoked", mainWorkspace, mainUser, all, nil, seconds - 86_400),
            (Keys.noCredits, "No credits", emptyWorkspace, mainUser, all, nil, nil),
            (
                Keys.otherWorkspace, "Other workspace", OtherWorkspace.id, OtherWorkspace.user,
                all, nil, nil
            ),
            (Keys.starter, "Starter plan", starterWorkspace, mainUser, all, nil, nil),
        ]
        for (key, name, workspace, user, permissions, expires, revoked) in rows {
            try APIKeys.insert(
                .init(
                    key: key, name: name, workspace: workspace, user: user,
                    permissions: permissions, expiresAt: expires, revokedAt: revoked), in: db)
        }
    }
}
