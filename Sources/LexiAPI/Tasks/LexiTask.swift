/// Something Lexi wants to do and waits with until somebody approves it; what the server does not
/// say is `nil`.
public struct LexiTask: Sendable, Hashable {
    /// The states the API can be asked for.
    public enum Status: String, Sendable, CaseIterable {
        case pending, approved, dismissed, completed, failed
    }

    /// Opaque.
    public var id: String?
    /// `prospect_search`, `campaign_start`, `contact_update` or `list_operation` by the
    /// documentation; anything else is kept as it came.
    public var type: String?
    /// One of ``Status`` by the documentation; anything else is kept as it came.
    public var status: String?
    public var description: String?
    public var createdAt: Timestamp?
    /// What the type needs; a prospect search has its `query`.
    public var metadata: JSONValue?

    public init(
        id: String?, type: String? = nil, status: String? = nil, description: String? = nil,
        createdAt: Timestamp? = nil, metadata: JSONValue? = nil
    ) {
        self.id = id
        self.type = type
        self.status = status
        self.description = description
        self.createdAt = createdAt
        self.metadata = metadata
    }

    /// Reads one entry of `data.tasks`.
    ///
    /// - Returns: `nil` when this is no object.
    public init?(_ value: JSONValue) {
        guard value.members != nil else { return nil }
        self.init(
            id: value["id"]?.identifier, type: value["type"]?.words,
            status: value["status"]?.words, description: value["description"]?.words,
            createdAt: value["created_at"].flatMap(Timestamp.init),
            metadata: value["metadata"]?.unlessNull)
    }

    /// The object that `lexi tasks list` prints as a JSON line. The task's own type is its `task_type`,
    /// since `type` names the kind of line.
    public var json: JSONValue {
        .object([
            .init("type", .string("task")), .init("id", .optional(id)),
            .init("task_type", .optional(type)), .init("status", .optional(status)),
            .init("description", .optional(description)),
            .init("created_at", .optional(createdAt?.text)), .init("metadata", metadata ?? .null),
        ])
    }
}

extension Page<LexiTask> {
    /// Reads the body of `GET /v1/lexi/tasks`.
    ///
    /// - Returns: `nil` when it holds no list.
    public init?(tasks answer: JSONValue) {
        self.init(answer, list: "tasks", item: LexiTask.init)
    }
}

/// What became of a task that was approved or dismissed; what the server does not say is `nil`.
public struct TaskDecision: Sendable, Hashable {
    public var taskID: String?
    /// `approved` or `dismissed` by the documentation; anything else is kept as it came.
    public var status: String?
    /// Whether Lexi has begun with it; only said of an approved task.
    public var hasStarted: Bool?

    public init(taskID: String? = nil, status: String? = nil, hasStarted: Bool? = nil) {
        self.taskID = taskID
        self.status = status
        self.hasStarted = hasStarted
    }

    /// Reads the body of an answer to `approve` or `dismiss`. Nothing in it is needed: that the
    /// decision was taken is known from the status.
    public init(_ answer: JSONValue?) {
        let data = answer?["data"]
        self.init(
            taskID: data?["task_id"]?.identifier, status: data?["status"]?.words,
            hasStarted: data?["execution_started"]?.bool)
    }
}
