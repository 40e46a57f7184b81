/// Everything the tools of one turn have found. Answers are made from this and nothing else.
struct Evidence: Sendable {
    var contacts: [ContactCard] = []
    var companies: [CompanyCard] = []
    var deals: [DealCard] = []
    var matters: [MatterCard] = []
    var notes: [NoteCard] = []
    /// How many notes fit the last search; `notes` holds only the newest of them.
    var noteTotal = 0
    /// How many records there are at most, whatever a list was narrowed down to: by tool, as
    /// only its newest or largest ones are handed on.
    var totals: [ToolName: Totals] = [:]
    var tasks: [TaskCard] = []
    var meetings: [MeetingCard] = []
    var pipeline: [PipelineRow] = []
    var createdTasks: [TaskCard] = []
    var createdNotes: [NoteCard] = []
    var users: [User] = []
    var activities: [ActivityCard] = []
    var changes: [ChangeCard] = []
    var drafts: [EmailDraft] = []
    var scheduled: [MeetingCard] = []
    /// Why the meeting that was asked for was not scheduled.
    var meetingProblem: MeetingProblem?
    /// Ids that were looked up and do not exist.
    var missing: [EntityReference] = []
    /// The calls made so far with their results' sizes, in order.
    private(set) var calls: [(call: ToolCall, summary: String, found: Int)] = []

    /// How long a list is, where only its beginning was read.
    struct Totals: Equatable, Sendable {
        /// Those that fit all of the call's arguments.
        var fitting: Int
        /// Those of the same state, whatever their words, amounts and dates are.
        var all: Int
    }

    /// How many records these are.
    var count: Int {
        contacts.count + companies.count + deals.count + matters.count + notes.count + tasks.count
            + meetings.count + pipeline.count + createdTasks.count + createdNotes.count
            + users.count + activities.count + changes.count + drafts.count + scheduled.count
    }

    /// The texts of all that was found, folded.
    var searchable: String {
        let parts: [[String]] = [
            contacts.flatMap { [$0.contact.fullName, $0.contact.jobTitle, $0.contact.email] },
            companies.flatMap { card in
                [card.company.name, card.company.industry, card.company.city]
                    + card.contacts.flatMap { [$0.fullName, $0.jobTitle] }
            },
            deals.flatMap { [$0.deal.name, $0.deal.highLevelDescription, $0.deal.matterType] },
            matters.flatMap { [$0.matter.name, $0.matter.summary, $0.matter.practiceArea] },
            notes.flatMap { [$0.note.title, $0.note.content] }, tasks.map(\.task.title),
            meetings.flatMap { [$0.meeting.title, $0.meeting.location, $0.meeting.agenda] },
            activities.map(\.activity.title),
        ]
        return FoldedText.fold(parts.joined().joined(separator: " "))
    }

    func hasDone(_ call: ToolCall) -> Bool { calls.contains { $0.call == call } }

    func contact(_ id: String?) -> ContactCard? { contacts.first { $0.contact.id == id } }
    func company(_ id: String?) -> CompanyCard? { companies.first { $0.company.id == id } }
    func deal(_ id: String?) -> DealCard? { deals.first { $0.deal.id == id } }
    func user(_ id: String?) -> User? { users.first { $0.id == id } }
    func matter(_ id: String?) -> MatterCard? { matters.first { $0.matter.id == id } }

    /// Adds what one call found; a record found twice is kept once.
    mutating func add(_ outcome: ToolOutcome, of call: ToolCall) {
        let new = outcome.findings
        calls.append((call, outcome.summary, new.count))
        contacts += new.contacts.filter { contact($0.contact.id) == nil }
        companies += new.companies.filter { company($0.company.id) == nil }
        deals += new.deals.filter { deal($0.deal.id) == nil }
        matters += new.matters.filter { matter($0.matter.id) == nil }
        notes += new.notes.filter { card in !notes.contains { $0.note.id == card.note.id } }
        noteTotal = call.tool == .notesSearch ? new.noteTotal : noteTotal
        // A list that was read in parts is as long as its parts.
        for (tool, new) in new.totals {
            let known = totals[tool]?.fitting ?? 0
            totals[tool] = Totals(fitting: known + new.fitting, all: new.all)
        }
        tasks += new.tasks.filter { card in !tasks.contains { $0.task.id == card.task.id } }
        meetings += new.meetings.filter { card in
            !meetings.contains { $0.meeting.id == card.meeting.id }
        }
        pipeline += new.pipeline
        createdTasks += new.createdTasks
        createdNotes += new.createdNotes
        users += new.users.filter { user($0.id) == nil }
        activities += new.activities
        changes += new.changes
        drafts += new.drafts
        scheduled += new.scheduled
        meetingProblem = new.meetingProblem ?? meetingProblem
        missing += new.missing.filter { !missing.contains($0) }
    }
}
