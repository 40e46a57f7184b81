/// `companies.get`: one organisation by id, with the people the firm knows there.
struct CompaniesGet: CRMTool {
    let name = ToolName.companiesGet

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        guard let company = try crm.record(Company.self, id) else {
            return ToolOutcome("No company with id \(id)") {
                $0.missing = [EntityReference(.company, id)]
            }
        }
        let card = try crm.card(company)
        let people = counted(card.contacts.count, "contact").lowercased()
        return ToolOutcome("Read \(company.name), \(people)") { $0.companies = [card] }
    }
}
