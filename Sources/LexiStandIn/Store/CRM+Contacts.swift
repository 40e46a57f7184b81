import GRDB

extension CRM {
    /// What narrows and orders the list of contacts.
    struct ContactListing {
        var search: String?
        var list: String?
        var createdAfter: String?
        /// `created_at`, `updated_date` or `full_name`, with a `-` for the other way round.
        var sort: String?
    }

    func contacts(_ listing: ContactListing, page: Page) throws -> Listed<Contact> {
        var filter = SQLFilter()
        filter.requireText(listing.search, in: "full_name", "email")
        if let list = listing.list {
            filter.require(
                """
                id IN (SELECT contact_id FROM list_members JOIN lists ON lists.id = list_id
                    WHERE list_id = ? AND lists.workspace_id = ?)
                """, list, workspace)
        }
        if let date = listing.createdAfter { filter.require("created_date > ?", date) }
        let sort = listing.sort ?? "-created_at"
        let direction = sort.hasPrefix("-") ? "DESC" : "ASC"
        let column =
            switch sort.trimmingPrefix("-") {
            case "full_name": "fold(full_name)"
            case "updated_date": "updated_date"
            default: "created_date"
            }
        return try listed(
            Contact.self, filter, order: "\(column) \(direction), id \(direction)", page: page)
    }

    func recentNotes(of contact: Contact) throws -> [Note] {
        try records(
            Note.self, where: "contact_id = ?", [contact.id],
            tail: "ORDER BY created_date DESC, id LIMIT 3")
    }

    func openTasks(of contact: Contact) throws -> [CRMTask] {
        try records(
            CRMTask.self, where: "contact_id = ? AND status IN ('pending', 'in_progress')",
            [contact.id], tail: "ORDER BY due_date IS NULL, due_date, id LIMIT 3")
    }

    func openDeals(of contact: Contact) throws -> [Deal] {
        try records(
            Deal.self, where: "main_contact_id = ? AND status = 'open'", [contact.id],
            tail: "ORDER BY estimated_value DESC, id LIMIT 3")
    }

    func notes(of contact: Contact, page: Page) throws -> Listed<Note> {
        var filter = SQLFilter()
        filter.require("contact_id = ?", contact.id)
        return try listed(Note.self, filter, order: "created_date DESC, id", page: page)
    }
}
