import GRDB

/// `activities.list`: notes, tasks, past meetings and what Lexi did, the newest first; for one
/// record or for the whole workspace, from one day to another.
struct ActivitiesList: CRMTool {
    let name = ToolName.activitiesList
    static let limit = 12

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        var filter = SQLFilter()
        filter.require("workspace_id = ?", crm.workspace)
        filter.requireLinks(of: arguments)
        filter.require("day <= ?", crm.today)
        filter.requireDays(of: arguments, in: "day")
        let rows = try Row.fetchAll(
            crm.db,
            sql: """
                \(Self.all) SELECT * FROM activities WHERE \(filter.condition)
                ORDER BY created_at DESC, id LIMIT \(Self.limit)
                """, arguments: filter.arguments)
        let total =
            try Int.fetchOne(
                crm.db,
                sql: "\(Self.all) SELECT count(*) FROM activities WHERE \(filter.condition)",
                arguments: filter.arguments) ?? 0
        let cards = try rows.map { try card($0, crm) }
        return ToolOutcome(counted(total, "activity", "activities")) {
            $0.activities = cards
            $0.totals[name] = Evidence.Totals(fitting: total, all: total)
        }
    }

    private func card(_ row: Row, _ crm: CRM) throws -> ActivityCard {
        let activity = Activity(
            id: row["id"], type: row["type"], title: row["title"], contactId: row["contact_id"],
            dealId: row["deal_id"], userId: row["user_id"], createdAt: row["created_at"])
        let about =
            try crm.record(Contact.self, activity.contactId)?.label
            ?? crm.record(Deal.self, activity.dealId)?.label
        return ActivityCard(
            activity: activity, about: about, user: try activity.userId.map(crm.userName))
    }

    private static let all = """
        WITH activities AS (
            SELECT id, CASE note_type WHEN 'general' THEN 'note' WHEN 'other' THEN 'note'
                    ELSE note_type END AS type, title, contact_id, company_id, deal_id, matter_id,
                author_user_id AS user_id, created_date AS created_at,
                substr(created_date, 1, 10) AS day, workspace_id FROM notes
            UNION ALL SELECT id, 'task', title, contact_id, company_id, deal_id, matter_id,
                assigned_to_user_id, created_date, substr(created_date, 1, 10), workspace_id
                FROM tasks
            UNION ALL SELECT id, 'meeting', title, contact_id, company_id, deal_id, matter_id,
                organizer_user_id, day || 'T' || start_time || ':00Z', day, workspace_id
                FROM meetings
            UNION ALL SELECT id, 'ai_action', title, contact_id, NULL, NULL, NULL, NULL,
                created_at, substr(created_at, 1, 10), workspace_id FROM ai_actions)
        """
}
