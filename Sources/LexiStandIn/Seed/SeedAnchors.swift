/// Notes, tasks and meetings around Mara Vogt and Acme Series B, written by hand.
///
/// Their ids come before all others: `note-001` is the intake call. Days count from the day of
/// seeding, so tasks stay due around today.
enum SeedAnchors {
    struct NoteSeed {
        var title: String
        var type: String
        var text: String
        var contact: String?
        var company: String?
        var deal: String?
        var matter: String?
        var author: String
        var daysAgo: Int
        var pinned = false
    }

    struct TaskSeed {
        var title: String
        var contact: String?
        var company: String?
        var deal: String?
        var matter: String?
        var assignee: String
        var dueIn: Int
        var priority: String
        var status = "pending"
    }

    struct MeetingSeed {
        var title: String
        var contact: String
        var company: String
        var deal: String?
        var matter: String?
        var inDays: Int
        var start: String
        var minutes: Int
        var place: String
        var agenda: String
    }

    static let notes: [NoteSeed] = [
        .init(
            title: "Intake call with Mara Vogt", type: "call",
            text:
                "Mara Vogt called about Acme’s Series B: Nordkai wants to join as strategic investor with EUR 4m and needs counsel by the end of the month. Key points: pro-rata rights, information rights and an exit for the supply agreement. She prefers a fixed fee and short memos.",
            contact: "contact-001", company: "company-001", deal: "deal-001", author: "user-001",
            daysAgo: 16, pinned: true),
        .init(
            title: "Fee proposal discussed", type: "email",
            text:
                "Sent a fixed fee of EUR 50,000 for the Series B. Mara Vogt asks whether due diligence on IP is included; answered yes, up to 25 hours.",
            contact: "contact-001", company: "company-001", deal: "deal-001", author: "user-001",
            daysAgo: 6),
        .init(
            title: "Leasing framework: lessor’s comments", type: "meeting",
            text:
                "The lessor accepts the buy-back price but insists on German law and Hamburg courts. Mara Vogt is fine with both; the maintenance cap stays open.",
            contact: "contact-001", company: "company-001", deal: "deal-002", author: "user-002",
            daysAgo: 3),
        .init(
            title: "Demurrage: hearing prepared", type: "general",
            text:
                "Walked through the strike weeks with Mara Vogt and Lars Petersen. The gate logs support our reading of the tariff; the originals are with the port.",
            contact: "contact-001", company: "company-001", matter: "matter-001",
            author: "user-002", daysAgo: 9),
        .init(
            title: "Acme data room opened", type: "email",
            text:
                "Jonas Keller opened the Acme data room. The patent assignment of two founders is missing.",
            contact: "contact-002", company: "company-002", deal: "deal-001", author: "user-005",
            daysAgo: 4),
    ]

    static let tasks: [TaskSeed] = [
        .init(
            title: "Send engagement letter to Mara Vogt", contact: "contact-001",
            company: "company-001", deal: "deal-001", assignee: "user-001", dueIn: -1,
            priority: "high"),
        .init(
            title: "Draft term sheet comments for Acme Series B", contact: "contact-001",
            company: "company-002", deal: "deal-001", assignee: "user-005", dueIn: 3,
            priority: "urgent", status: "in_progress"),
        .init(
            title: "Ask Jonas Keller for the missing patent assignments", contact: "contact-002",
            company: "company-002", deal: "deal-001", assignee: "user-005", dueIn: 2,
            priority: "high"),
        .init(
            title: "Obtain original gate logs from the port", contact: "contact-037",
            company: "company-001", matter: "matter-001", assignee: "user-002", dueIn: 8,
            priority: "medium"),
    ]

    static let meetings: [MeetingSeed] = [
        .init(
            title: "Series B: fee proposal with Mara Vogt", contact: "contact-001",
            company: "company-001", deal: "deal-001", inDays: 2, start: "10:30", minutes: 45,
            place: "Teams", agenda: "Scope of IP due diligence, fixed fee, timetable"),
        .init(
            title: "Hearing: Nordkai demurrage", contact: "contact-001", company: "company-001",
            matter: "matter-001", inDays: 20, start: "09:15", minutes: 120,
            place: "Landgericht Hamburg, room 231",
            agenda: "Oral hearing before the commercial chamber"),
    ]
}
