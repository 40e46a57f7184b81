import GRDB

/// `create_task`: adds a task. A turn that is repeated finds the task it made before.
struct CreateTask: CRMTool {
    let name = ToolName.createTask
    let writes = true

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        if let existing = try crm.record(CRMTask.self, id) {
            let card = try crm.card(existing)
            return ToolOutcome("Already created “\(existing.title)”") { $0.createdTasks = [card] }
        }
        let task = CRMTask(
            id: id, workspaceId: crm.workspace, title: arguments["title"] ?? "", description: "",
            status: "pending", priority: "medium", taskType: "lexi_action",
            dueDate: arguments["due_date"].flatMap { CalendarDay(iso: $0) },
            assignedToUserId: arguments["assignee_id"] ?? "", contactId: arguments["contact_id"],
            companyId: arguments["company_id"], dealId: arguments["deal_id"],
            matterId: arguments["matter_id"], createdDate: "\(crm.today)T00:00:00Z")
        try task.insert(crm.db)
        let card = try crm.card(task)
        return ToolOutcome("Created task “\(task.title)”") { $0.createdTasks = [card] }
    }
}
