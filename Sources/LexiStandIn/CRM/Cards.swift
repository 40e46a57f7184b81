/// A contact with the names a reader wants beside it.
struct ContactCard: Sendable, Equatable {
    var contact: Contact
    var company: Company?
    var owner: String
}

/// A company with the people the firm knows there.
struct CompanyCard: Sendable, Equatable {
    var company: Company
    var contacts: [Contact]
}

/// A deal with the names behind its ids.
struct DealCard: Sendable, Equatable {
    var deal: Deal
    var company: String?
    var contact: String?
    var owner: String
}

/// A matter with the names behind its ids.
struct MatterCard: Sendable, Equatable {
    var matter: Matter
    var company: String?
    var contact: String?
    var lead: String
}

/// A note with its author and what it is about.
struct NoteCard: Sendable, Equatable {
    var note: Note
    var about: String?
    var author: String
}

/// A task with its assignee and what it is about.
struct TaskCard: Sendable, Equatable {
    var task: CRMTask
    var about: String?
    var assignee: String
}

/// A meeting with its organiser and what it is about.
struct MeetingCard: Sendable, Equatable {
    var meeting: Meeting
    var about: String?
    var organizer: String
}

/// One stage of the pipeline in one currency.
struct PipelineRow: Sendable, Equatable {
    var stage: String
    var currency: String
    var deals: Int
    var value: Int
    /// Value times probability, in whole units of the currency.
    var weighted: Int
}
