/// What is looked up about one record, and about the workspace as a whole.
extension Planner {
    /// The records around one subject, as far as the question asks for them.
    func details(of subject: EntityReference, _ evidence: Evidence) -> [ToolCall] {
        guard !evidence.missing.contains(subject) else { return [] }
        let link = ["\(subject.kind.rawValue)_id": subject.id]
        guard !question.topics.isEmpty else { return overview(of: subject, link: link, evidence) }
        return question.topics.flatMap { about($0, subject, link: link, evidence) }
    }

    private func overview(
        of subject: EntityReference, link: [String: String], _ evidence: Evidence
    ) -> [ToolCall] {
        let notes = notes(link)
        let tasks = ToolCall(.tasksList, link)
        let openDeals = ToolCall(.dealsList, link.merging(["status": "open"]) { $1 })
        switch subject.kind {
        case .contact:
            return [openDeals, notes, tasks]
        case .company:
            return [openDeals, ToolCall(.mattersList, link), notes]
        case .deal:
            return mainContact(evidence.deal(subject.id)?.deal.mainContactId) + [notes, tasks]
        case .matter:
            return mainContact(evidence.matter(subject.id)?.matter.mainContactId) + [notes, tasks]
        case .user:
            return [
                ToolCall(.tasksList, ["assignee_id": subject.id]),
                ToolCall(.dealsList, ["owner_id": subject.id, "status": "open"]),
                ToolCall(.mattersList, ["lead_id": subject.id, "status": "open"]),
            ]
        }
    }

    private func about(
        _ topic: Question.Topic, _ subject: EntityReference, link: [String: String],
        _ evidence: Evidence
    ) -> [ToolCall] {
        let person = subject.kind == .user
        switch topic {
        case .deals:
            if subject.kind == .deal || subject.kind == .matter {
                return overview(of: subject, link: link, evidence)
            }
            let scope = person ? ["owner_id": subject.id] : link
            return [
                ToolCall(
                    .dealsList,
                    scope.merging(["status": question.dealStatus]) { $1 }
                        .merging(question.filter.dealArguments) { $1 })
            ]
        case .tasks:
            var scope = person ? ["assignee_id": subject.id] : link
            if question.onlyOverdue { scope["due"] = "overdue" }
            if let priority = question.priority { scope["priority"] = priority }
            scope.merge(question.filter.periodArguments) { $1 }
            return [ToolCall(.tasksList, scope)]
        case .followUps:
            let scope = person ? ["owner_id": subject.id] : link
            let deals = ToolCall(
                .dealsList, scope.merging(["status": "open", "order": "follow_up"]) { $1 })
            let tasks = ToolCall(.tasksList, person ? ["assignee_id": subject.id] : link)
            return subject.kind == .deal || subject.kind == .matter ? [tasks] : [deals, tasks]
        case .notes:
            return [notes(link)]
        case .meetings:
            let scope = person ? ["organizer_id": subject.id] : link
            if question.filter.period != nil {
                return [
                    ToolCall(
                        .meetingsList, scope.merging(question.filter.periodArguments) { $1 })
                ]
            }
            return [
                ToolCall(.meetingsList, scope),
                ToolCall(.meetingsList, scope.merging(["when": "past"]) { $1 }),
            ]
        case .matters:
            let scope = question.asksOpen ? link.merging(["status": "open"]) { $1 } : link
            return matters(around: subject, link: scope, evidence)
        case .people:
            return people(around: subject, evidence)
        case .companies:
            return []
        case .history:
            return [ToolCall(.activitiesList, link.merging(question.filter.periodArguments) { $1 })]
        case .colleagues:
            return responsibility(for: subject, link: link, evidence)
        case .details:
            return people(around: subject, evidence).filter { _ in subject.kind != .contact }
        }
    }

    /// A person's or deal's matters are also those of the company behind it.
    private func matters(
        around subject: EntityReference, link: [String: String], _ evidence: Evidence
    ) -> [ToolCall] {
        switch subject.kind {
        case .company: [ToolCall(.mattersList, link)]
        case .contact:
            [ToolCall(.mattersList, link)]
                + companyMatters(evidence.contact(subject.id)?.contact.companyId)
        case .deal: companyMatters(evidence.deal(subject.id)?.deal.relatedCompanyId)
        case .matter: overview(of: subject, link: link, evidence)
        case .user: [ToolCall(.mattersList, ["lead_id": subject.id, "status": "open"])]
        }
    }

    /// Who looks after a record; a company is looked after through its deals and matters.
    private func responsibility(
        for subject: EntityReference, link: [String: String], _ evidence: Evidence
    ) -> [ToolCall] {
        let user: String?
        switch subject.kind {
        case .contact: user = evidence.contact(subject.id)?.contact.ownerUserId
        case .deal: user = evidence.deal(subject.id)?.deal.ownerUserId
        case .matter: user = evidence.matter(subject.id)?.matter.leadUserId
        case .company:
            let open = link.merging(["status": "open"]) { $1 }
            return [ToolCall(.dealsList, open), ToolCall(.mattersList, open)]
        case .user: return []
        }
        return user.map { [ToolCall(.usersGet, ["id": $0])] } ?? []
    }

