import HTTPTypes

/// What Lexi offers to do: list, approve, dismiss.
struct LexiTasksController: Sendable {
    let executor: LexiTaskExecutor

    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/lexi/tasks", name: "listLexiTasks",
                summary: "List Lexi's tasks of one status, the newest first",
                permission: .readLexiTasks,
                query: [.init("status", Self.status, "Default pending.")],
                answer: Endpoint.data(.object(["tasks": .array(Self.schema)])),
                work: .reads { call, crm in
                    let status = call.text("status").flatMap(LexiTask.Status.init) ?? .pending
                    let tasks = try Self.tasks(crm).list(status)
                    return Reply(data: ["tasks": .array(tasks.map(Self.value))])
                }),
            Endpoint(
                method: .post, path: "/v1/lexi/tasks/{id}/approve", name: "approveLexiTask",
                summary: "Approve a task, which is then done", permission: .decideLexiTasks,
                takesIdempotencyKey: true,
                answer: Endpoint.data(
                    .object([
                        "task_id": .text, "status": .oneOf("approved"),
                        "execution_started": .boolean,
                    ])),
                refusals: [404],
                work: .writes { call, crm in
                    let task = try Self.pending(call, crm)
                    try Self.tasks(crm).set(.approved, of: task.id)
                    var reply = Reply(data: [
                        "task_id": .string(task.id), "status": "approved",
                        "execution_started": true,
                    ])
                    reply.afterwards = executor.approved
                    return reply
                }),
            Endpoint(
                method: .post, path: "/v1/lexi/tasks/{id}/dismiss", name: "dismissLexiTask",
                summary: "Dismiss a task for good", permission: .decideLexiTasks,
                body: .object(["reason": .text.orNull], requiring: []), requiresBody: false,
                takesIdempotencyKey: true,
                answer: Endpoint.data(
                    .object(["task_id": .text, "status": .oneOf("dismissed")])),
                refusals: [404, 413],
                work: .writes { call, crm in
                    let task = try Self.pending(call, crm)
                    try Self.tasks(crm).set(
                        .dismissed, of: task.id, reason: call.body["reason"]?.text)
                    return Reply(
                        data: ["task_id": .string(task.id), "status": "dismissed"])
                }),
        ]
    }

    private static func tasks(_ crm: CRM) -> LexiTasks {
        LexiTasks(db: crm.db, workspace: crm.workspace)
    }

    /// - Throws: `not_found`, or `validation_error` when it has been decided already.
    private static func pending(_ call: Call, _ crm: CRM) throws -> LexiTask {
        guard let task = try tasks(crm).task(call.id) else {
            throw APIError.unknown("task", call.id)
        }
        guard task.status == .pending else {
            throw APIError.validation("The task is \(task.status.rawValue), not pending")
        }
        return task
    }

    private static let status = Shape.string(
        .init(options: LexiTask.Status.allCases.map(\.rawValue)))

    private static let schema = Shape.object([
        "id": .text, "type": .string(.init(options: LexiTask.Kind.allCases.map(\.rawValue))),
        "status": status, "description": .text, "created_at": .text, "metadata": .object([]),
    ])

    private static func value(_ task: LexiTask) -> JSONValue {
        [
            "id": .string(task.id), "type": .string(task.type.rawValue),
            "status": .string(task.status.rawValue), "description": .string(task.description),
            "created_at": .string(task.createdAt), "metadata": task.metadata,
        ]
    }
}
