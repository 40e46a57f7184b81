/// `users.list`: everybody at the firm.
struct UsersList: CRMTool {
    let name = ToolName.usersList

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let users = try crm.users()
        return ToolOutcome(counted(users.count, "colleague")) { $0.users = users }
    }
}
