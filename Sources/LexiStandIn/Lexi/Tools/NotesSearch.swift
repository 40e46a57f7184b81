/// `notes.search`: notes by words and by what they hang on, the newest first.
struct NotesSearch: CRMTool {
    let name = ToolName.notesSearch

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        var filter = SQLFilter()
        filter.requireLinks(of: arguments)
        if let query = arguments["query"] {
            filter.requireWords(of: query, in: ["title", "content"])
        }
        let notes = try crm.records(
            Note.self, where: filter.condition, filter.arguments,
            tail: "ORDER BY created_date DESC, id LIMIT 12")
        let total = try crm.count(Note.self, where: filter.condition, filter.arguments)
        let cards = try notes.map(crm.card)
        var summary = counted(total, "note")
        if let query = arguments["query"] { summary += " for “\(query)”" }
        return ToolOutcome(summary) {
            $0.notes = cards
            $0.noteTotal = total
        }
    }
}
