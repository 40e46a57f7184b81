import HTTPTypes

/// Conversations with Lexi: list, get, change and delete.
struct ConversationsController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/lexi/conversations", name: "listConversations",
                summary: "List conversations, the latest first", permission: .readConversations,
                query: Endpoint.paging(size: 25) + [
                    .init("search", .text, "Part of a title or a message."),
                    .init("user_id", .text, "Whose conversations. Default: the key's user."),
                    .init("contact_id", .text, "Only conversations about this contact."),
                    .init("deal_id", .text, "Only conversations about this deal."),
                    .init("archived", .boolean, "Whether archived ones come as well."),
                ],
                answer: Endpoint.list("conversations", of: ConversationJSON.row),
                work: .reads(list)),
            Endpoint(
                method: .get, path: "/v1/lexi/conversations/{id}", name: "getConversation",
                summary: "Get a conversation with its messages", permission: .readConversations,
                query: [
                    .init(
                        "include_tool_steps", .boolean, "Whether tools and their results come."),
                    .init(
                        "limit", .integer(1...1_000), "The latest so many messages. Default 200."),
                ],
                answer: Endpoint.data(ConversationJSON.whole), refusals: [404],
                work: .reads(get)),
            Endpoint(
                method: .patch, path: "/v1/lexi/conversations/{id}", name: "updateConversation",
                summary: "Rename, archive or relink a conversation",
                permission: .writeConversations,
                body: .object(
                    [
                        "title": .text(1...200), "archived": .boolean,
                        "context": Shape.object(
                            [
                                "contact_id": .text.orNull, "deal_id": .text.orNull,
                                "matter_id": .text.orNull,
                            ], requiring: []),
                    ], requiring: []),
                takesIdempotencyKey: true, answer: Endpoint.data(ConversationJSON.changed),
                refusals: [404, 413], work: .writes(update)),
            Endpoint(
                method: .delete, path: "/v1/lexi/conversations/{id}", name: "deleteConversation",
                summary: "Delete a conversation with its messages",
                permission: .writeConversations, takesIdempotencyKey: true, status: .noContent,
                refusals: [404],
                work: .writes { call, crm in
                    try Self.archive(crm).delete(call.id)
                    return Reply(body: nil)
                }),
        ]
    }

    @Sendable private func list(_ call: Call, _ crm: CRM) throws -> Reply {
        let page = call.page(size: 25)
        let found = try Self.archive(crm).list(
            .init(
                search: call.text("search"), user: call.text("user_id") ?? call.identity.user,
                contact: call.text("contact_id"), deal: call.text("deal_id"),
                withArchived: call.flag("archived")), page: page)
        return Reply(
            "conversations", found.records.map(ConversationJSON.row), page: page,
            total: found.total)
    }

    @Sendable private func get(_ call: Call, _ crm: CRM) throws -> Reply {
        let archive = Self.archive(crm)
        let entry = try archive.existing(call.id)
        let items = try archive.messages(of: entry.id, limit: call.query["limit"]?.whole ?? 200)
        return Reply(
            data: ConversationJSON.whole(
                entry, call.faults.newestMessagesFirst ? items.reversed() : items,
                tools: call.flag("include_tool_steps") && !call.faults.hidesToolSteps))
    }

    @Sendable private func update(_ call: Call, _ crm: CRM) throws -> Reply {
        let archive = Self.archive(crm)
        var entry = try archive.existing(call.id)
        let changes = ["title", "archived", "context"].compactMap { call.body[$0] }
        guard !changes.isEmpty else {
            throw APIError.validation(
                "Nothing to change: give a title, archived or a context")
        }
        if let title = call.body["title"]?.text { entry.title = title }
        if let archived = call.body["archived"]?.flag { entry.isArchived = archived }
        if let context = call.body["context"] {
            entry.context = ConversationJSON.merged(entry.context, with: context)
        }
        entry.updatedAt = call.timestamp
        try archive.update(entry)
        return Reply(data: ConversationJSON.changed(entry))
    }

    private static func archive(_ crm: CRM) -> ConversationArchive {
        ConversationArchive(db: crm.db, workspace: crm.workspace)
    }
}
