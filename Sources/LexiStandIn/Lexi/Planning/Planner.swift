/// Decides, from the question and what has been found, which tool to use next.
///
/// Pure: it states all calls it would like in the light of the evidence; the first one not yet
/// made comes next. When none is left, the answer can be written.
struct Planner: Sendable {
    let question: Question
    /// Names records that one turn creates, so that repeating the turn creates nothing twice.
    let turnID: String

    /// No question is worth more calls than this.
    static let callLimit = 10

    /// The next call, or nil when enough is known.
    func next(_ evidence: Evidence) -> ToolCall? {
        guard evidence.calls.count < Self.callLimit else { return nil }
        return wanted(evidence).first { !evidence.hasDone($0) }
    }

    private func wanted(_ evidence: Evidence) -> [ToolCall] {
        let context = question.context.compactMap(get)
        switch question.action {
        case .help, .thank, .decline:
            return []
        case .greet:
            return context + [ToolCall(.pipelineSummary), overdueTasks, ToolCall(.meetingsList)]
        case .pipeline:
            return context + pipeline(evidence)
        case .compare:
            return context + comparison(evidence)
        case .createTask(let draft):
            return context + references(evidence) + creation(of: draft, evidence)
        case .createNote(let draft):
            return context + references(evidence) + creation(of: draft, evidence)
        case .schedule(let draft):
            return context + references(evidence) + scheduling(of: draft, evidence)
        case .draftEmail(let draft):
            return context + references(evidence) + drafting(draft, evidence)
        case .inform:
            return context + information(evidence)
        }
    }

    private func information(_ evidence: Evidence) -> [ToolCall] {
        var calls = references(evidence)
        for subject in question.subjects.prefix(3) {
            calls += details(of: subject.reference, evidence)
        }
        guard question.subjects.isEmpty, question.ambiguities.isEmpty else { return calls }
        if question.topics.isEmpty { return calls + searches(evidence) }
        for topic in question.topics { calls += overview(of: topic) }
        return calls
    }

    /// Looks up what the message refers to: by name first, then by id.
    func references(_ evidence: Evidence) -> [ToolCall] {
        var calls: [ToolCall] = []
        for ambiguity in question.ambiguities {
            if let kind = ambiguity.candidates.first?.kind,
                let call = search(kind, for: ambiguity.phrase)
            {
                calls.append(call)
            }
        }
        if let name = question.unknownName {
            calls += [.contactsSearch, .companiesSearch].map { ToolCall($0, ["query": name]) }
        }
        for subject in question.subjects.prefix(3) {
            if case .named(let phrase) = subject.origin,
                !question.context.contains(subject.reference),
                let call = search(subject.reference.kind, for: phrase)
            {
                calls.append(call)
            }
            if let call = get(subject.reference) { calls.append(call) }
        }
        return calls
    }

    func get(_ reference: EntityReference) -> ToolCall? {
        switch reference.kind {
        case .contact: ToolCall(.contactsGet, ["id": reference.id])
        case .company: ToolCall(.companiesGet, ["id": reference.id])
        case .deal: ToolCall(.dealsGet, ["id": reference.id])
        case .matter: ToolCall(.mattersGet, ["id": reference.id])
        case .user: ToolCall(.usersGet, ["id": reference.id])
        }
    }

    func search(_ kind: EntityKind, for phrase: String) -> ToolCall? {
        switch kind {
        case .contact: ToolCall(.contactsSearch, ["query": phrase])
        case .company: ToolCall(.companiesSearch, ["query": phrase])
        // Deals and matters are known by long names of which a message gives a part: reading
        // them by id is enough.
        case .deal, .matter, .user: nil
        }
    }

    var overdueTasks: ToolCall {
        ToolCall(.tasksList, ["due": "overdue", "assignee_id": assignee])
    }

    var assignee: String? { question.onlyMine ? question.askingUser : nil }
}
