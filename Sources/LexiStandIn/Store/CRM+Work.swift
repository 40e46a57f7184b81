import GRDB

extension CRM {
    /// What narrows the list of notes.
    struct NoteListing {
        var type: String?
        var tags: String?
        var search: String?
        var isPinned: Bool?
    }

    func notes(_ listing: NoteListing, page: Page) throws -> Listed<Note> {
        var filter = SQLFilter()
        filter.requireEqual(listing.type, "note_type")
        filter.requireTags(listing.tags, in: "tags")
        filter.requireText(listing.search, in: "title", "content")
        if let isPinned = listing.isPinned { filter.require("is_pinned = ?", isPinned) }
        return try listed(Note.self, filter, order: "created_date DESC, id", page: page)
    }

    /// What narrows the list of tasks.
    struct TaskListing {
        var status: String?
        var assignee: String?
        var deal: String?
        var contact: String?
    }

    func tasks(_ listing: TaskListing, page: Page) throws -> Listed<CRMTask> {
        var filter = SQLFilter()
        filter.requireEqual(listing.status, "status")
        filter.requireEqual(listing.assignee, "assigned_to_user_id")
        filter.requireEqual(listing.deal, "deal_id")
        filter.requireEqual(listing.contact, "contact_id")
        return try listed(
            CRMTask.self, filter, order: "due_date IS NULL, due_date, id", page: page)
    }

    func users() throws -> [User] {
        try records(User.self, where: "1", [], tail: "ORDER BY id")
    }
}
