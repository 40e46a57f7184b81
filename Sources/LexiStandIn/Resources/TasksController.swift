import HTTPTypes

/// Tasks of the firm's people: list and get. Lexi's own tasks are another resource.
struct TasksController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/tasks", name: "listTasks", summary: "List tasks",
                permission: .readActivities,
                query: Endpoint.paging() + [
                    .init(
                        "status",
                        .oneOf("pending", "open", "in_progress", "completed", "dismissed"),
                        "Only tasks of this status; open is another word for pending."),
                    .init("assignee_id", .text, "Only tasks of this user."),
                    .init("deal_id", .text, "Only tasks on this deal."),
                    .init("contact_id", .text, "Only tasks on this contact."),
                ],
                answer: Endpoint.list("tasks", of: TaskJSON.schema), work: .reads(list)),
            Endpoint(
                method: .get, path: "/v1/tasks/{id}", name: "getTask", summary: "Get a task",
                permission: .readActivities,
                answer: Endpoint.data(.object(["task": TaskJSON.schema])), refusals: [404],
                work: .reads { call, crm in
                    let task = try crm.existing(CRMTask.self, call.id, kind: "task")
                    return Reply(data: ["task": try TaskJSON.value(task, crm)])
                }),
        ]
    }

    @Sendable private func list(_ call: Call, _ crm: CRM) throws -> Reply {
        let page = call.page()
        let status = call.text("status")
        let found = try crm.tasks(
            .init(
                status: status == "open" ? "pending" : status,
                assignee: call.text("assignee_id"), deal: call.text("deal_id"),
                contact: call.text("contact_id")), page: page)
        return Reply(
            "tasks", try found.records.map { try TaskJSON.value($0, crm) }, page: page,
            total: found.total)
    }
}

/// A task on the wire.
enum TaskJSON {
    static let schema = Shape.object([
        "id": .text, "title": .text, "description": .text,
        "status": .oneOf("pending", "in_progress", "completed", "dismissed"),
        "priority": .oneOf("low", "medium", "high", "urgent"), "task_type": .text,
        "due_date": Shape.day.orNull, "assigned_to_user_id": .text,
        "contact_id": .text.orNull, "deal_id": .text.orNull, "event_id": .text.orNull,
        "linked_entity": LinkedEntity.schema, "created_date": .text,
    ])

    static func value(_ task: CRMTask, _ crm: CRM) throws -> JSONValue {
        [
            "id": .string(task.id), "title": .string(task.title),
            "description": .string(task.description), "status": .string(task.status),
            "priority": .string(task.priority), "task_type": .string(task.taskType),
            "due_date": JSONValue(task.dueDate),
            "assigned_to_user_id": .string(task.assignedToUserId),
            "contact_id": JSONValue(task.contactId), "deal_id": JSONValue(task.dealId),
            "event_id": .null,
            "linked_entity": try LinkedEntity.value(
                crm, contact: task.contactId, deal: task.dealId, matter: task.matterId,
                company: task.companyId),
            "created_date": .string(task.createdDate),
        ]
    }
}
