import Foundation
import GRDB

/// How many requests a workspace has made today and in this minute.
struct RequestCounts: Sendable {
    /// What a workspace without a plan of its own has.
    let plan: Plan

    /// What the `X-RateLimit-*` headers say. They speak of the day only.
    struct Standing: Sendable, Equatable {
        var limit: Int
        var remaining: Int
        /// Unix seconds of the next midnight UTC.
        var reset: Int
    }

    struct Verdict: Sendable, Equatable {
        /// Seconds until a request will be let in again; nil when this one is.
        var retryAfter: Int?
        var standing: Standing

        var isAdmitted: Bool { retryAfter == nil }
    }

    /// Counts a request unless a limit has been reached; refused requests do not count.
    func admit(workspace: String, now: Date, in db: Database) throws -> Verdict {
        let seconds = Int(now.timeIntervalSince1970.rounded(.down))
        try db.execute(sql: "DELETE FROM request_counts WHERE ends_at <= ?", arguments: [seconds])
        let day = CalendarDay(date: now)
        let plan = try self.plan(of: workspace, in: db)
        let windows = [
            ("day \(day)", (day + 1).unixSeconds, plan.requestsPerDay),
            ("minute \(seconds / 60)", (seconds / 60 + 1) * 60, plan.requestsPerMinute),
        ]
        var retryAfter: Int?
        for (window, end, limit) in windows where try count(workspace, window, in: db) >= limit {
            retryAfter = max(retryAfter ?? 1, end - seconds)
        }
        if retryAfter == nil {
            for (window, end, _) in windows {
                try db.execute(
                    sql: """
                        INSERT INTO request_counts (workspace_id, window, ends_at, count)
                        VALUES (?, ?, ?, 1)
                        ON CONFLICT (workspace_id, window) DO UPDATE SET count = count + 1
                        """, arguments: [workspace, window, end])
            }
        }
        return Verdict(
            retryAfter: retryAfter, standing: try standing(workspace: workspace, now: now, in: db))
    }

    /// Where the workspace stands, without counting anything.
    func standing(workspace: String, now: Date, in db: Database) throws -> Standing {
        let day = CalendarDay(date: now)
        let plan = try self.plan(of: workspace, in: db)
        let used = try count(workspace, "day \(day)", in: db)
        return Standing(
            limit: plan.requestsPerDay, remaining: max(0, plan.requestsPerDay - used),
            reset: (day + 1).unixSeconds)
    }

    /// The standing of a request that belongs to no workspace: nothing is used up.
    func untouched(now: Date) -> Standing {
        Standing(
            limit: plan.requestsPerDay, remaining: plan.requestsPerDay,
            reset: (CalendarDay(date: now) + 1).unixSeconds)
    }

    private func plan(of workspace: String, in db: Database) throws -> Plan {
        let name = try String.fetchOne(
            db, sql: "SELECT plan FROM workspaces WHERE id = ?", arguments: [workspace])
        return name.flatMap(Plan.init(rawValue:)) ?? plan
    }

    private func count(_ workspace: String, _ window: String, in db: Database) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count FROM request_counts WHERE workspace_id = ? AND window = ?",
            arguments: [workspace, window]) ?? 0
    }
}
