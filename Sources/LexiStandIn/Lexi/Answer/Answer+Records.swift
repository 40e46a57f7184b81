/// Answers about one record: a sentence that says what it is, then what was asked for.
extension Answer {
    func about(_ card: ContactCard) -> [String] {
        let contact = card.contact
        let employer = card.company.map { company in
            say(" at \(company.name) in \(company.city)", " bei \(company.name) in \(company.city)")
        }
        let lead = say(
            "**\(contact.fullName)** is \(contact.jobTitle)\(employer ?? "").",
            "**\(contact.fullName)** ist \(contact.jobTitle)\(employer ?? "").")
        let reach = say(
            "Reach: \(contact.email), \(contact.phone). Looked after by \(card.owner).",
            "Erreichbar: \(contact.email), \(contact.phone). Betreut von \(card.owner).")
        if question.topics == [.details] { return [lead, reach] }
        if question.topics == [.colleagues] {
            return [responsible(contact.ownerUserId, contact.fullName)]
        }
        let deals = evidence.deals.filter { $0.deal.mainContactId == contact.id }
        let notes = evidence.notes.filter { $0.note.contactId == contact.id }
        let tasks = evidence.tasks.filter { $0.task.contactId == contact.id }
        let matters = evidence.matters.filter {
            $0.matter.mainContactId == contact.id
                || ($0.matter.companyId != nil && $0.matter.companyId == contact.companyId)
        }
        let meetings = evidence.meetings.filter { $0.meeting.contactId == contact.id }
        guard !question.topics.isEmpty else {
            return [lead + " " + reach]
                + section(deals: deals, of: contact.fullName)
                + section(notes: notes, of: contact.fullName)
                + section(tasks: tasks, of: contact.fullName)
        }
        let colleagues = evidence.company(contact.companyId)?.contacts ?? []
        return asked(
            name: contact.fullName, lead: lead, reach: reach, deals: deals, notes: notes,
            tasks: tasks, matters: matters, meetings: meetings, people: colleagues)
    }

    func about(_ card: CompanyCard) -> [String] {
        let company = card.company
        let lead = say(
            "**\(company.name)** is a company in \(company.industry.lowercased()) from \(company.city) (\(company.country)) with \(company.size) staff.",
            "**\(company.name)** aus \(company.city) (\(company.country)), Branche \(say.area(company.industry)), hat \(company.size) Beschäftigte."
        )
        if question.topics == [.colleagues] { return responsible(card) }
        let ids = Set(card.contacts.map(\.id))
        func isOurs(_ contact: String?, _ direct: String?) -> Bool {
            direct == company.id || contact.map(ids.contains) ?? false
        }
        let deals = evidence.deals.filter {
            isOurs($0.deal.mainContactId, $0.deal.relatedCompanyId)
        }
        let matters = evidence.matters.filter {
            isOurs($0.matter.mainContactId, $0.matter.companyId)
        }
        let notes = evidence.notes.filter { isOurs($0.note.contactId, $0.note.companyId) }
        guard !question.topics.isEmpty else {
            return [lead] + section(people: card.contacts, of: company.name)
                + section(deals: deals, of: company.name)
                + section(matters: matters, of: company.name)
                + section(notes: notes, of: company.name)
        }
        return asked(
            name: company.name, lead: lead, reach: say("Website: ", "Webseite: ") + company.website,
            deals: deals, notes: notes,
            tasks: evidence.tasks.filter { isOurs($0.task.contactId, $0.task.companyId) },
            matters: matters,
            meetings: evidence.meetings.filter {
                isOurs($0.meeting.contactId, $0.meeting.companyId)
            }, people: card.contacts)
    }

    func about(_ card: DealCard) -> [String] {
        let deal = card.deal
        if question.topics == [.colleagues] { return [responsible(deal.ownerUserId, deal.name)] }
        var facts = [
            say(
                "Value: \(money(deal)), \(say.fee(deal.feeModel))",
                "Wert: \(money(deal)), \(say.fee(deal.feeModel))"),
            say(
                "Stage: \(say.stage(deal.stage)), probability \(deal.probability) %",
                "Phase: \(say.stage(deal.stage)), Wahrscheinlichkeit \(deal.probability) %"),
        ]
        if let company = card.company { facts.append(say("Company: ", "Unternehmen: ") + company) }
        if let contact = card.contact {
            let title = evidence.contact(deal.mainContactId).map { contactTitle($0) } ?? ""
            facts.append(say("Main contact: ", "Ansprechpartner: ") + contact + title)
        }
        facts.append(say("Owner: ", "Zuständig: ") + card.owner)
        if let day = deal.nextFollowUpDate {
            let distance = say.distance(to: day, from: today)
            facts.append(
                say("Next follow-up: ", "Nächste Wiedervorlage: ") + "\(say.day(day)) (\(distance))"
            )
        }
        if let day = deal.closedDate {
            facts.append(say("Closed: ", "Abgeschlossen: ") + say.day(day))
        }
        let lead = "**\(deal.name)**: \(deal.highLevelDescription)"
        return [lead, facts.map { "- " + $0 }.joined(separator: "\n")]
            + activities(of: deal.name) {
                $0 == deal.id
            } matter: { _ in
                false
            }
    }

