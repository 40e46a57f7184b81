import GRDB

/// A lawyer or other member of the firm.
struct User: CRMRecord {
    static let databaseTableName = "users"
    var id: String
    var workspaceId: String
    var fullName: String
    var email: String
    var role: String

    var label: String { fullName }
}

/// A person the firm knows, usually at a company.
struct Contact: CRMRecord {
    static let databaseTableName = "contacts"
    var id: String
    var workspaceId: String
    var firstName: String
    var lastName: String
    var fullName: String
    var email: String
    var phone: String
    var jobTitle: String
    var companyId: String?
    var ownerUserId: String
    var linkedinUrl: String
    /// 1 is high, 3 is low.
    var priority: Int
    var tags: [String]
    var createdDate: String
    var updatedDate: String

    var label: String { fullName }
}

/// An organisation: client, prospect or opponent.
struct Company: CRMRecord {
    static let databaseTableName = "companies"
    var id: String
    var workspaceId: String
    var name: String
    var industry: String
    var website: String
    var linkedinUrl: String
    /// Staff as a band, for instance `51-200`.
    var size: String
    var domain: String
    var city: String
    var country: String
    var tags: [String]
    var createdDate: String
    var updatedDate: String

    var label: String { name }
}
