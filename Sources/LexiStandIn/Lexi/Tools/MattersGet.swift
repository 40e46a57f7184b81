/// `matters.get`: one matter by id.
struct MattersGet: CRMTool {
    let name = ToolName.mattersGet

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        guard let matter = try crm.record(Matter.self, id) else {
            return ToolOutcome("No matter with id \(id)") {
                $0.missing = [EntityReference(.matter, id)]
            }
        }
        let card = try crm.card(matter)
        return ToolOutcome("Read \(matter.name), \(matter.status)") { $0.matters = [card] }
    }
}
