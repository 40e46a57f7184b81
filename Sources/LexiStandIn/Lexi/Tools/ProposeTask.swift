/// `propose_task`: makes a Lexi task that waits for approval. A turn that is repeated finds the
/// task it made before.
struct ProposeTask: CRMTool {
    let name = ToolName.proposeTask
    let writes = true

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        let tasks = LexiTasks(db: crm.db, workspace: crm.workspace)
        if let existing = try tasks.task(id) {
            return ToolOutcome("Already proposed: \(existing.description)")
        }
        let description = arguments["description"] ?? ""
        try tasks.insert(
            LexiTask(
                id: id, type: arguments["type"].flatMap(LexiTask.Kind.init) ?? .contactUpdate,
                status: .pending, description: description,
                metadata: JSONValue(stored: arguments["metadata"] ?? "{}"),
                createdAt: arguments["created_at"] ?? "\(crm.today)T00:00:00Z"))
        return ToolOutcome("Proposed: \(description)")
    }
}
