/// An activity on the wire.
///
/// Two pages disagree about its members; these are those of the contact's page.
enum ActivityJSON {
    static let schema = Shape.object([
        "id": .text, "type": .text, "title": .text, "contact_id": .text.orNull,
        "deal_id": .text.orNull, "user_id": .text.orNull, "created_at": .text,
    ])

    static func value(_ activity: Activity) -> JSONValue {
        [
            "id": .string(activity.id), "type": .string(activity.type),
            "title": .string(activity.title), "contact_id": JSONValue(activity.contactId),
            "deal_id": JSONValue(activity.dealId), "user_id": JSONValue(activity.userId),
            "created_at": .string(activity.createdAt),
        ]
    }

    /// The other page's members.
    static func entityValue(_ activity: Activity) -> JSONValue {
        [
            "id": .string(activity.id), "activity_type": .string(activity.type),
            "title": .string(activity.title), "entity_type": "contact",
            "entity_id": JSONValue(activity.contactId), "user_name": JSONValue(activity.userId),
            "created_at": .string(activity.createdAt),
        ]
    }
}
