/// Something Lexi offers to do and does only after somebody has approved it.
struct LexiTask: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable {
        case prospectSearch = "prospect_search"
        case campaignStart = "campaign_start"
        case contactUpdate = "contact_update"
        case listOperation = "list_operation"
    }

    enum Status: String, Sendable, CaseIterable {
        case pending, approved, dismissed, completed, failed
    }

    var id: String
    var type: Kind
    var status: Status
    var description: String
    /// What is to be done, by type:
    /// a prospect search has `query`; a campaign start `campaign_id`; a contact update
    /// `contact_id` and `changes`; a list operation `list_id`, `operation` (add or remove) and
    /// `contact_ids`.
    var metadata: JSONValue
    var createdAt: String
}
