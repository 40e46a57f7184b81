import HTTPTypes

/// Deals: get, list, their documents, and notes on them.
struct DealsController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/deals", name: "listDeals", summary: "List deals",
                permission: .readDeals,
                query: Endpoint.paging() + [
                    .init("status", .oneOf("active", "won", "lost"), "Only deals of this status."),
                    .init("pipeline", .text, "Only deals of this pipeline."),
                    .init("stage", .text, "Only deals of this stage."),
                    .init("contact_id", .text, "Only deals of this contact."),
                    .init("owner_user_id", .text, "Only deals of this user."),
                    .init("tags", .text, "Only deals with all these tags, divided by commas."),
                    .init("created_after", .moment, "Only deals made after this."),
                    .init("created_before", .moment, "Only deals made before this."),
                    .init("updated_after", .moment, "Only deals changed after this."),
                ],
                answer: Endpoint.list("deals", of: DealJSON.schema), work: .reads(list)),
            Endpoint(
                method: .get, path: "/v1/deals/{id}", name: "getDeal", summary: "Get a deal",
                permission: .readDeals,
                answer: Endpoint.data(.object(["deal": DealJSON.schema])), refusals: [404],
                work: .reads { call, crm in
                    let deal = try crm.existing(Deal.self, call.id, kind: "deal")
                    return Reply(data: ["deal": DealJSON.value(deal, open: "open")])
                }),
            Endpoint(
                method: .get, path: "/v1/deals/{id}/documents", name: "listDealDocuments",
                summary: "List a deal's documents", permission: .readDeals,
                query: Endpoint.paging(size: 25),
                answer: Endpoint.list("documents", of: Self.document), refusals: [404],
                work: .reads(documents)),
            Endpoint(
                method: .post, path: "/v1/deals/{id}/notes", name: "createDealNote",
                summary: "Add a note to a deal", permission: .writeDeals, body: NoteJSON.creation,
                takesIdempotencyKey: true, status: .created,
                answer: Endpoint.data(NoteJSON.schema), refusals: [404, 413],
                work: .writes(addNote)),
        ]
    }

    @Sendable private func list(_ call: Call, _ crm: CRM) throws -> Reply {
        let page = call.page()
        let status = call.text("status")
        let found = try crm.deals(
            .init(
                status: status == "active" ? "open" : status, pipeline: call.text("pipeline"),
                stage: call.text("stage"), contact: call.text("contact_id"),
                owner: call.text("owner_user_id"), tags: call.text("tags"),
                createdAfter: call.moment("created_after"),
                createdBefore: call.moment("created_before"),
                updatedAfter: call.moment("updated_after")), page: page)
        return Reply(
            "deals", found.records.map { DealJSON.value($0, open: "active") }, page: page,
            total: found.total)
    }

    @Sendable private func documents(_ call: Call, _ crm: CRM) throws -> Reply {
        let deal = try crm.existing(Deal.self, call.id, kind: "deal")
        let page = call.page(size: 25)
        let found = try crm.documents(of: deal, page: page)
        let rows = found.records.map { document -> JSONValue in
            [
                "id": .string(document.id), "deal_id": .string(document.dealId),
                "name": .string(document.name), "mime_type": .string(document.mimeType),
                "size_bytes": .integer(document.sizeBytes),
                "page_count": .integer(document.pageCount),
                "created_date": .string(document.createdDate),
            ]
        }
        return Reply("documents", rows, page: page, total: found.total)
    }

    /// The members of a document are our reading: its page was not seen.
    private static let document = Shape.object([
        "id": .text, "deal_id": .text, "name": .text, "mime_type": .text, "size_bytes": .whole,
        "page_count": .whole, "created_date": .text,
    ])

    @Sendable private func addNote(_ call: Call, _ crm: CRM) throws -> Reply {
        let deal = try crm.existing(Deal.self, call.id, kind: "deal")
        var note = NoteJSON.new(call)
        note.dealId = deal.id
        note.contactId = deal.mainContactId
        note.companyId = deal.relatedCompanyId
        try crm.insert(note)
        return Reply(data: try NoteJSON.value(note, crm))
    }
}

/// A deal on the wire. An open one is `open` where it is got and `active` where it is listed.
enum DealJSON {
    static let schema = Shape.object([
        "id": .text, "name": .text, "stage": .text,
        "status": .oneOf("open", "active", "won", "lost"), "pipeline": .text,
        "estimated_value": .number, "currency": .text, "main_contact_id": .text.orNull,
        "owner_user_id": .text, "priority": .oneOf("low", "medium", "high", "urgent"),
        "matter_type": .text, "tags": .texts, "related_company_id": .text.orNull,
        "high_level_description": .text, "next_follow_up_date": Shape.day.orNull,
        "fee_model": .oneOf("hourly", "fixed", "contingency", "retainer"),
        "probability": .integer(0...100), "closed_date": Shape.day.orNull, "created_date": .text,
        "updated_date": .text,
    ])

    /// - Parameter open: what an open deal's status is called.
    static func value(_ deal: Deal, open: String) -> JSONValue {
        [
            "id": .string(deal.id), "name": .string(deal.name), "stage": .string(deal.stage),
            "status": .string(deal.status == "open" ? open : deal.status),
            "pipeline": .string(deal.pipeline), "estimated_value": .integer(deal.estimatedValue),
            "currency": .string(deal.currency), "main_contact_id": JSONValue(deal.mainContactId),
            "owner_user_id": .string(deal.ownerUserId), "priority": .string(deal.priority),
            "matter_type": .string(deal.matterType), "tags": .strings(deal.tags),
            "related_company_id": JSONValue(deal.relatedCompanyId),
            "high_level_description": .string(deal.highLevelDescription),
            "next_follow_up_date": JSONValue(deal.nextFollowUpDate),
            "fee_model": .string(deal.feeModel), "probability": .integer(deal.probability),
            "closed_date": JSONValue(deal.closedDate), "created_date": .string(deal.createdDate),
            "updated_date": .string(deal.updatedDate),
        ]
    }
}
