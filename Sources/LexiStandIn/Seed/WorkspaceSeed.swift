import GRDB

/// Everything a fresh workspace holds, built from a seed and a day, before any database.
///
/// The same seed and day give equal values; another day moves the dates and nothing else.
struct WorkspaceSeed: Equatable, Sendable {
    var users: [User] = []
    var companies: [Company] = []
    var contacts: [Contact] = []
    var deals: [Deal] = []
    var matters: [Matter] = []
    var notes: [Note] = []
    var tasks: [CRMTask] = []
    var meetings: [Meeting] = []

    let workspace: String
    let today: CalendarDay
    var random: SplitMix64

    init(seed: UInt64, today: CalendarDay, workspace: String) {
        self.workspace = workspace
        self.today = today
        random = SplitMix64(seed: seed)
        addPeople()
        addDeals()
        addMatters()
        addNotes()
        addTasks()
        addMeetings()
    }

    /// Writes all records, parents first.
    func insert(into db: Database) throws {
        for record in users { try record.insert(db) }
        for record in companies { try record.insert(db) }
        for record in contacts { try record.insert(db) }
        for record in deals { try record.insert(db) }
        for record in matters { try record.insert(db) }
        for record in notes { try record.insert(db) }
        for record in tasks { try record.insert(db) }
        for record in meetings { try record.insert(db) }
    }

    static func == (left: WorkspaceSeed, right: WorkspaceSeed) -> Bool {
        left.users == right.users && left.companies == right.companies
            && left.contacts == right.contacts && left.deals == right.deals
            && left.matters == right.matters && left.notes == right.notes
            && left.tasks == right.tasks && left.meetings == right.meetings
    }

    /// `contact-001` for the first contact, and so on.
    static func id(_ kind: String, _ position: Int) -> String {
        let digits = String(position + 1)
        return kind + "-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// A morning's timestamp so many days ago.
    mutating func timestamp(daysAgo: Int) -> String {
        let hour = random.number(in: 8...17)
        let minute = random.number(in: 0...59)
        let time = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        return "\(today + -daysAgo)T\(time):00Z"
    }

    /// A working day so many days from today, moved to Monday when it falls on a weekend.
    func workingDay(_ days: Int) -> CalendarDay {
        let day = today + days
        return day.weekday > 5 ? day + (8 - day.weekday) : day
    }
}
