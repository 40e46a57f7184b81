/// A contact on the wire, alone and as a row of a list.
enum ContactJSON {
    static let whole = Shape.object(
        [
            "id": .text, "first_name": .text, "last_name": .text, "full_name": .text,
            "email": .text, "phone": .text, "job_title": .text, "company": .text.orNull,
            "related_company_id": .text.orNull, "linkedin_url": .text, "priority": .whole,
            "tags": .texts, "custom_fields": .object([]), "created_date": .text,
            "updated_date": .text, "recent_notes": .array(NoteJSON.schema),
            "open_tasks": .array(TaskJSON.schema), "open_deals": .array(DealJSON.schema),
        ],
        requiring: [
            "id", "first_name", "last_name", "full_name", "email", "phone", "job_title",
            "company", "related_company_id", "linkedin_url", "priority", "tags", "custom_fields",
            "created_date", "updated_date",
        ])

    static func whole(_ contact: Contact, _ crm: CRM) throws -> JSONValue {
        [
            "id": .string(contact.id), "first_name": .string(contact.firstName),
            "last_name": .string(contact.lastName), "full_name": .string(contact.fullName),
            "email": .string(contact.email), "phone": .string(contact.phone),
            "job_title": .string(contact.jobTitle),
            "company": JSONValue(try crm.record(Company.self, contact.companyId)?.name),
            "related_company_id": JSONValue(contact.companyId),
            "linkedin_url": .string(contact.linkedinUrl), "priority": .integer(contact.priority),
            "tags": .strings(contact.tags), "custom_fields": .object([]),
            "created_date": .string(contact.createdDate),
            "updated_date": .string(contact.updatedDate),
        ]
    }

    static let row = Shape.object([
        "id": .text, "full_name": .text, "email": .text, "phone": .text, "job_title": .text,
        "company_name": .text.orNull, "linkedin_url": .text, "created_at": .text,
        "updated_date": .text,
    ])

    static func row(_ contact: Contact, _ crm: CRM) throws -> JSONValue {
        [
            "id": .string(contact.id), "full_name": .string(contact.fullName),
            "email": .string(contact.email), "phone": .string(contact.phone),
            "job_title": .string(contact.jobTitle),
            "company_name": JSONValue(try crm.record(Company.self, contact.companyId)?.name),
            "linkedin_url": .string(contact.linkedinUrl),
            "created_at": .string(contact.createdDate),
            "updated_date": .string(contact.updatedDate),
        ]
    }
}
