import HTTPTypes

/// Contacts: get, list, their notes and what happened around them.
///
/// The two spellings are the documentation's: one contact has `company` and `created_date`,
/// the rows of a list have `company_name` and `created_at`.
struct ContactsController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/contacts", name: "listContacts",
                summary: "List contacts", permission: .readContacts,
                query: Endpoint.paging() + [
                    .init("search", .text, "Part of a name or an email address."),
                    .init("list_id", .text, "Only members of this list."),
                    .init("created_after", .moment, "Only contacts made after this."),
                    .init(
                        "sort",
                        .oneOf(
                            "created_at", "-created_at", "updated_date", "-updated_date",
                            "full_name", "-full_name"),
                        "A `-` sorts the other way round. Default -created_at."),
                ],
                answer: Endpoint.list("contacts", of: ContactJSON.row), work: .reads(list)),
            Endpoint(
                method: .get, path: "/v1/contacts/{id}", name: "getContact",
                summary: "Get a contact", permission: .readContacts,
                query: [
                    .init(
                        "include", .string(.init(form: .list(Self.inclusions))),
                        "notes, tasks, deals, divided by commas, or * for all of them.")
                ],
                answer: Endpoint.data(ContactJSON.whole), refusals: [404], work: .reads(get)),
            Endpoint(
                method: .get, path: "/v1/contacts/{id}/notes", name: "listContactNotes",
                summary: "List a contact's notes", permission: .readContacts,
                query: Endpoint.paging(), answer: Endpoint.list("notes", of: NoteJSON.schema),
                refusals: [404], work: .reads(notes)),
            Endpoint(
                method: .get, path: "/v1/contacts/{id}/activities", name: "listContactActivities",
                summary: "List what happened around a contact", permission: .readActivities,
                query: Endpoint.paging() + [
                    .init(
                        "type", .oneOf("note", "call", "email", "meeting", "task", "ai_action"),
                        "Only activities of this type."),
                    .init("from_date", .moment, "Not before this."),
                    .init("to_date", .moment, "Not after this."),
                ],
                answer: Endpoint.list("activities", of: ActivityJSON.schema), refusals: [404],
                work: .reads(activities)),
        ]
    }

    @Sendable private func list(_ call: Call, _ crm: CRM) throws -> Reply {
        let page = call.page()
        let found = try crm.contacts(
            .init(
                search: call.text("search"), list: call.text("list_id"),
                createdAfter: call.moment("created_after"), sort: call.text("sort")), page: page)
        return Reply(
            "contacts", try found.records.map { try ContactJSON.row($0, crm) }, page: page,
            total: found.total)
    }

    @Sendable private func get(_ call: Call, _ crm: CRM) throws -> Reply {
        let contact = try crm.existing(Contact.self, call.id, kind: "contact")
        let wanted = Self.included(call.text("include"))
        var data = try ContactJSON.whole(contact, crm)
        if wanted.contains("notes") {
            let notes = try crm.recentNotes(of: contact)
            data = data.with("recent_notes", .array(try notes.map { try NoteJSON.value($0, crm) }))
        }
        if wanted.contains("tasks") {
            let tasks = try crm.openTasks(of: contact)
            data = data.with("open_tasks", .array(try tasks.map { try TaskJSON.value($0, crm) }))
        }
        if wanted.contains("deals") {
            let deals = try crm.openDeals(of: contact)
            data = data.with("open_deals", .array(deals.map { DealJSON.value($0, open: "open") }))
        }
        return Reply(data: data)
    }

    private static let inclusions = ["notes", "tasks", "deals"]

    private static func included(_ text: String?) -> Set<String> {
        let parts = Set(Shape.Text.parts(of: text ?? ""))
        return parts.contains("*") ? Set(inclusions) : parts
    }

    @Sendable private func notes(_ call: Call, _ crm: CRM) throws -> Reply {
        let contact = try crm.existing(Contact.self, call.id, kind: "contact")
        let page = call.page()
        let found = try crm.notes(of: contact, page: page)
        return Reply(
            "notes", try found.records.map { try NoteJSON.value($0, crm) }, page: page,
            total: found.total)
    }

    @Sendable private func activities(_ call: Call, _ crm: CRM) throws -> Reply {
        let contact = try crm.existing(Contact.self, call.id, kind: "contact")
        let page = call.page()
        let found = try crm.activities(
            of: contact, type: call.text("type"), from: call.moment("from_date"),
            to: call.moment("to_date"), page: page)
        let shape =
            call.faults.usesEntityActivities ? ActivityJSON.entityValue : ActivityJSON.value
        return Reply("activities", found.records.map(shape), page: page, total: found.total)
    }
}
