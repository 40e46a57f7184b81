/// The records and the page a message is sent from.
struct ChatContext: Sendable, Equatable {
    var contactID: String?
    var dealID: String?
    var matterID: String?
    var companyID: String?
    var page: String?

    init() {}

    /// - Parameter fault: is told each id that is no string. `page` may be anything, as its
    ///   value is not documented.
    init(_ members: [String: Lenient<String>?], fault: (String) -> Void) {
        func text(_ key: String) -> String? {
            guard let member = members[key] ?? nil else { return nil }
            if case .value(let value) = member { return value }
            if key != "page" { fault(key) }
            return nil
        }
        contactID = text("contact_id")
        dealID = text("deal_id")
        matterID = text("matter_id")
        companyID = text("company_id")
        page = text("page")
    }

    /// The records, the most personal first.
    var references: [EntityReference] {
        let all: [(EntityKind, String?)] = [
            (.contact, contactID), (.deal, dealID), (.matter, matterID), (.company, companyID),
        ]
        return all.compactMap { kind, id in id.map { EntityReference(kind, $0) } }
    }

    /// The context as a JSON object without absent members.
    var json: String {
        let all: [(String, String?)] = [
            ("company_id", companyID), ("contact_id", contactID), ("deal_id", dealID),
            ("matter_id", matterID), ("page", page),
        ]
        let members = all.compactMap { key, value in
            value.map { "\"\(key)\":\(JSONText.string($0))" }
        }
        return "{\(members.joined(separator: ","))}"
    }
}