    private func people(around subject: EntityReference, _ evidence: Evidence) -> [ToolCall] {
        switch subject.kind {
        case .contact:
            employer(evidence.contact(subject.id)?.contact.companyId)
        case .deal: mainContact(evidence.deal(subject.id)?.deal.mainContactId)
        case .matter: mainContact(evidence.matter(subject.id)?.matter.mainContactId)
        case .company, .user: []
        }
    }

    private func companyMatters(_ id: String?) -> [ToolCall] {
        let status = question.asksOpen ? "open" : nil
        return id.map { [ToolCall(.mattersList, ["company_id": $0, "status": status])] } ?? []
    }

    private func employer(_ id: String?) -> [ToolCall] {
        id.map { [ToolCall(.companiesGet, ["id": $0])] } ?? []
    }

    private func mainContact(_ id: String?) -> [ToolCall] {
        id.map { [ToolCall(.contactsGet, ["id": $0])] } ?? []
    }

    private func notes(_ link: [String: String]) -> ToolCall {
        let wantsWords = question.topics.contains(.notes)
        let query: String? = wantsWords ? question.phrases.first : nil
        return ToolCall(.notesSearch, link.merging(query.map { ["query": $0] } ?? [:]) { $1 })
    }

    /// A topic over the whole workspace.
    func overview(of topic: Question.Topic) -> [ToolCall] {
        let phrase = question.phrases.first
        switch topic {
        case .deals:
            let list = ToolCall(
                .dealsList,
                [
                    "status": question.dealStatus, "stage": question.dealStage, "query": phrase,
                    "owner_id": assignee,
                ].merging(question.filter.dealArguments) { $1 })
            let isAll =
                question.dealStatus == "open" && phrase == nil && question.dealStage == nil
                && !question.asksOpen && assignee == nil
                && question.filter.isEmpty && !question.wantsCount
            return isAll ? [list, ToolCall(.pipelineSummary)] : [list]
        case .tasks:
            if question.listsTasks {
                let due = question.onlyOverdue ? ["due": "overdue"] : [:]
                let scope: [String: String?] = [
                    "assignee_id": assignee, "priority": question.priority,
                ]
                return [
                    ToolCall(
                        .tasksList,
                        scope.merging(due) { $1 }.merging(question.filter.periodArguments) { $1 })
                ]
            }
            let soon = ToolCall(.tasksList, ["due": "next_7_days", "assignee_id": assignee])
            return [overdueTasks] + (question.onlyOverdue ? [] : [soon])
        case .followUps:
            let deals: [String: String?] = [
                "status": "open", "order": "follow_up", "owner_id": assignee,
                "to": question.onlyOverdue ? "\(question.today + -1)" : nil,
            ]
            let due =
                question.onlyOverdue
                ? "overdue" : question.filter.period == nil ? "up_to_7_days" : nil
            let tasks: [String: String?] = ["due": due, "assignee_id": assignee]
            return [
                ToolCall(.dealsList, deals.merging(question.filter.dealArguments) { $1 }),
                ToolCall(.tasksList, tasks.merging(question.filter.periodArguments) { $1 }),
            ]
        case .notes: return [ToolCall(.notesSearch, ["query": phrase])]
        case .meetings:
            let scope: [String: String?] = ["organizer_id": assignee]
            return [
                ToolCall(
                    .meetingsList, scope.merging(question.filter.periodArguments) { $1 })
            ]
        case .matters:
            return [
                ToolCall(
                    .mattersList,
                    ["status": question.matterStatus, "query": phrase, "lead_id": assignee])
            ]
        case .people: return phrase == nil ? [ToolCall(.contactsSearch)] : searches(Evidence())
        case .companies: return phrase == nil ? [ToolCall(.companiesSearch)] : searches(Evidence())
        case .history:
            let period = question.filter.period?.first ?? question.today + -7
            let scope = ["from": "\(period)", "to": question.filter.period.map { "\($0.last)" }]
            return [ToolCall(.changesList, scope), ToolCall(.activitiesList, scope)]
        case .colleagues: return [ToolCall(.usersList)]
        // Whose? Without a name there is nothing to look up.
        case .details: return phrase == nil ? [] : searches(Evidence())
        }
    }

    /// Where unknown words are looked for.
    func searches(_ evidence: Evidence) -> [ToolCall] {
        guard let phrase = question.phrases.first else {
            return [ToolCall(.pipelineSummary), overdueTasks]
        }
        let looksLikeName = Word.words(of: phrase).first?.looksLikeName ?? false
        let people = [
            ToolCall(.contactsSearch, ["query": phrase]),
            ToolCall(.companiesSearch, ["query": phrase]),
        ]
        let business = [
            ToolCall(.dealsList, ["query": phrase]), ToolCall(.mattersList, ["query": phrase]),
        ]
        let notes = [ToolCall(.notesSearch, ["query": phrase])]
        return (looksLikeName ? people : []) + business + notes
    }
}
