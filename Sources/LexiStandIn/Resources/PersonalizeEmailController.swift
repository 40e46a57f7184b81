import HTTPTypes

/// `POST /v1/lexi/personalize-email`: a mail to a contact, from what the CRM knows.
struct PersonalizeEmailController: Sendable {
    /// Credits for one mail (page "lexi/personalize-email").
    private static let price = 2

    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .post, path: "/v1/lexi/personalize-email", name: "personalizeEmail",
                summary: "Write a mail to a contact, for 2 credits", permission: .useAI,
                body: .object(
                    [
                        "contact_id": .text(1...200), "intent": .text(1...12_000),
                        "template": .text.orNull,
                        "tone": .oneOf("professional", "warm", "formal", "casual"),
                        "length": .oneOf("short", "medium", "long"), "language": .text(2...10),
                    ], requiring: ["contact_id", "intent"]),
                takesIdempotencyKey: true,
                answer: Endpoint.data(
                    .object([
                        "subject": .text, "body_text": .text, "body_html": .text,
                        "personalization_notes": .texts, "reading_time_seconds": .whole,
                        "credits_remaining": .whole,
                    ])), refusals: [402, 404, 413], work: .writes(write))
        ]
    }

    @Sendable private func write(_ call: Call, _ crm: CRM) throws -> Reply {
        let contact = try crm.existing(
            Contact.self, call.body["contact_id"]?.text ?? "", kind: "contact")
        let letter = Letter(
            to: try crm.card(contact), intent: call.body["intent"]?.text ?? "",
            template: call.body["template"]?.text, tone: call.body["tone"]?.text ?? "professional",
            length: call.body["length"]?.text ?? "medium",
            language: call.body["language"]?.text == "de" ? .german : .english,
            deals: try crm.openDeals(of: contact), notes: try crm.recentNotes(of: contact),
            sender: try crm.userName(call.identity.user))
        let left = try Credits(db: crm.db, workspace: crm.workspace)
            .charge(Self.price, now: call.now)
        return Reply(data: [
            "subject": .string(letter.subject), "body_text": .string(letter.text),
            "body_html": .string(letter.html),
            "personalization_notes": .strings(letter.remarks),
            "reading_time_seconds": .integer(letter.readingSeconds),
            "credits_remaining": .integer(left),
        ])
    }
}
