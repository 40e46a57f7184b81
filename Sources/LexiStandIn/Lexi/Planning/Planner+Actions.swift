/// What is looked up to compare, to add up and to write.
extension Planner {
    func pipeline(_ evidence: Evidence) -> [ToolCall] {
        let scopes = question.subjects.filter { $0.reference.kind != .deal }
        guard !scopes.isEmpty else {
            return [ToolCall(.pipelineSummary), ToolCall(.dealsList, ["status": "open"])]
        }
        return references(evidence) + scopes.map { openDeals(of: $0.reference) }
    }

    /// Reads each side; a company or person is compared by its open deals.
    func comparison(_ evidence: Evidence) -> [ToolCall] {
        var calls = references(evidence)
        for subject in question.subjects.prefix(3) where subject.reference.kind != .deal {
            guard subject.reference.kind != .matter else { continue }
            calls.append(openDeals(of: subject.reference))
        }
        if question.subjects.count == 1, question.subjects[0].reference.kind != .deal {
            calls += evidence.deals.prefix(2).map { ToolCall(.dealsGet, ["id": $0.deal.id]) }
        }
        if question.subjects.isEmpty, question.ambiguities.isEmpty { calls += searches(evidence) }
        return calls
    }

    private func openDeals(of reference: EntityReference) -> ToolCall {
        let key = reference.kind == .user ? "owner_id" : "\(reference.kind.rawValue)_id"
        return ToolCall(.dealsList, [key: reference.id, "status": "open"])
    }

    func creation(of draft: Question.TaskDraft, _ evidence: Evidence) -> [ToolCall] {
        guard let title = draft.title, isClear(evidence) else { return [] }
        var arguments = links(evidence)
        arguments["id"] = "task-\(turnID)"
        arguments["title"] = naming(title, evidence.contact(arguments["contact_id"]))
        arguments["due_date"] = draft.due?.description
        let colleague = question.subjects.first { $0.reference.kind == .user }
        arguments["assignee_id"] = colleague?.reference.id ?? question.askingUser
        return [
            ToolCall(.createTask, arguments), ToolCall(.tasksList, ["id": "task-\(turnID)"]),
        ]
    }

    func creation(of draft: Question.NoteDraft, _ evidence: Evidence) -> [ToolCall] {
        guard let content = draft.content, isClear(evidence) else { return [] }
        var arguments = links(evidence)
        let words = content.split(separator: " ")
        arguments["id"] = "note-\(turnID)"
        arguments["title"] = words.prefix(6).joined(separator: " ") + (words.count > 6 ? "…" : "")
        arguments["content"] = content
        arguments["author_id"] = question.askingUser
        return [ToolCall(.createNote, arguments)]
    }

    /// Nothing is written while it is open for whom.
    private func isClear(_ evidence: Evidence) -> Bool {
        question.ambiguities.isEmpty && question.unknownName == nil && evidence.missing.isEmpty
    }

    /// Looks at the day before it writes into it.
    func scheduling(of draft: Question.MeetingDraft, _ evidence: Evidence) -> [ToolCall] {
        let partners = (question.subjects.map(\.reference) + question.context)
        guard let day = draft.day, let time = draft.time, isClear(evidence), !partners.isEmpty
        else { return [] }
        var arguments = links(evidence)
        let reading = arguments["contact_id"].map { ToolCall(.contactsGet, ["id": $0]) }
        let colleague = question.subjects.first { $0.reference.kind == .user }
        arguments["id"] = "meeting-\(turnID)"
        arguments["title"] = title(of: draft, arguments, evidence)
        arguments["date"] = day.description
        arguments["time"] = time.description
        arguments["minutes"] = "\(draft.minutes ?? ScheduleMeeting.defaultMinutes)"
        arguments["location"] = draft.location
        arguments["organizer_id"] = question.askingUser
        arguments["attendee_id"] = colleague?.reference.id
        let calendar = ToolCall(
            .meetingsList,
            ["from": "\(day)", "to": "\(day)", "organizer_id": question.askingUser])
        return [reading, calendar, ToolCall(.scheduleMeeting, arguments)].compactMap { $0 }
    }

    private func title(
        of draft: Question.MeetingDraft, _ links: [String: String], _ evidence: Evidence
    ) -> String {
        let say = Wording(language: question.language)
        let colleague = question.subjects.first { $0.reference.kind == .user }?.reference.id
        let name =
            evidence.contact(links["contact_id"])?.contact.fullName
            ?? evidence.user(colleague)?.fullName
            ?? evidence.company(links["company_id"])?.company.name
            ?? evidence.deal(links["deal_id"])?.deal.name
            ?? evidence.matter(links["matter_id"])?.matter.name
        guard let name else { return draft.topic ?? say("Meeting", "Termin") }
        return draft.topic.map { "\($0): \(name)" }
            ?? say("Meeting with \(name)", "Termin mit \(name)")
    }

    /// A mail goes to a person; for a deal or matter to its main contact.
    func drafting(_ draft: Question.MailDraft, _ evidence: Evidence) -> [ToolCall] {
        guard isClear(evidence) else { return [] }
        let links = links(evidence)
        guard let contact = links["contact_id"] else { return [] }
        return [
            ToolCall(.contactsGet, ["id": contact]),
            ToolCall(.notesSearch, ["contact_id": contact]),
            ToolCall(
                .emailsDraft,
                [
                    "contact_id": contact, "deal_id": links["deal_id"], "about": draft.topic,
                    "text": draft.text,
                    "language": question.language == .german ? "de" : "en",
                    "sender_id": question.askingUser,
                ]),
        ]
    }

    /// "Call her back" would mean nothing in a task list, so the name takes the pronoun's place.
    private func naming(_ title: String, _ card: ContactCard?) -> String {
        guard let card, !title.contains(card.contact.lastName) else { return title }
        return title.replacing(
            #/\b(?:her|him|sie|ihn)\b/#, with: card.contact.fullName, maxReplacements: 1)
    }

    /// A new record hangs on what the message names, else on the request's context.
    private func links(_ evidence: Evidence) -> [String: String] {
        var links: [String: String] = [:]
        let named = question.subjects.map(\.reference)
        for reference in named + question.context
        where reference.kind != .user && !evidence.missing.contains(reference) {
            let key = "\(reference.kind.rawValue)_id"
            if links[key] == nil { links[key] = reference.id }
        }
        if links["contact_id"] == nil, let deal = evidence.deal(links["deal_id"]) {
            links["contact_id"] = deal.deal.mainContactId
        }
        if links["contact_id"] == nil, let matter = evidence.matter(links["matter_id"]) {
            links["contact_id"] = matter.matter.mainContactId
        }
        return links
    }
}
