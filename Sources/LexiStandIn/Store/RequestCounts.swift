import Foundation
import GRDB

/// How many requests a workspace has made today and in this minute.
struct RequestCounts: Sendable {
    let plan: Plan

    /// What the `X-RateLimit-*` headers say. They speak of the day only.
    struct Standing: Sendable, Equatable {
        var limit: Int
        var remaining: Int
        /// Unix seconds of the next midnight UTC.
        var reset: Int
    }

    struct Verdict: Sendable, Equatable {
        var isAdmitted: Bool
        var standing: Standing
    }

    /// Counts a request unless a limit has been reached; refused requests do not count.
    func admit(workspace: String, now: Date, in db: Database) throws -> Verdict {
        let seconds = Int(now.timeIntervalSince1970.rounded(.down))
        try db.execute(sql: "DELETE FROM request_counts WHERE ends_at <= ?", arguments: [seconds])
        let day = CalendarDay(date: now)
        let windows = [
            ("day \(day)", (day + 1).unixSeconds, plan.requestsPerDay),
            ("minute \(seconds / 60)", (seconds / 60 + 1) * 60, plan.requestsPerMinute),
        ]
        var isAdmitted = true
        for (window, _, limit) in windows {
            let count = try count(workspace, window, in: db)
            if count >= limit { isAdmitted = false }
        }
        if isAdmitted {
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
            isAdmitted: isAdmitted, standing: try standing(workspace: workspace, now: now, in: db))
    }

    /// Where the workspace stands, without counting anything.
    func standing(workspace: String, now: Date, in db: Database) throws -> Standing {
        let day = CalendarDay(date: now)
        let used = try count(workspace, "day \(day)", in: db)
        return Standing(
            limit: plan.requestsPerDay, remaining: max(0, plan.requestsPerDay - used),
            reset: (day + 1).unixSeconds)
    }

    private func count(_ workspace: String, _ window: String, in db: Database) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count FROM request_counts WHERE workspace_id = ? AND window = ?",
            arguments: [workspace, window]) ?? 0
    }
}