    func about(_ card: MatterCard) -> [String] {
        let matter = card.matter
        if question.topics == [.colleagues] { return [responsible(matter.leadUserId, matter.name)] }
        var facts = [
            say("File: ", "Aktenzeichen: ") + matter.reference,
            say("Status: ", "Stand: ") + say.stage(matter.status),
            say("Practice area: ", "Rechtsgebiet: ") + say.area(matter.practiceArea),
            say("Lead: ", "Federführend: ") + card.lead,
            say("Opened: ", "Angelegt: ") + say.day(matter.openedDate),
        ]
        if let contact = card.contact {
            let title = evidence.contact(matter.mainContactId).map { contactTitle($0) } ?? ""
            facts.append(say("Main contact: ", "Ansprechpartner: ") + contact + title)
        }
        if let company = card.company { facts.append(say("Client: ", "Mandantin: ") + company) }
        return [
            "**\(matter.name)**: \(matter.summary)",
            facts.map { "- " + $0 }.joined(separator: "\n"),
        ]
            + activities(of: matter.name) { _ in
                false
            } matter: {
                $0 == matter.id
            }
    }

    func about(colleague id: String) -> [String] {
        let deals = evidence.deals.filter { $0.deal.ownerUserId == id }
        let tasks = evidence.tasks.filter { $0.task.assignedToUserId == id }
        let matters = evidence.matters.filter { $0.matter.leadUserId == id }
        let user = evidence.user(id)
        let name = user?.fullName ?? id
        let role = user.map { ": \(say.role($0.role)), \($0.email)" } ?? ""
        let lead = say(
            "**\(name)** is a colleague at the firm\(role).",
            "**\(name)** gehört zur Kanzlei\(role).")
        return asked(
            name: name, lead: lead, reach: "", deals: deals, notes: [], tasks: tasks,
            matters: matters,
            meetings: evidence.meetings.filter { $0.meeting.organizerUserId == id }, people: [])
    }

    private func contactTitle(_ card: ContactCard) -> String {
        let company = card.company.map { ", \($0.name)" } ?? ""
        return " (\(card.contact.jobTitle)\(company))"
    }

    /// Notes and tasks of a deal or matter; those asked for by topic, or both.
    private func activities(
        of name: String, deal: (String?) -> Bool, matter: (String?) -> Bool
    ) -> [String] {
        let notes = evidence.notes.filter { deal($0.note.dealId) || matter($0.note.matterId) }
        let tasks = evidence.tasks.filter { deal($0.task.dealId) || matter($0.task.matterId) }
        let meetings = evidence.meetings.filter {
            deal($0.meeting.dealId) || matter($0.meeting.matterId)
        }
        var blocks: [String] = []
        if asks(.notesSearch) { blocks += section(notes: notes, of: name) }
        if asks(.tasksList) { blocks += section(tasks: tasks, of: name) }
        if asks(.meetingsList) { blocks += section(meetings: meetings, of: name) }
        if asks(.activitiesList) { blocks += history(of: name) }
        if asks(.mattersList) { blocks += section(matters: evidence.matters, of: name) }
        return blocks
    }

    /// Whether a tool was used, so that silence about its subject would mislead.
    func asks(_ tool: ToolName) -> Bool { evidence.calls.contains { $0.call.tool == tool } }

    /// Only the parts the question names.
    private func asked(
        name: String, lead: String, reach: String, deals: [DealCard], notes: [NoteCard],
        tasks: [TaskCard], matters: [MatterCard], meetings: [MeetingCard], people: [Contact]
    ) -> [String] {
        let topics = question.topics.isEmpty ? [.tasks, .deals, .matters] : question.topics
        return [lead]
            + topics.flatMap { topic -> [String] in
                switch topic {
                case .deals: section(deals: deals, of: name)
                case .tasks: section(tasks: tasks, of: name)
                case .followUps:
                    section(followUps: deals, of: name) + section(tasks: tasks, of: name)
                case .notes: section(notes: notes, of: name)
                case .meetings: section(meetings: meetings, of: name)
                case .matters: section(matters: matters, of: name)
                case .people: section(people: people, of: name)
                case .companies: []
                case .history: history(of: name)
                case .colleagues: []
                case .details: [reach]
                }
            }
    }
}
