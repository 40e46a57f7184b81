import HTTPTypes

/// `POST /v1/lexi/autoresearch`: what is known about a person, a company or a question.
///
/// The stand-in knows its CRM and nothing else: other sources are accepted and give nothing.
struct AutoresearchController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .post, path: "/v1/lexi/autoresearch", name: "autoresearch",
                summary: "Research a contact, a company or a question, for 3, 6 or 12 credits",
                permission: .useAI,
                body: .object(
                    [
                        "query": .text(1...12_000), "contact_id": .text(1...200),
                        "company_id": .text(1...200),
                        "depth": .oneOf("quick", "standard", "deep"),
                        "sources": .array(
                            .oneOf("crm", "emails", "meetings", "web", "news", "linkedin")),
                    ], requiring: []),
                takesIdempotencyKey: true, answer: Endpoint.data(Self.schema),
                refusals: [402, 404, 413], work: .writes(research))
        ]
    }

    private static let schema = Shape.object([
        "summary": .text, "key_findings": .texts, "recent_news": .texts,
        "people": .array(.object(["id": .text, "full_name": .text, "job_title": .text])),
        "competitors": .array(.object(["id": .text, "name": .text])), "talking_points": .texts,
        "citations": .array(.object(["source": .text, "id": .text, "title": .text])),
        "credits_remaining": .whole,
    ])

    /// Credits by depth (page "lexi/autoresearch").
    private static let prices = ["quick": 3, "standard": 6, "deep": 12]

    @Sendable private func research(_ call: Call, _ crm: CRM) throws -> Reply {
        let depth = call.body["depth"]?.text ?? "standard"
        let sources = call.body["sources"]?.elements?.compactMap(\.text) ?? ["crm", "meetings"]
        let dossier = try Self.dossier(call, crm, usesCRM: sources.contains("crm"), depth: depth)
        let left = try Credits(db: crm.db, workspace: crm.workspace)
            .charge(Self.prices[depth] ?? 6, now: call.now)
        return Reply(data: dossier.value.with("credits_remaining", .integer(left)))
    }

    private static func dossier(
        _ call: Call, _ crm: CRM, usesCRM: Bool, depth: String
    ) throws -> Dossier {
        let limit = depth == "quick" ? 3 : depth == "deep" ? 20 : 8
        var dossier = Dossier()
        if let id = call.body["contact_id"]?.text {
            let contact = try crm.existing(Contact.self, id, kind: "contact")
            if usesCRM { try dossier.add(contact, crm, limit: limit) }
        } else if let id = call.body["company_id"]?.text {
            let company = try crm.existing(Company.self, id, kind: "company")
            if usesCRM { try dossier.add(company, crm, limit: limit) }
        } else if let query = call.body["query"]?.text {
            if usesCRM { try dossier.add(query, crm, limit: limit) }
        } else {
            throw APIError.validation(
                "Give a query, a contact_id or a company_id",
                ["query": "is required without contact_id and company_id"])
        }
        return dossier
    }
}
