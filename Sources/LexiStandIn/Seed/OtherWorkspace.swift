import GRDB

/// A second, small firm in the same database: what its key must not see of the first, and the
/// other way round. Every id starts with `other-`.
enum OtherWorkspace {
    static let id = "workspace-003"
    static let user = "other-user-001"

    static func insert(into db: Database, today: CalendarDay) throws {
        let known = try Bool.fetchOne(
            db, sql: "SELECT 1 FROM users WHERE id = ?", arguments: [user])
        guard known != true else { return }
        let day = "\(today + -10)T09:00:00Z"
        try User(
            id: user, workspaceId: id, fullName: "Ruth Okafor", email: "r.okafor@other.example",
            role: "Partner"
        ).insert(db)
        try Company(
            id: "other-company-001", workspaceId: id, name: "Harbour Mills Ltd",
            industry: "Food", website: "https://harbourmills.example",
            linkedinUrl: "https://linkedin.example/company/harbourmills", size: "11-50",
            domain: "harbourmills.example", city: "Cork", country: "IE", tags: [],
            createdDate: day, updatedDate: day
        ).insert(db)
        try Contact(
            id: "other-contact-001", workspaceId: id, firstName: "Niall", lastName: "Casey",
            fullName: "Niall Casey", email: "n.casey@harbourmills.example", phone: "",
            jobTitle: "Director", companyId: "other-company-001", ownerUserId: user,
            linkedinUrl: "https://linkedin.example/in/ncasey", priority: 2, tags: [],
            createdDate: day, updatedDate: day
        ).insert(db)
        try Deal(
            id: "other-deal-001", workspaceId: id, name: "Harbour Mills lease", stage: "lead",
            status: "open", pipeline: "New business", estimatedValue: 9_000, currency: "EUR",
            mainContactId: "other-contact-001", relatedCompanyId: "other-company-001",
            ownerUserId: user, priority: "low", matterType: "Real Estate", tags: [],
            highLevelDescription: "Lease of a warehouse.", nextFollowUpDate: nil,
            feeModel: "fixed", probability: 10, closedDate: nil, createdDate: day,
            updatedDate: day
        ).insert(db)
        try Matter(
            id: "other-matter-001", workspaceId: id, name: "Harbour Mills v. Quay",
            reference: "2026/9", practiceArea: "Disputes", status: "open",
            companyId: "other-company-001", mainContactId: "other-contact-001",
            leadUserId: user, summary: "Boundary dispute.", openedDate: today + -10,
            closedDate: nil
        ).insert(db)
        try Note(
            id: "other-note-001", workspaceId: id, title: "Call with Niall Casey",
            content: "Wants a longer lease.", noteType: "call", tags: [], isPinned: false,
            contactId: "other-contact-001", companyId: nil, dealId: nil, matterId: nil,
            authorUserId: user, createdDate: day, updatedDate: nil
        ).insert(db)
        try CRMTask(
            id: "other-task-001", workspaceId: id, title: "Draft the lease", description: "",
            status: "pending", priority: "low", taskType: "todo", dueDate: today + 5,
            assignedToUserId: user, contactId: "other-contact-001", companyId: nil, dealId: nil,
            matterId: nil, createdDate: day
        ).insert(db)
        try LexiTasks(db: db, workspace: id).insert(
            LexiTask(
                id: "other-lexi-task-001", type: .prospectSearch, status: .pending,
                description: "Search for food prospects", metadata: ["query": "food prospects"],
                createdAt: day))
    }
}
