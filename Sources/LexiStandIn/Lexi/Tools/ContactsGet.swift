/// `contacts.get`: one person by id.
struct ContactsGet: CRMTool {
    let name = ToolName.contactsGet

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        guard let contact = try crm.record(Contact.self, id) else {
            return ToolOutcome("No contact with id \(id)") {
                $0.missing = [EntityReference(.contact, id)]
            }
        }
        let card = try crm.card(contact)
        return ToolOutcome("Read \(contact.fullName)") { $0.contacts = [card] }
    }
}
