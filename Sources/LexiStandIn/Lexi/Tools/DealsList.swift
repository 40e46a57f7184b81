/// `deals.list`: deals by status, stage, company, contact, owner or words.
///
/// Amounts are not converted: deals in the firm's currency come first, each currency by size.
struct DealsList: CRMTool {
    let name = ToolName.dealsList
    static let homeCurrency = "EUR"

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        var filter = SQLFilter()
        if let status = arguments["status"] { filter.require("status = ?", status) }
        if let stage = arguments["stage"] { filter.require("stage = ?", stage) }
        if let owner = arguments["owner_id"] { filter.require("owner_user_id = ?", owner) }
        if let contact = arguments["contact_id"] { filter.require("main_contact_id = ?", contact) }
        if let company = arguments["company_id"] {
            // A deal is a company's when it is about it or when its people brought it in.
            filter.require(
                """
                related_company_id = ?
                OR main_contact_id IN (SELECT id FROM contacts WHERE company_id = ?)
                """, company, company)
        }
        let scope = filter
        for side in RecordFilter.Limit.Side.allCases {
            if let amount = arguments[side.argument].flatMap({ Int($0) }) {
                filter.require("estimated_value \(side.sqlOperator) ?", amount)
            }
        }
        if let currency = arguments["currency"] { filter.require("currency = ?", currency) }
        // Only deals that have ended have a date of closing.
        filter.requireDays(
            of: arguments, in: "coalesce(closed_date, next_follow_up_date)")
        if let query = arguments["query"] {
            filter.requireWords(of: query, in: ["name", "high_level_description", "matter_type"])
        }
        if arguments["order"] == "follow_up" {
            filter.require("next_follow_up_date IS NOT NULL")
        }
        let order =
            arguments["order"] == "follow_up"
            ? "next_follow_up_date, id"
            : "currency <> '\(Self.homeCurrency)', currency, estimated_value DESC, id"
        let deals = try crm.records(
            Deal.self, where: filter.condition, filter.arguments, tail: "ORDER BY \(order) LIMIT 30"
        )
        let cards = try deals.map(crm.card)
        let kind = (arguments["status"].map { $0 + " " } ?? "") + "deal"
        let totals = try crm.totals(Deal.self, fitting: filter, of: scope)
        return ToolOutcome(counted(totals.fitting, kind)) {
            $0.deals = cards
            $0.totals[name] = totals
        }
    }
}
