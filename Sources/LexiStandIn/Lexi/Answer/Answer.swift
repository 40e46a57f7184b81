/// Writes the answer, in Markdown, from what the tools returned and nothing else.
struct Answer: Sendable {
    let question: Question
    let evidence: Evidence
    let today: CalendarDay
    let say: Wording

    init(to question: Question, from evidence: Evidence, today: CalendarDay) {
        self.question = question
        self.evidence = evidence
        self.today = today
        say = Wording(language: question.language)
    }

    /// The whole answer. Blocks are divided by blank lines.
    var markdown: String {
        var blocks = missing + ambiguities
        switch question.action {
        case .inform: blocks += information
        case .pipeline: blocks += pipeline
        case .compare: blocks += comparison
        case .greet: blocks += greeting
        case .help: blocks += [capabilities]
        case .thank: blocks += [say("You are welcome.", "Gern geschehen.")]
        case .createTask(let draft): blocks += created(draft)
        case .createNote(let draft): blocks += created(draft)
        case .schedule(let draft): blocks += scheduled(draft)
        case .draftEmail: blocks += drafted
        case .decline: blocks += [declined]
        }
        blocks += alsoInContext
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var missing: [String] {
        evidence.missing.map { reference in
            say(
                "There is no \(say.kind(reference.kind)) with the id `\(reference.id)` in this workspace.",
                "Mit der Kennung `\(reference.id)` gibt es hier nichts (gesucht: \(say.kind(reference.kind)))."
            )
        }
    }

    private var ambiguities: [String] {
        question.ambiguities.map { ambiguity in
            let lines = ambiguity.candidates.map(candidate)
            return say(
                "**\(ambiguity.phrase)** could be any of \(lines.count). Which one do you mean?",
                "**\(ambiguity.phrase)** ist nicht eindeutig, es gibt \(lines.count). Wer oder was ist gemeint?"
            )
                + "\n\n" + lines.joined(separator: "\n")
        }
    }

    private func candidate(_ reference: EntityReference) -> String {
        switch reference.kind {
        case .contact:
            guard let card = evidence.contact(reference.id) else { break }
            let company = card.company.map { ", \($0.name)" } ?? ""
            return "- **\(card.contact.fullName)**, \(card.contact.jobTitle)\(company)"
        case .company:
            guard let card = evidence.company(reference.id) else { break }
            return "- **\(card.company.name)**, \(card.company.city)"
        case .deal, .matter, .user: break
        }
        return "- \(say.kind(reference.kind)) `\(reference.id)`"
    }

    private var information: [String] {
        if !question.subjects.isEmpty {
            let found = question.subjects.prefix(3).map(\.reference)
                .filter { !evidence.missing.contains($0) }
            return found.flatMap(blocks) + unanswered
        }
        guard question.ambiguities.isEmpty else { return [] }
        let named: [Question.Topic] = [.people, .companies, .details]
        if question.topics.isEmpty
            || !question.phrases.isEmpty && question.topics.allSatisfy(named.contains)
        {
            return searchResults
        }
        if question.wantsCount, question.phrases.isEmpty {
            return question.topics.flatMap(count)
        }
        return question.topics.flatMap(workspace)
    }

    /// Words of the question that nothing found has to do with: passing over them would look as if
    /// they had been answered.
    private var unanswered: [String] {
        guard evidence.missing.isEmpty, !question.topics.contains(.notes) else { return [] }
        let text = evidence.searchable
        let unknown = question.phrases.filter { phrase in
            !Word.words(of: phrase).contains { text.contains($0.folded) }
        }
        guard !unknown.isEmpty else { return [] }
        let words = say.list(unknown.map { say("“\($0)”", "„\($0)“") })
        return [
            say(
                "_On \(words) I found nothing in the CRM._",
                "_Zu \(words) habe ich im CRM nichts gefunden._")
        ]
    }

    private func blocks(for reference: EntityReference) -> [String] {
        switch reference.kind {
        case .contact: evidence.contact(reference.id).map(about) ?? []
        case .company: evidence.company(reference.id).map(about) ?? []
        case .deal: evidence.deal(reference.id).map(about) ?? []
        case .matter: evidence.matter(reference.id).map(about) ?? []
        case .user: about(colleague: reference.id)
        }
    }

    /// Records of the context that were read but are not what the message is about.
    private var alsoInContext: [String] {
        let subjects = question.subjects.map(\.reference)
        let names = question.context.filter { !subjects.contains($0) }.compactMap { reference in
            switch reference.kind {
            case .contact: evidence.contact(reference.id)?.contact.fullName
            case .company: evidence.company(reference.id)?.company.name
            case .deal:
                evidence.deal(reference.id).map {
                    "\($0.deal.name) (\(say.stage($0.deal.stage)), \(money($0.deal)))"
                }
            case .matter: evidence.matter(reference.id).map { "\($0.matter.name)" }
            case .user: nil
            }
        }
        guard !names.isEmpty else { return [] }
        return [
            say(
                "_Also in context: \(say.list(names))._",
                "_Ebenfalls im Bezug: \(say.list(names))._")
        ]
    }

    func money(_ deal: Deal) -> String { say.money(deal.estimatedValue, deal.currency) }
}
