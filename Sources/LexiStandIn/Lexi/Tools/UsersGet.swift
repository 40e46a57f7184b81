/// `users.get`: one colleague by id.
struct UsersGet: CRMTool {
    let name = ToolName.usersGet

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        guard let user = try crm.record(User.self, id) else {
            return ToolOutcome("No colleague with id \(id)") {
                $0.missing = [EntityReference(.user, id)]
            }
        }
        return ToolOutcome("Read \(user.fullName)") { $0.users = [user] }
    }
}
