/// The small block in a note or task that names what it hangs on.
///
/// The documentation mentions it without showing it; its three members are our reading.
enum LinkedEntity {
    static let schema = Shape.object(["type": .text, "id": .text, "name": .text]).orNull

    /// The record an activity is about, the person first.
    static func value(
        _ crm: CRM, contact: String?, deal: String?, matter: String?, company: String?
    ) throws -> JSONValue {
        if let found = try crm.record(Contact.self, contact) { return block("contact", found) }
        if let found = try crm.record(Deal.self, deal) { return block("deal", found) }
        if let found = try crm.record(Matter.self, matter) { return block("matter", found) }
        if let found = try crm.record(Company.self, company) { return block("company", found) }
        return .null
    }

    private static func block(_ type: String, _ record: some CRMRecord) -> JSONValue {
        ["type": .string(type), "id": .string(record.id), "name": .string(record.label)]
    }
}
