extension WorkspaceSeed {
    /// What a generated activity hangs on: one deal or matter with its people.
    private struct Subject {
        var name: String
        var contact: Contact
        var companyId: String?
        var companyName: String
        var dealId: String?
        var matterId: String?

        func fill(_ template: String) -> String {
            template
                .replacing("{contact}", with: contact.fullName)
                .replacing("{company}", with: companyName)
                .replacing("{subject}", with: name)
        }
    }

    mutating func addNotes() {
        for seed in SeedAnchors.notes {
            notes.append(
                Note(
                    id: Self.id("note", notes.count), workspaceId: workspace, title: seed.title,
                    content: seed.text, noteType: seed.type, tags: [], isPinned: seed.pinned,
                    contactId: seed.contact, companyId: seed.company, dealId: seed.deal,
                    matterId: seed.matter, authorUserId: seed.author,
                    createdDate: timestamp(daysAgo: seed.daysAgo), updatedDate: nil))
        }
        for position in 0..<60 {
            let subject = pickSubject(position)
            let text = SeedActivities.notes[position % SeedActivities.notes.count]
            let age = random.number(in: 2...180)
            let author = Self.id("user", random.number(in: 0...5))
            notes.append(
                Note(
                    id: Self.id("note", notes.count), workspaceId: workspace,
                    title: subject.fill(text.title), content: subject.fill(text.text),
                    noteType: text.type, tags: [], isPinned: false,
                    contactId: subject.contact.id, companyId: subject.companyId,
                    dealId: subject.dealId, matterId: subject.matterId, authorUserId: author,
                    createdDate: timestamp(daysAgo: age), updatedDate: nil))
        }
    }

    mutating func addTasks() {
        for seed in SeedAnchors.tasks {
            tasks.append(
                CRMTask(
                    id: Self.id("task", tasks.count), workspaceId: workspace, title: seed.title,
                    description: "", status: seed.status, priority: seed.priority,
                    taskType: "todo", dueDate: today + seed.dueIn,
                    assignedToUserId: seed.assignee, contactId: seed.contact,
                    companyId: seed.company, dealId: seed.deal, matterId: seed.matter,
                    createdDate: timestamp(daysAgo: 7)))
        }
        let states = ["pending", "pending", "in_progress", "completed", "pending", "dismissed"]
        for position in 0..<40 {
            let subject = pickSubject(position + 7)
            let status = states[position % states.count]
            let isOpen = status == "pending" || status == "in_progress"
            let due = isOpen ? random.number(in: -5...30) : random.number(in: -60...(-3))
            // Each round of positions starts one template further, or a subject would be asked
            // for the same thing again and again.
            let round = position / SeedActivities.tasks.count
            let title = SeedActivities.tasks[(position + round) % SeedActivities.tasks.count]
            tasks.append(
                CRMTask(
                    id: Self.id("task", tasks.count), workspaceId: workspace,
                    title: subject.fill(title), description: "", status: status,
                    priority: random.pick(["low", "medium", "high", "urgent"]), taskType: "todo",
                    dueDate: workingDay(due),
                    assignedToUserId: Self.id("user", random.number(in: 0...5)),
                    contactId: subject.contact.id, companyId: subject.companyId,
                    dealId: subject.dealId, matterId: subject.matterId,
                    createdDate: timestamp(daysAgo: random.number(in: 61...90))))
        }
    }

    mutating func addMeetings() {
        for seed in SeedAnchors.meetings {
            meetings.append(
                Meeting(
                    id: Self.id("meeting", meetings.count), workspaceId: workspace,
                    title: seed.title, day: workingDay(seed.inDays), startTime: seed.start,
                    durationMinutes: seed.minutes, location: seed.place, contactId: seed.contact,
                    companyId: seed.company, dealId: seed.deal, matterId: seed.matter,
                    organizerUserId: "user-001", agenda: seed.agenda))
        }
        for position in 0..<18 {
            let subject = pickSubject(position + 3)
            let text = SeedActivities.meetings[position % SeedActivities.meetings.count]
            let hour = random.number(in: 9...16)
            meetings.append(
                Meeting(
                    id: Self.id("meeting", meetings.count), workspaceId: workspace,
                    title: subject.fill(text.title),
                    day: workingDay(random.number(in: -30...30)),
                    startTime: "\(hour < 10 ? "0" : "")\(hour):\(random.pick(["00", "15", "30"]))",
                    durationMinutes: random.pick([30, 45, 60, 90]), location: text.location,
                    contactId: subject.contact.id, companyId: subject.companyId,
                    dealId: subject.dealId, matterId: subject.matterId,
                    organizerUserId: Self.id("user", random.number(in: 0...5)),
                    agenda: text.agenda))
        }
    }

    /// A deal for even positions, a matter for odd ones; the anchors keep only hand-written
    /// activities, so that what is documented about them stays true for every seed.
    private mutating func pickSubject(_ position: Int) -> Subject {
        if position.isMultiple(of: 2) {
            let deal = random.pick(deals[3...].filter { $0.status == "open" })
            return subject(
                deal.name, deal.mainContactId, deal.relatedCompanyId, dealId: deal.id)
        }
        let matter = random.pick(matters[2...].filter { $0.status == "open" })
        return subject(matter.name, matter.mainContactId, matter.companyId, matterId: matter.id)
    }

    private func subject(
        _ name: String, _ contactId: String?, _ companyId: String?, dealId: String? = nil,
        matterId: String? = nil
    ) -> Subject {
        let contact = contacts.first { $0.id == contactId } ?? contacts[0]
        let company = companies.first { $0.id == companyId }
        return Subject(
            name: name, contact: contact, companyId: companyId,
            companyName: company?.name ?? contact.fullName, dealId: dealId, matterId: matterId)
    }
}
