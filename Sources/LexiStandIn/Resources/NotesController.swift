import HTTPTypes

/// Notes: the list of all of them.
struct NotesController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/notes", name: "listNotes", summary: "List notes",
                permission: .readContacts,
                query: Endpoint.paging() + [
                    .init("note_type", NoteJSON.type, "Only notes of this type."),
                    .init("tags", .text, "Only notes with all these tags, divided by commas."),
                    .init("search", .text, "Part of a title or a content."),
                    .init("is_pinned", .boolean, "Only pinned notes, or only others."),
                ],
                answer: Endpoint.list("notes", of: NoteJSON.schema), work: .reads(list))
        ]
    }

    @Sendable private func list(_ call: Call, _ crm: CRM) throws -> Reply {
        let page = call.page()
        let found = try crm.notes(
            .init(
                type: call.text("note_type"), tags: call.text("tags"),
                search: call.text("search"), isPinned: call.query["is_pinned"]?.flag), page: page)
        return Reply(
            "notes", try found.records.map { try NoteJSON.value($0, crm) }, page: page,
            total: found.total)
    }
}

/// A note on the wire, and how a new one is asked for.
enum NoteJSON {
    static let type = Shape.oneOf("general", "meeting", "call", "email", "other")

    static let schema = Shape.object([
        "id": .text, "title": .text, "content": .text, "note_type": type, "tags": .texts,
        "is_pinned": .boolean, "contact_id": .text.orNull, "deal_id": .text.orNull,
        "linked_entity": LinkedEntity.schema, "created_date": .text, "updated_date": .text.orNull,
    ])

    static func value(_ note: Note, _ crm: CRM) throws -> JSONValue {
        [
            "id": .string(note.id), "title": .string(note.title),
            "content": .string(note.content), "note_type": .string(note.noteType),
            "tags": .strings(note.tags), "is_pinned": .bool(note.isPinned),
            "contact_id": JSONValue(note.contactId), "deal_id": JSONValue(note.dealId),
            "linked_entity": try LinkedEntity.value(
                crm, contact: note.contactId, deal: note.dealId, matter: note.matterId,
                company: note.companyId),
            "created_date": .string(note.createdDate), "updated_date": JSONValue(note.updatedDate),
        ]
    }

    /// The body that makes a note. 50,000 characters are the most a content may have.
    static let creation = Shape.object(
        [
            "content": .text(1...50_000), "title": .text(0...500), "note_type": type,
            "tags": .texts, "is_pinned": .boolean,
        ], requiring: ["content"])

    /// A note as the body of a call asks for it, not yet hung on anything.
    static func new(_ call: Call) -> Note {
        let content = call.body["content"]?.text ?? ""
        let words = content.split(whereSeparator: \.isWhitespace)
        let opening = words.prefix(6).joined(separator: " ") + (words.count > 6 ? "…" : "")
        return Note(
            id: "note-" + Identifiers.ulid(at: call.now), workspaceId: call.identity.workspace,
            title: call.body["title"]?.text ?? opening, content: content,
            noteType: call.body["note_type"]?.text ?? "general",
            tags: (call.body["tags"]?.elements ?? []).compactMap(\.text),
            isPinned: call.body["is_pinned"]?.flag ?? false, contactId: nil, companyId: nil,
            dealId: nil, matterId: nil, authorUserId: call.identity.user,
            createdDate: call.timestamp, updatedDate: nil)
    }
}
