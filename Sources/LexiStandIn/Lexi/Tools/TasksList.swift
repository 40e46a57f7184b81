/// `tasks.list`: tasks by state, assignee and what they hang on, the most urgent date first.
struct TasksList: CRMTool {
    let name = ToolName.tasksList

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        var filter = SQLFilter()
        filter.requireLinks(of: arguments)
        if let id = arguments["id"] { filter.require("id = ?", id) }
        if let assignee = arguments["assignee_id"] {
            filter.require("assigned_to_user_id = ?", assignee)
        }
        filter.require("status IN ('pending', 'in_progress')")
        let scope = filter
        if let priority = arguments["priority"] { filter.require("priority = ?", priority) }
        filter.requireDays(of: arguments, in: "due_date")
        if arguments["due"] == "overdue" { filter.require("due_date < ?", crm.today) }
        if arguments["due"] == "next_7_days" {
            filter.require("due_date BETWEEN ? AND ?", crm.today, crm.today + 7)
        }
        if arguments["due"] == "up_to_7_days" {
            filter.require("due_date <= ?", crm.today + 7)
        }
        let tasks = try crm.records(
            CRMTask.self, where: filter.condition, filter.arguments,
            tail: "ORDER BY due_date IS NULL, due_date, id LIMIT 40")
        let cards = try tasks.map(crm.card)
        let kind =
            switch arguments["due"] {
            case "overdue": "overdue task"
            case "next_7_days": "task due within 7 days"
            case "up_to_7_days": "task overdue or due within 7 days"
            default: "open task"
            }
        let plural = kind.replacing("task", with: "tasks")
        let totals = try crm.totals(CRMTask.self, fitting: filter, of: scope)
        return ToolOutcome(counted(totals.fitting, kind, plural)) {
            $0.tasks = cards
            $0.totals[name] = totals
        }
    }
}
