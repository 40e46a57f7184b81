/// What a model has to say for a task that waits for approval, by the task's type.
enum ProposedTask {
    static let parameters = [
        ToolParameter("type", "What kind of task", .choice(LexiTask.Kind.allCases.map(\.rawValue)))
            .required,
        ToolParameter("description", "What will be done, in one sentence").required,
        ToolParameter("query", "prospect_search: who is looked for"),
        ToolParameter("campaign_id", "campaign_start: the campaign"),
        ToolParameter("contact_id", "contact_update: the contact"),
        ToolParameter(
            "field", "contact_update: what changes", .choice(["email", "phone", "job_title"])),
        ToolParameter("value", "contact_update: what it becomes"),
        ToolParameter("list_id", "list_operation: the list"),
        ToolParameter("operation", "list_operation: what is done", .choice(["add", "remove"])),
        ToolParameter("contact_ids", "list_operation: the contacts", .ids),
    ]

    static func complete(
        _ arguments: [String: String], _ facts: TurnFacts
    ) throws(ToolArgumentError) -> [String: String] {
        func needed(_ name: String) throws(ToolArgumentError) -> JSONValue {
            guard let value = arguments[name] else {
                throw ToolArgumentError("A \(arguments["type"] ?? "task") needs \(name)")
            }
            return .string(value)
        }
        let metadata: JSONValue
        switch arguments["type"].flatMap(LexiTask.Kind.init) {
        case .prospectSearch: metadata = ["query": try needed("query")]
        case .campaignStart: metadata = ["campaign_id": try needed("campaign_id")]
        case .contactUpdate:
            let (field, value) = (try needed("field").text ?? "", try needed("value"))
            metadata = [
                "contact_id": try needed("contact_id"),
                "changes": .object([.init(name: field, value: value)]),
            ]
        case .listOperation:
            let ids = (try needed("contact_ids").text ?? "").split(separator: ",").map(String.init)
            metadata = [
                "list_id": try needed("list_id"), "operation": try needed("operation"),
                "contact_ids": .strings(ids),
            ]
        case nil: throw ToolArgumentError("There is no such type of task")
        }
        return [
            "id": facts.id("task_"), "type": arguments["type"] ?? "",
            "description": arguments["description"] ?? "", "metadata": metadata.wire,
            "created_at": facts.timestamp,
        ]
    }
}
