/// `deals.get`: one deal by id.
struct DealsGet: CRMTool {
    let name = ToolName.dealsGet

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        guard let deal = try crm.record(Deal.self, id) else {
            return ToolOutcome("No deal with id \(id)") {
                $0.missing = [EntityReference(.deal, id)]
            }
        }
        let card = try crm.card(deal)
        return ToolOutcome("Read \(deal.name), \(deal.stage)") { $0.deals = [card] }
    }
}
