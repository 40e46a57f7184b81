import GRDB

/// `contacts.search`: people whose name or email address fits the query.
struct ContactsSearch: CRMTool {
    let name = ToolName.contactsSearch

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        guard let query = arguments["query"] else { return try all(in: crm) }
        // A mail domain carries the employer's name, so addresses only count when asked for.
        let columns = query.contains("@") ? ["email"] : ["full_name", "first_name", "last_name"]
        var filter = SQLFilter()
        filter.requireWords(of: query, in: columns)
        var found = try crm.records(
            Contact.self, where: filter.condition, filter.arguments,
            tail: "ORDER BY priority, last_name, id LIMIT 10")
        if found.isEmpty { found = try similar(to: query, in: crm) }
        let cards = try found.map(crm.card)
        let summary =
            cards.count == 1
            ? "Found \(cards[0].contact.fullName)"
            : "\(counted(cards.count, "contact")) for “\(query)”"
        return ToolOutcome(summary) { $0.contacts = cards }
    }

    /// The first ones by name, and how many there are.
    private func all(in crm: CRM) throws -> ToolOutcome {
        let first = try crm.records(
            Contact.self, where: "1", [], tail: "ORDER BY last_name, first_name, id LIMIT 10")
        let cards = try first.map(crm.card)
        let total = try crm.count(Contact.self, where: "1", [])
        return ToolOutcome(counted(total, "contact")) {
            $0.contacts = cards
            $0.totals[name] = Evidence.Totals(fitting: total, all: total)
        }
    }

    /// People whose names come close, for a query with a slip in it.
    private func similar(to query: String, in crm: CRM) throws -> [Contact] {
        let typed = Word.words(of: query)
        guard !typed.isEmpty else { return [] }
        return try crm.records(Contact.self, where: "1", [], tail: "ORDER BY id").filter {
            contact in
            let names = Word.words(of: contact.fullName)
            return typed.allSatisfy { word in
                names.contains { NameMatching.quality(of: word, as: $0) != nil }
            }
        }
    }
}
