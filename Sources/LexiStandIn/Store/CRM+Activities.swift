import GRDB

/// Something that happened around a contact, whatever table it is kept in.
struct Activity: Sendable, Equatable {
    var id: String
    /// note, call, email, meeting, task or ai_action.
    var type: String
    var title: String
    var contactId: String?
    var dealId: String?
    var userId: String?
    var createdAt: String
}

extension CRM {
    /// Notes, tasks and past meetings of a contact, and what Lexi did to it, the newest first.
    func activities(
        of contact: Contact, type: String?, from: String?, to: String?, page: Page
    ) throws -> Listed<Activity> {
        var filter = SQLFilter()
        filter.require("workspace_id = ? AND contact_id = ?", workspace, contact.id)
        filter.requireEqual(type, "type")
        if let from { filter.require("created_at >= ?", from) }
        // A whole day is meant where only a day is given.
        if let to {
            filter.require(
                "created_at <= ?", to.hasSuffix("T00:00:00Z") ? to.prefix(10) + "T23:59:59Z" : to)
        }
        let past = "\(today)T23:59:59Z"
        let all = """
            WITH activities AS (
                SELECT id, CASE note_type WHEN 'general' THEN 'note' WHEN 'other' THEN 'note'
                        ELSE note_type END AS type, title, contact_id, deal_id,
                    author_user_id AS user_id, created_date AS created_at, workspace_id
                FROM notes
                UNION ALL SELECT id, 'task', title, contact_id, deal_id, assigned_to_user_id,
                    created_date, workspace_id FROM tasks
                UNION ALL SELECT id, 'meeting', title, contact_id, deal_id, organizer_user_id,
                    day || 'T' || start_time || ':00Z', workspace_id FROM meetings
                    WHERE day || 'T' || start_time || ':00Z' <= '\(past)'
                UNION ALL SELECT id, 'ai_action', title, contact_id, NULL, NULL, created_at,
                    workspace_id FROM ai_actions)
            """
        let rows = try Row.fetchAll(
            db,
            sql: """
                \(all) SELECT * FROM activities WHERE \(filter.condition)
                ORDER BY created_at DESC, id LIMIT ? OFFSET ?
                """, arguments: filter.arguments + [page.size, page.offset])
        let total = try Int.fetchOne(
            db, sql: "\(all) SELECT count(*) FROM activities WHERE \(filter.condition)",
            arguments: filter.arguments)
        return Listed(
            records: rows.map {
                Activity(
                    id: $0["id"], type: $0["type"], title: $0["title"],
                    contactId: $0["contact_id"], dealId: $0["deal_id"], userId: $0["user_id"],
                    createdAt: $0["created_at"])
            }, total: total ?? 0)
    }
}
