import GRDB

/// Something written down about a contact, deal or matter.
struct Note: CRMRecord {
    static let databaseTableName = "notes"
    var id: String
    var workspaceId: String
    var title: String
    var content: String
    /// general, meeting, call, email or other.
    var noteType: String
    var tags: [String]
    var isPinned: Bool
    var contactId: String?
    var companyId: String?
    var dealId: String?
    var matterId: String?
    var authorUserId: String
    var createdDate: String
    var updatedDate: String?

    var label: String { title }
}

/// Something somebody at the firm has to do.
struct CRMTask: CRMRecord {
    static let databaseTableName = "tasks"
    var id: String
    var workspaceId: String
    var title: String
    var description: String
    /// pending, in_progress, completed or dismissed.
    var status: String
    /// low, medium, high or urgent.
    var priority: String
    var taskType: String
    var dueDate: CalendarDay?
    var assignedToUserId: String
    var contactId: String?
    var companyId: String?
    var dealId: String?
    var matterId: String?
    var createdDate: String

    var label: String { title }
    var isOpen: Bool { status == "pending" || status == "in_progress" }
}

/// An appointment, past or to come.
struct Meeting: CRMRecord {
    static let databaseTableName = "meetings"
    var id: String
    var workspaceId: String
    var title: String
    var day: CalendarDay
    /// Local time of day as `14:30`.
    var startTime: String
    var durationMinutes: Int
    var location: String
    var contactId: String?
    var companyId: String?
    var dealId: String?
    var matterId: String?
    var organizerUserId: String
    var agenda: String

    var label: String { title }
}
