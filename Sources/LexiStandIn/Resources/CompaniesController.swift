import HTTPTypes

/// Companies: list, get, and notes on them.
///
/// Only the list is documented. Getting one company is our reading: the record directly in
/// `data`, as a contact is. Notes on companies are mentioned without a page of their own.
struct CompaniesController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/companies", name: "listCompanies",
                summary: "List companies", permission: .readCompanies,
                query: Endpoint.paging() + [
                    .init("search", .text, "Part of a name."),
                    .init("industry", .text, "Only companies of this industry."),
                ],
                answer: Endpoint.list("companies", of: Self.schema), work: .reads(list)),
            Endpoint(
                method: .get, path: "/v1/companies/{id}", name: "getCompany",
                summary: "Get a company (not documented by the hosted API)",
                permission: .readCompanies, answer: Endpoint.data(Self.schema), refusals: [404],
                work: .reads { call, crm in
                    Reply(
                        data: Self.value(
                            try crm.existing(Company.self, call.id, kind: "company")))
                }),
            Endpoint(
                method: .post, path: "/v1/companies/{id}/notes", name: "createCompanyNote",
                summary: "Add a note to a company", permission: .writeCompanies,
                body: NoteJSON.creation, takesIdempotencyKey: true, status: .created,
                answer: Endpoint.data(NoteJSON.schema), refusals: [404, 413],
                work: .writes { call, crm in
                    var note = NoteJSON.new(call)
                    note.companyId = try crm.existing(Company.self, call.id, kind: "company").id
                    try crm.insert(note)
                    return Reply(data: try NoteJSON.value(note, crm))
                }),
        ]
    }

    @Sendable private func list(_ call: Call, _ crm: CRM) throws -> Reply {
        let page = call.page()
        let found = try crm.companies(
            search: call.text("search"), industry: call.text("industry"), page: page)
        return Reply(
            "companies", found.records.map(Self.value), page: page, total: found.total)
    }

    private static let schema = Shape.object([
        "id": .text, "name": .text, "industry": .text, "website": .text, "linkedin_url": .text,
        "size": .text, "domain": .text, "city": .text, "country": .text, "tags": .texts,
        "created_date": .text, "updated_date": .text,
    ])

    private static func value(_ company: Company) -> JSONValue {
        [
            "id": .string(company.id), "name": .string(company.name),
            "industry": .string(company.industry), "website": .string(company.website),
            "linkedin_url": .string(company.linkedinUrl), "size": .string(company.size),
            "domain": .string(company.domain), "city": .string(company.city),
            "country": .string(company.country), "tags": .strings(company.tags),
            "created_date": .string(company.createdDate),
            "updated_date": .string(company.updatedDate),
        ]
    }
}
