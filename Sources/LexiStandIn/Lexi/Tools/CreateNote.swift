import GRDB

/// `create_note`: adds a note. A turn that is repeated finds the note it made before.
struct CreateNote: CRMTool {
    let name = ToolName.createNote
    let writes = true

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        if let existing = try crm.record(Note.self, id) {
            let card = try crm.card(existing)
            return ToolOutcome("Already created “\(existing.title)”") { $0.createdNotes = [card] }
        }
        let note = Note(
            id: id, workspaceId: crm.workspace, title: arguments["title"] ?? "",
            content: arguments["content"] ?? "", noteType: "general", tags: [], isPinned: false,
            contactId: arguments["contact_id"], companyId: arguments["company_id"],
            dealId: arguments["deal_id"], matterId: arguments["matter_id"],
            authorUserId: arguments["author_id"] ?? "", createdDate: "\(crm.today)T00:00:00Z",
            updatedDate: nil)
        try note.insert(crm.db)
        let card = try crm.card(note)
        return ToolOutcome("Created note “\(note.title)”") { $0.createdNotes = [card] }
    }
}
