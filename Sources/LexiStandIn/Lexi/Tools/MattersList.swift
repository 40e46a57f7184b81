/// `matters.list`: matters by status, company, contact or words, open ones first.
struct MattersList: CRMTool {
    let name = ToolName.mattersList

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        var filter = SQLFilter()
        if let status = arguments["status"] { filter.require("status = ?", status) }
        if let lead = arguments["lead_id"] { filter.require("lead_user_id = ?", lead) }
        if let contact = arguments["contact_id"] { filter.require("main_contact_id = ?", contact) }
        if let company = arguments["company_id"] {
            filter.require(
                """
                company_id = ?
                OR main_contact_id IN (SELECT id FROM contacts WHERE company_id = ?)
                """, company, company)
        }
        let scope = filter
        if let query = arguments["query"] {
            filter.requireWords(
                of: query, in: ["name", "reference", "practice_area", "summary"])
        }
        let matters = try crm.records(
            Matter.self, where: filter.condition, filter.arguments,
            tail: "ORDER BY status = 'closed', opened_date DESC, id LIMIT 30")
        let cards = try matters.map(crm.card)
        let totals = try crm.totals(Matter.self, fitting: filter, of: scope)
        return ToolOutcome(counted(totals.fitting, "matter")) {
            $0.matters = cards
            $0.totals[name] = totals
        }
    }
}
