/// A conversation on the wire: as a row, whole, and after a change.
enum ConversationJSON {
    private static let links = ["contact_id", "deal_id", "matter_id"]
    private static let linksSchema = Shape.object([
        "contact_id": .text.orNull, "deal_id": .text.orNull, "matter_id": .text.orNull,
    ])

    static let row = Shape.object([
        "id": .text, "title": .text, "message_count": .whole, "last_message_at": .text.orNull,
        "context": linksSchema, "archived": .boolean, "created_at": .text,
    ])

    static func row(_ entry: ConversationArchive.Entry) -> JSONValue {
        [
            "id": .string(entry.id), "title": .string(entry.title),
            "message_count": .integer(entry.messageCount),
            "last_message_at": JSONValue(entry.lastMessageAt), "context": context(entry, links),
            "archived": .bool(entry.isArchived), "created_at": .string(entry.createdAt),
        ]
    }

    static let whole = Shape.object([
        "id": .text, "title": .text,
        "context": .object([
            "contact_id": .text.orNull, "deal_id": .text.orNull, "matter_id": .text.orNull,
            "page": .text.orNull,
        ]), "archived": .boolean, "created_at": .text,
        "messages": .array(
            .object(
                [
                    "id": .text, "role": .oneOf("user", "assistant", "tool"), "content": .text,
                    "tool_calls": .array(.object(["name": .text, "arguments": .object([])])),
                    "tool_name": .text, "tool_output": .object([]), "created_at": .text,
                ], requiring: ["id", "role", "content", "created_at"])),
    ])

    /// Messages come oldest first. The text of the page says newest first, its sample shows
    /// them so.
    static func whole(
        _ entry: ConversationArchive.Entry, _ items: [ConversationArchive.Item], tools: Bool
    ) -> JSONValue {
        [
            "id": .string(entry.id), "title": .string(entry.title),
            "context": context(entry, links + ["page"]), "archived": .bool(entry.isArchived),
            "created_at": .string(entry.createdAt),
            "messages": .array(items.flatMap { messages($0, tools: tools) }),
        ]
    }

    static let changed = Shape.object([
        "id": .text, "title": .text, "archived": .boolean, "context": linksSchema,
        "updated_at": .text,
    ])

    static func changed(_ entry: ConversationArchive.Entry) -> JSONValue {
        [
            "id": .string(entry.id), "title": .string(entry.title),
            "archived": .bool(entry.isArchived), "context": context(entry, links),
            "updated_at": .string(entry.updatedAt),
        ]
    }

    /// The links of a change put over those there are; null takes one away.
    static func merged(_ old: JSONValue, with change: JSONValue) -> JSONValue {
        var members = old.members ?? []
        for member in change.members ?? [] where links.contains(member.name) {
            members.removeAll { $0.name == member.name }
            if !member.value.isNull { members.append(member) }
        }
        return .object(members)
    }

    private static func context(
        _ entry: ConversationArchive.Entry, _ names: [String]
    ) -> JSONValue {
        .object(names.map { .init(name: $0, value: entry.context[$0] ?? .null) })
    }

    /// A message, and before an answer the tools that led to it.
    private static func messages(
        _ item: ConversationArchive.Item, tools: Bool
    ) -> [JSONValue] {
        let message = item.message
        var value: JSONValue = [
            "id": .string(message.id), "role": .string(message.role),
            "content": .string(message.content),
        ]
        if message.role == "assistant" {
            let calls = tools ? item.steps.map(call) : []
            value = value.with("tool_calls", .array(calls))
        }
        value = value.with("created_at", .string(message.createdAt))
        return (tools ? item.steps.map(output) : []) + [value]
    }

    /// The inner shape of a call is our reading; the page leaves it open.
    private static func call(_ step: ConversationArchive.Step) -> JSONValue {
        ["name": .string(step.tool), "arguments": step.arguments]
    }

    private static func output(_ step: ConversationArchive.Step) -> JSONValue {
        [
            "id": .string(step.id), "role": "tool", "content": .string(step.summary),
            "tool_name": .string(step.tool),
            "tool_output": ["summary": .string(step.summary)],
            "created_at": .string(step.createdAt),
        ]
    }
}
