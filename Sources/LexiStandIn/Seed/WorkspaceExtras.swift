import GRDB

/// Lists, campaigns, documents and Lexi tasks of the made-up law firm, written by hand.
///
/// They came after the CRM, so a database that was made before gets them when it is opened.
enum WorkspaceExtras {
    static func insert(into db: Database, workspace: String, today: CalendarDay) throws {
        let lists = ContactLists(db: db, workspace: workspace)
        guard try lists.lists().isEmpty else { return }
        let day = "\(today + -30)T08:00:00Z"
        for (list, members) in listSeeds {
            try lists.insertList(list, createdDate: day)
            for member in members { try lists.add(member, to: list.id) }
        }
        try lists.insertCampaign(
            .init(id: "campaign-001", name: "Series B briefing"), list: "list-001")
        try lists.insertCampaign(
            .init(id: "campaign-002", name: "Energy update"), list: "list-002")
        for (position, document) in documents.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO documents (id, workspace_id, deal_id, name, mime_type,
                        size_bytes, page_count, created_date)
                    VALUES (?, ?, ?, ?, 'application/pdf', ?, ?, ?)
                    """,
                arguments: [
                    WorkspaceSeed.id("document", position), workspace, document.deal,
                    document.name, document.pages * 61_440, document.pages,
                    "\(today + -document.daysAgo)T10:30:00Z",
                ])
        }
        let tasks = LexiTasks(db: db, workspace: workspace)
        for (position, seed) in taskSeeds.enumerated() {
            try tasks.insert(
                LexiTask(
                    id: WorkspaceSeed.id("lexi-task", position), type: seed.type,
                    status: seed.status, description: seed.text, metadata: seed.metadata,
                    createdAt: "\(today + -seed.daysAgo)T09:00:00Z"))
        }
    }

    private static let listSeeds: [(ContactLists.Named, [String])] = [
        (
            .init(id: "list-001", name: "Venture clients"),
            ["contact-001", "contact-002", "contact-018"]
        ),
        (.init(id: "list-002", name: "Energy round table"), ["contact-029", "contact-044"]),
        (.init(id: "list-003", name: "Newsletter"), []),
    ]

    private static let documents: [(deal: String, name: String, pages: Int, daysAgo: Int)] = [
        ("deal-001", "Fee proposal Series B.pdf", 4, 6),
        ("deal-001", "Term sheet, second draft.pdf", 17, 3),
        ("deal-002", "Leasing framework.pdf", 62, 12),
    ]

    private struct TaskSeed {
        var type: LexiTask.Kind
        var status: LexiTask.Status = .pending
        var text: String
        var metadata: JSONValue
        var daysAgo: Int
    }

    private static let taskSeeds: [TaskSeed] = [
        .init(
            type: .prospectSearch, status: .dismissed, text: "Search for fintech prospects",
            metadata: ["query": "fintech prospects in Ireland"], daysAgo: 9),
        .init(
            type: .contactUpdate, text: "Change Mara Vogt’s phone to +49 40 555 0199",
            metadata: [
                "contact_id": "contact-001", "changes": ["phone": "+49 40 555 0199"],
            ], daysAgo: 3),
        .init(
            type: .listOperation, text: "Add Jonas Keller to the list Newsletter",
            metadata: [
                "list_id": "list-003", "operation": "add", "contact_ids": ["contact-002"],
            ], daysAgo: 2),
        .init(
            type: .campaignStart, text: "Start the campaign Series B briefing",
            metadata: ["campaign_id": "campaign-001"], daysAgo: 1),
        .init(
            type: .prospectSearch, text: "Search for logistics prospects around Hamburg",
            metadata: ["query": "logistics prospects Hamburg"], daysAgo: 1),
        .init(
            type: .contactUpdate, text: "Change a contact that has gone",
            metadata: ["contact_id": "contact-gone", "changes": ["phone": "0"]], daysAgo: 0),
    ]
}
