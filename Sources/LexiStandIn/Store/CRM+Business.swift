import GRDB

extension CRM {
    /// What narrows the list of deals.
    struct DealListing {
        /// open, won or lost, as the records have it.
        var status: String?
        var pipeline: String?
        var stage: String?
        var contact: String?
        var owner: String?
        var tags: String?
        var createdAfter: String?
        var createdBefore: String?
        var updatedAfter: String?
    }

    func deals(_ listing: DealListing, page: Page) throws -> Listed<Deal> {
        var filter = SQLFilter()
        filter.requireEqual(listing.status, "status")
        filter.requireEqual(listing.pipeline, "pipeline")
        filter.requireEqual(listing.stage, "stage")
        filter.requireEqual(listing.contact, "main_contact_id")
        filter.requireEqual(listing.owner, "owner_user_id")
        filter.requireTags(listing.tags, in: "tags")
        if let date = listing.createdAfter { filter.require("created_date > ?", date) }
        if let date = listing.createdBefore { filter.require("created_date < ?", date) }
        if let date = listing.updatedAfter { filter.require("updated_date > ?", date) }
        return try listed(Deal.self, filter, order: "created_date DESC, id", page: page)
    }

    func companies(search: String?, industry: String?, page: Page) throws -> Listed<Company> {
        var filter = SQLFilter()
        filter.requireText(search, in: "name")
        if let industry { filter.require("fold(industry) = fold(?)", industry) }
        return try listed(Company.self, filter, order: "fold(name), id", page: page)
    }

    /// A file that belongs to a deal. Only what is known about it is kept, not its content.
    struct Document: Sendable, Equatable {
        var id: String
        var dealId: String
        var name: String
        var mimeType: String
        var sizeBytes: Int
        var pageCount: Int
        var createdDate: String
    }

    func documents(of deal: Deal, page: Page) throws -> Listed<Document> {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM documents WHERE workspace_id = ? AND deal_id = ?
                ORDER BY created_date DESC, id LIMIT ? OFFSET ?
                """, arguments: [workspace, deal.id, page.size, page.offset])
        let total = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM documents WHERE workspace_id = ? AND deal_id = ?",
            arguments: [workspace, deal.id])
        return Listed(
            records: rows.map {
                Document(
                    id: $0["id"], dealId: $0["deal_id"], name: $0["name"],
                    mimeType: $0["mime_type"], sizeBytes: $0["size_bytes"],
                    pageCount: $0["page_count"], createdDate: $0["created_date"])
            }, total: total ?? 0)
    }
}

extension CRM {
    /// Other companies of the same industry.
    func competitors(of company: Company, limit: Int) throws -> [Company] {
        try records(
            Company.self, where: "industry = ? AND id <> ?", [company.industry, company.id],
            tail: "ORDER BY name, id LIMIT \(limit)")
    }

    /// A company's deals, open ones first.
    func deals(of company: Company, limit: Int) throws -> [Deal] {
        try records(
            Deal.self, where: "related_company_id = ?", [company.id],
            tail: "ORDER BY status <> 'open', estimated_value DESC, id LIMIT \(limit)")
    }
}
