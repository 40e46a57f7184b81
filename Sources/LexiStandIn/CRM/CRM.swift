import GRDB

/// The CRM of one workspace, as seen in one database transaction.
struct CRM {
    let db: Database
    let workspace: String
    let today: CalendarDay
    /// The time of day in UTC; the day's beginning where it does not matter.
    var time = ClockTime(minutes: 0)

    /// The record with this id, unless another workspace owns it.
    func record<Record: CRMRecord>(_ type: Record.Type, _ id: String?) throws -> Record? {
        guard let id else { return nil }
        return try Record.fetchOne(
            db,
            sql: "SELECT * FROM \(Record.databaseTableName) WHERE id = ? AND workspace_id = ?",
            arguments: [id, workspace])
    }

    /// Records of this workspace that meet an SQL condition.
    /// - Parameter tail: what follows the condition, for instance the order and a limit.
    func records<Record: CRMRecord>(
        _ type: Record.Type, where condition: String, _ arguments: StatementArguments,
        tail: String = ""
    ) throws -> [Record] {
        try Record.fetchAll(
            db,
            sql: """
                SELECT * FROM \(Record.databaseTableName)
                WHERE workspace_id = ? AND (\(condition)) \(tail)
                """,
            arguments: [workspace] + arguments)
    }

    /// How many records of this workspace meet an SQL condition.
    func count<Record: CRMRecord>(
        _ type: Record.Type, where condition: String, _ arguments: StatementArguments
    ) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM \(Record.databaseTableName)
                WHERE workspace_id = ? AND (\(condition))
                """,
            arguments: [workspace] + arguments) ?? 0
    }

    /// Where a user's name is unknown its id stands in, so that nothing is left blank.
    func userName(_ id: String) throws -> String {
        try record(User.self, id)?.fullName ?? id
    }
}

extension CRM {
    func card(_ contact: Contact) throws -> ContactCard {
        ContactCard(
            contact: contact, company: try record(Company.self, contact.companyId),
            owner: try userName(contact.ownerUserId))
    }

    func card(_ company: Company) throws -> CompanyCard {
        CompanyCard(
            company: company,
            contacts: try records(
                Contact.self, where: "company_id = ?", [company.id],
                tail: "ORDER BY priority, last_name, id"))
    }

    func card(_ deal: Deal) throws -> DealCard {
        DealCard(
            deal: deal, company: try record(Company.self, deal.relatedCompanyId)?.name,
            contact: try record(Contact.self, deal.mainContactId)?.fullName,
            owner: try userName(deal.ownerUserId))
    }

    func card(_ matter: Matter) throws -> MatterCard {
        MatterCard(
            matter: matter, company: try record(Company.self, matter.companyId)?.name,
            contact: try record(Contact.self, matter.mainContactId)?.fullName,
            lead: try userName(matter.leadUserId))
    }

    func card(_ note: Note) throws -> NoteCard {
        NoteCard(
            note: note,
            about: try subject(note.contactId, note.dealId, note.matterId, note.companyId),
            author: try userName(note.authorUserId))
    }

    func card(_ task: CRMTask) throws -> TaskCard {
        TaskCard(
            task: task,
            about: try subject(task.contactId, task.dealId, task.matterId, task.companyId),
            assignee: try userName(task.assignedToUserId))
    }

    func card(_ meeting: Meeting) throws -> MeetingCard {
        MeetingCard(
            meeting: meeting,
            about: try subject(
                meeting.contactId, meeting.dealId, meeting.matterId, meeting.companyId),
            organizer: try userName(meeting.organizerUserId))
    }

    /// What an activity is about: the person first, as that is how people remember it.
    private func subject(
        _ contact: String?, _ deal: String?, _ matter: String?, _ company: String?
    ) throws -> String? {
        try record(Contact.self, contact)?.label ?? record(Deal.self, deal)?.label
            ?? record(Matter.self, matter)?.label ?? record(Company.self, company)?.label
    }
}
