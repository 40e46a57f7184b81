/// What a key has to be allowed, in each of the vocabularies the documentation uses.
///
/// Three are in use and never reconciled: `read`, `write` and `lexi`; `write:contacts`;
/// `contacts:write`. A key that has any one of a permission's names has the permission.
enum Permission: Sendable, CaseIterable {
    case chat
    case readConversations
    case writeConversations
    case readLexiTasks
    case decideLexiTasks
    case useAI
    case readContacts
    case readDeals
    case writeDeals
    case readCompanies
    case writeCompanies
    case readActivities

    /// All names that grant it; a refusal names the first one.
    var names: [String] {
        switch self {
        case .chat, .writeConversations, .useAI: ["write:ai", "lexi"]
        case .readConversations: ["read:ai", "lexi"]
        case .readLexiTasks: ["lexi", "read:ai", "write:ai"]
        case .decideLexiTasks: ["lexi", "write:ai"]
        case .readContacts: ["contacts:read", "read:contacts", "read"]
        case .readDeals: ["deals:read", "read:deals", "read"]
        case .writeDeals: ["deals:write", "write:deals", "write"]
        // No permission to read companies is documented: whoever may read people may.
        case .readCompanies: ["contacts:read", "read:contacts", "read:companies", "read"]
        case .writeCompanies: ["write:companies", "contacts:write", "write:contacts", "write"]
        case .readActivities: ["activities:read", "read:activities", "read"]
        }
    }
}
