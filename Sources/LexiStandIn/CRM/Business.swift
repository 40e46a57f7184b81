import GRDB

/// Work the firm hopes to win.
struct Deal: CRMRecord {
    static let databaseTableName = "deals"
    var id: String
    var workspaceId: String
    var name: String
    /// lead, qualified, proposal, negotiation, won or lost.
    var stage: String
    /// open, won or lost.
    var status: String
    var pipeline: String
    /// In whole units of `currency`.
    var estimatedValue: Int
    /// ISO 4217.
    var currency: String
    var mainContactId: String?
    var relatedCompanyId: String?
    var ownerUserId: String
    /// low, medium, high or urgent.
    var priority: String
    var matterType: String
    var tags: [String]
    var highLevelDescription: String
    var nextFollowUpDate: CalendarDay?
    /// hourly, fixed, contingency or retainer.
    var feeModel: String
    /// Percent, 0 to 100.
    var probability: Int
    var closedDate: CalendarDay?
    var createdDate: String
    var updatedDate: String

    var label: String { name }
}

/// Work the firm has been instructed in.
struct Matter: CRMRecord {
    static let databaseTableName = "matters"
    var id: String
    var workspaceId: String
    var name: String
    /// The firm's file number.
    var reference: String
    var practiceArea: String
    /// open, on hold or closed.
    var status: String
    var companyId: String?
    var mainContactId: String?
    var leadUserId: String
    var summary: String
    var openedDate: CalendarDay
    var closedDate: CalendarDay?

    var label: String { name }
}
