import GRDB

/// `companies.search`: organisations whose name, city or industry fits the query.
struct CompaniesSearch: CRMTool {
    let name = ToolName.companiesSearch

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        guard let query = arguments["query"] else { return try all(in: crm) }
        var filter = SQLFilter()
        filter.requireWords(of: query, in: ["name", "domain", "city", "industry"])
        var found = try crm.records(
            Company.self, where: filter.condition, filter.arguments, tail: "ORDER BY name LIMIT 10")
        if found.isEmpty { found = try similar(to: query, in: crm) }
        let cards = try found.map(crm.card)
        let summary =
            cards.count == 1
            ? "Found \(cards[0].company.name)"
            : "\(counted(cards.count, "company", "companies")) for “\(query)”"
        return ToolOutcome(summary) { $0.companies = cards }
    }

    /// The first ones by name, and how many there are.
    private func all(in crm: CRM) throws -> ToolOutcome {
        let first = try crm.records(
            Company.self, where: "1", [], tail: "ORDER BY name, id LIMIT 10")
        let cards = try first.map(crm.card)
        let total = try crm.count(Company.self, where: "1", [])
        return ToolOutcome(counted(total, "company", "companies")) {
            $0.companies = cards
            $0.totals[name] = Evidence.Totals(fitting: total, all: total)
        }
    }

    private func similar(to query: String, in crm: CRM) throws -> [Company] {
        let typed = Word.words(of: query)
        guard !typed.isEmpty else { return [] }
        return try crm.records(Company.self, where: "1", [], tail: "ORDER BY id").filter {
            company in
            let names = Word.words(of: company.name)
            return typed.allSatisfy { word in
                names.contains { NameMatching.quality(of: word, as: $0) != nil }
            }
        }
    }
}
