/// Reads a message that asks for something Lexi may only do once it has been approved.
struct LexiTaskReading: Sendable {
    /// The workspace's lists and campaigns, by name.
    var lists: [ContactLists.Named] = []
    var campaigns: [ContactLists.Named] = []

    /// What is to wait for approval.
    struct Draft: Equatable, Sendable {
        var type: LexiTask.Kind
        var description: String
        var metadata: JSONValue
    }

    /// Nil for every other message.
    /// - Parameters:
    ///   - subjects: whom the message is about.
    ///   - name: what a record is called.
    ///   - list: the list the message was sent from, if any.
    func draft(
        _ text: String, subjects: [EntityReference], name: (EntityReference) -> String?,
        language: Language = .english, list: String? = nil, campaign: String? = nil
    ) -> Draft? {
        let say = Wording(language: language)
        let contacts = subjects.filter { $0.kind == .contact }
        return campaignStart(text, sentFrom: campaign, say)
            ?? listOperation(text, contacts, name, sentFrom: list, say)
            ?? contacts.first.flatMap { contactUpdate(text, $0, name($0) ?? $0.id, say) }
            ?? prospectSearch(text, say)
    }

    private func prospectSearch(_ text: String, _ say: Wording) -> Draft? {
        let pattern =
            #/(?i)^\s*(?:please |bitte )?(?:find|search for|look for|suche?|finde)\s+(?:me |us |mir |uns )?(.*\b(?:prospects?|leads|new clients|interessenten|neukunden)\b.*?)[.!?]*\s*$/#
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        let query = String(match.1)
        return Draft(
            type: .prospectSearch, description: say("Search for \(query)", "Suche: \(query)"),
            metadata: ["query": .string(query)])
    }

    private func contactUpdate(
        _ text: String, _ contact: EntityReference, _ name: String, _ say: Wording
    ) -> Draft? {
        let pattern =
            #/(?is)\b(?:change|update|set|correct|ändere?|setze?)\b.*?\b(e-?mail(?: address)?|phone(?: number)?|telefon(?:nummer)?|job title|title|titel)\b.*\s(?:to|auf|in)\s+(\S.*?)[.!]*\s*$/#
        guard let match = text.firstMatch(of: pattern) else { return nil }
        let field =
            switch match.1.lowercased().prefix(1) {
            case "e": "email"
            case "p": "phone"
            default: match.1.lowercased().hasPrefix("tel") ? "phone" : "job_title"
            }
        let value = String(match.2)
        return Draft(
            type: .contactUpdate,
            description: say(
                "Change \(name)’s \(field.replacing("_", with: " ")) to \(value)",
                "\(Self.germanFields[field] ?? field) von \(name) ändern auf \(value)"),
            metadata: [
                "contact_id": .string(contact.id),
                "changes": .object([.init(name: field, value: .string(value))]),
            ])
    }

    private static let germanFields = [
        "email": "E-Mail", "phone": "Telefon", "job_title": "Titel",
    ]

    private func listOperation(
        _ text: String, _ contacts: [EntityReference], _ name: (EntityReference) -> String?,
        sentFrom list: String?, _ say: Wording
    ) -> Draft? {
        guard !contacts.isEmpty,
            let match = text.firstMatch(
                of:
                    #/(?is)\b(add|put|remove|delete|entferne|nimm|setze?|füge)\b.*\b(?:list|liste)\b/#
            )
        else { return nil }
        let folded = FoldedText.fold(text)
        let named = lists.first { folded.contains(FoldedText.fold($0.name)) }
        guard let target = named ?? lists.first(where: { $0.id == list }) else { return nil }
        let removes = ["remove", "delete", "entferne"].contains(match.1.lowercased())
        let people = contacts.map { name($0) ?? $0.id }.joined(separator: ", ")
        return Draft(
            type: .listOperation,
            description: removes
                ? say(
                    "Remove \(people) from the list \(target.name)",
                    "\(people) aus der Liste \(target.name) entfernen")
                : say(
                    "Add \(people) to the list \(target.name)",
                    "\(people) in die Liste \(target.name) aufnehmen"),
            metadata: [
                "list_id": .string(target.id), "operation": removes ? "remove" : "add",
                "contact_ids": .strings(contacts.map(\.id)),
            ])
    }

    private func campaignStart(
        _ text: String, sentFrom campaign: String?, _ say: Wording
    ) -> Draft? {
        guard text.contains(#/(?i)\b(?:start|launch|starte)\b.*\b(?:campaign|kampagne)\b/#) else {
            return nil
        }
        let folded = FoldedText.fold(text)
        let named = campaigns.first { folded.contains(FoldedText.fold($0.name)) }
        guard let target = named ?? campaigns.first(where: { $0.id == campaign }) else {
            return nil
        }
        return Draft(
            type: .campaignStart,
            description: say(
                "Start the campaign \(target.name)", "Die Kampagne \(target.name) starten"),
            metadata: ["campaign_id": .string(target.id)])
    }
}
