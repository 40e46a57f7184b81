import HTTPTypes

/// Matters: get.
///
/// No page documents matters, although chats refer to them by id. This endpoint is our reading:
/// the record directly in `data`, as a contact is, read with the permission for deals.
struct MattersController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/matters/{id}", name: "getMatter",
                summary: "Get a matter (not documented by the hosted API)",
                permission: .readDeals, answer: Endpoint.data(Self.schema), refusals: [404],
                work: .reads { call, crm in
                    Reply(
                        data: Self.value(try crm.existing(Matter.self, call.id, kind: "matter")))
                })
        ]
    }

    private static let schema = Shape.object([
        "id": .text, "name": .text, "reference": .text, "practice_area": .text, "status": .text,
        "related_company_id": .text.orNull, "main_contact_id": .text.orNull,
        "lead_user_id": .text, "summary": .text, "opened_date": .day,
        "closed_date": Shape.day.orNull,
    ])

    private static func value(_ matter: Matter) -> JSONValue {
        [
            "id": .string(matter.id), "name": .string(matter.name),
            "reference": .string(matter.reference),
            "practice_area": .string(matter.practiceArea), "status": .string(matter.status),
            "related_company_id": JSONValue(matter.companyId),
            "main_contact_id": JSONValue(matter.mainContactId),
            "lead_user_id": .string(matter.leadUserId), "summary": .string(matter.summary),
            "opened_date": JSONValue(matter.openedDate),
            "closed_date": JSONValue(matter.closedDate),
        ]
    }
}
