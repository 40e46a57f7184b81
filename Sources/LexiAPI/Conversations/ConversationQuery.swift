/// Which conversations are asked for.
public struct ConversationQuery: Sendable, Hashable {
    /// As many as the API gives on one page.
    public static let largestPage = 100

    /// Words to look for in titles and messages.
    public var search: String?
    public var contactID: String?
    public var dealID: String?
    /// Whose conversations; `nil` asks for those of the key's own user.
    public var userID: String?
    /// Whether archived conversations are listed as well.
    public var includesArchived: Bool
    /// Counted from 1.
    public var page: Int
    /// 1 to ``largestPage``; `nil` leaves it to the server.
    public var perPage: Int?

    public init(
        search: String? = nil, contactID: String? = nil, dealID: String? = nil,
        userID: String? = nil, includesArchived: Bool = false, page: Int = 1, perPage: Int? = nil
    ) {
        self.search = search
        self.contactID = contactID
        self.dealID = dealID
        self.userID = userID
        self.includesArchived = includesArchived
        self.page = page
        self.perPage = perPage
    }

    /// The names and values of the URL's query; what is not asked for is left out.
    public var parameters: [(name: String, value: String)] {
        let values: [(String, String?)] = [
            ("page", "\(page)"), ("per_page", perPage.map { "\($0)" }), ("search", search),
            ("user_id", userID), ("contact_id", contactID), ("deal_id", dealID),
            ("archived", includesArchived ? "true" : nil),
        ]
        return values.compactMap { name, value in value.map { (name, $0) } }
    }
}

/// What is changed about a conversation.
public enum ConversationChange: Sendable, Hashable {
    case title(String)
    case archived(Bool)

    /// The longest title the API documents, in characters.
    ///
    /// Its page names no unit; Unicode scalars are counted here, and the server decides.
    public static let longestTitle = 200

    /// The body of `PATCH /v1/lexi/conversations/{id}`.
    public var json: JSONValue {
        switch self {
        case .title(let title): .object([.init("title", .string(title))])
        case .archived(let isArchived): .object([.init("archived", .bool(isArchived))])
        }
    }
}
