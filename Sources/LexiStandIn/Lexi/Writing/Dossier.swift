/// What the CRM holds about something, gathered with where each finding stands.
struct Dossier {
    private var subject: String?
    private var findings: [String] = []
    private var people: [Contact] = []
    private var competitors: [Company] = []
    private var points: [String] = []
    private var citations: [(kind: String, id: String, title: String)] = []

    mutating func add(_ contact: Contact, _ crm: CRM, limit: Int) throws {
        let card = try crm.card(contact)
        let place = card.company.map { " at \($0.name)" } ?? ""
        subject = "\(contact.fullName), \(contact.jobTitle)\(place)"
        cite("contact", contact)
        people.append(contact)
        for deal in try crm.openDeals(of: contact).prefix(limit) { add(deal) }
        for note in try crm.recentNotes(of: contact).prefix(limit) { add(note) }
        for task in try crm.openTasks(of: contact).prefix(limit) { add(task) }
    }

    mutating func add(_ company: Company, _ crm: CRM, limit: Int) throws {
        subject = "\(company.name), \(company.industry), \(company.city)"
        cite("company", company)
        people = Array(try crm.card(company).contacts.prefix(limit))
        competitors = try crm.competitors(of: company, limit: limit)
        for deal in try crm.deals(of: company, limit: limit) { add(deal) }
        for person in people { for note in try crm.recentNotes(of: person).prefix(1) { add(note) } }
    }

    /// Records that contain the query's words.
    mutating func add(_ query: String, _ crm: CRM, limit: Int) throws {
        let page = Page(number: 1, size: limit)
        let notes = try crm.notes(.init(search: query), page: page)
        let companies = try crm.companies(search: query, industry: nil, page: page)
        people = try crm.contacts(.init(search: query), page: page).records
        for company in companies.records { cite("company", company) }
        for note in notes.records { add(note) }
        let found = notes.records.count + companies.records.count + people.count
        subject = found == 0 ? nil : "\(found) records for “\(query)”"
    }

    private mutating func add(_ deal: Deal) {
        findings.append("\(deal.name) is at \(deal.stage), \(deal.currency) \(deal.estimatedValue)")
        points.append("Next step on \(deal.name)")
        cite("deal", deal)
    }

    private mutating func add(_ note: Note) {
        findings.append("\(note.title): \(note.content)")
        cite("note", note)
    }

    private mutating func add(_ task: CRMTask) {
        points.append("Open task: \(task.title)")
        cite("task", task)
    }

    private mutating func cite(_ kind: String, _ record: some CRMRecord) {
        citations.append((kind, record.id, record.label))
    }

    /// The members of an answer but for the credits. Outside news is never known here.
    var value: JSONValue {
        [
            "summary": .string(
                subject.map { "\($0): \(findings.count) findings in the CRM." }
                    ?? "The CRM holds nothing about this, and no other source is connected."),
            "key_findings": .strings(findings), "recent_news": .array([]),
            "people": .array(
                people.map {
                    [
                        "id": .string($0.id), "full_name": .string($0.fullName),
                        "job_title": .string($0.jobTitle),
                    ]
                }),
            "competitors": .array(
                competitors.map { ["id": .string($0.id), "name": .string($0.name)] }),
            "talking_points": .strings(points),
            "citations": .array(
                citations.map {
                    ["source": .string($0.kind), "id": .string($0.id), "title": .string($0.title)]
                }),
        ]
    }
}
