import GRDB

/// `emails.draft`: the text of a mail to a contact, from what the CRM holds. Nothing is sent and
/// nothing is written.
struct EmailsDraft: CRMTool {
    let name = ToolName.emailsDraft

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["contact_id"] ?? ""
        guard let contact = try crm.record(Contact.self, id) else {
            return ToolOutcome("No contact with id \(id)") {
                $0.missing = [EntityReference(.contact, id)]
            }
        }
        let text = arguments["text"]
        let about = arguments["about"] ?? text
        let named = try crm.record(Deal.self, arguments["deal_id"])
        let draft = EmailText(
            to: try crm.card(contact), about: arguments["about"], text: text,
            deal: try named ?? deal(of: contact, about, crm),
            meeting: try next(contact, crm), notes: try notes(of: contact, about, crm),
            language: arguments["language"] == "de" ? .german : .english,
            sender: try crm.userName(arguments["sender_id"] ?? "")
        ).draft
        return ToolOutcome("Drafted “\(draft.subject)” to \(contact.fullName), not sent") {
            $0.drafts = [draft]
        }
    }

    /// The open deal the mail's words fit; without such words, the only one there is.
    private func deal(of contact: Contact, _ about: String?, _ crm: CRM) throws -> Deal? {
        let deals = try crm.openDeals(of: contact)
        guard let about else { return deals.count == 1 ? deals[0] : nil }
        let terms = terms(of: about)
        let notes = try notes(of: contact, about, crm).compactMap(\.note.dealId)
        return deals.first { deal in
            Word.words(of: deal.name).contains { terms.contains($0.folded) }
        } ?? deals.first { notes.contains($0.id) }
    }

    private func next(_ contact: Contact, _ crm: CRM) throws -> Meeting? {
        try crm.records(
            Meeting.self, where: "contact_id = ? AND day >= ?", [contact.id, crm.today],
            tail: "ORDER BY day, start_time, id LIMIT 1"
        ).first
    }

    /// Notes that share the most words with what the mail is about, two at most.
    private func notes(of contact: Contact, _ about: String?, _ crm: CRM) throws -> [NoteCard] {
        guard let about else { return [] }
        let terms = terms(of: about)
        let notes = try crm.records(
            Note.self, where: "contact_id = ?", [contact.id], tail: "ORDER BY created_date DESC, id"
        )
        let ranked = notes.map { note in
            let title = Set(Word.words(of: note.title).map(\.folded))
            let text = Set(Word.words(of: note.content).map(\.folded))
            return (
                note, terms.count(where: title.contains) * 2 + terms.count(where: text.contains)
            )
        }
        return try ranked.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }.prefix(2)
            .map { try crm.card($0.0) }
    }

    private func terms(of text: String) -> Set<String> {
        let grammar: Set<String> = [
            "the", "and", "for", "with", "our", "her", "his", "der", "die", "das", "und", "mit",
            "von", "des", "dem", "den", "unser",
        ]
        return Set(Word.words(of: text).map(\.folded).filter { $0.count > 2 })
            .subtracting(grammar)
    }
}
