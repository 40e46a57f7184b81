import Foundation
import GRDB

/// Does what an approved task says, to the CRM, in the transaction that ends the task.
struct LexiTaskExecution {
    let crm: CRM
    let now: Date

    /// Why a task cannot be done. It then counts as failed and changes nothing.
    struct Impossible: Error, CustomStringConvertible {
        var description: String
        init(_ description: String) { self.description = description }
    }

    private var lists: ContactLists { ContactLists(db: crm.db, workspace: crm.workspace) }

    /// Ends the task as completed or failed; what came of it is `result` in its metadata.
    func run(_ task: LexiTask) throws {
        let tasks = LexiTasks(db: crm.db, workspace: crm.workspace)
        do {
            var result = ""
            try crm.db.inSavepoint {
                result = try perform(task)
                return .commit
            }
            try tasks.set(
                .completed, of: task.id, metadata: task.metadata.with("result", .string(result)))
        } catch let error as Impossible {
            try tasks.set(
                .failed, of: task.id,
                metadata: task.metadata.with("error", .string(error.description)))
        }
    }

    private func perform(_ task: LexiTask) throws -> String {
        switch task.type {
        case .contactUpdate: try updateContact(task.metadata)
        case .listOperation: try changeList(task.metadata)
        case .campaignStart: try startCampaign(task.metadata)
        case .prospectSearch: try searchProspects(task)
        }
    }

    private func updateContact(_ metadata: JSONValue) throws -> String {
        var contact = try contact(metadata["contact_id"]?.text)
        let changes = metadata["changes"]?.members ?? []
        for change in changes {
            switch (change.name, change.value) {
            case ("email", .string(let text)): contact.email = text
            case ("phone", .string(let text)): contact.phone = text
            case ("job_title", .string(let text)): contact.jobTitle = text
            case ("priority", .integer(let number)): contact.priority = number
            default: throw Impossible("\(change.name) cannot be changed")
            }
        }
        contact.updatedDate = now.timestamp
        try contact.update(crm.db)
        let names = changes.map { $0.name.replacing("_", with: " ") }.joined(separator: ", ")
        try record("Updated \(names)", of: contact.id)
        return "Updated \(names) of \(contact.fullName)"
    }

    private func changeList(_ metadata: JSONValue) throws -> String {
        let id = metadata["list_id"]?.text
        guard let list = try lists.lists().first(where: { $0.id == id }) else {
            throw Impossible("There is no list with the id \(id ?? "")")
        }
        let contacts = try (metadata["contact_ids"]?.elements ?? []).map { try contact($0.text) }
        let adds = metadata["operation"]?.text != "remove"
        for contact in contacts {
            if adds {
                try lists.add(contact.id, to: list.id)
            } else {
                try lists.remove(contact.id, from: list.id)
            }
            try record(
                adds ? "Added to the list \(list.name)" : "Removed from the list \(list.name)",
                of: contact.id)
        }
        return "\(adds ? "Added" : "Removed") \(contacts.count) of \(list.name)"
    }

    private func startCampaign(_ metadata: JSONValue) throws -> String {
        let id = metadata["campaign_id"]?.text ?? ""
        guard let list = try lists.start(campaign: id, at: now.timestamp) else {
            throw Impossible("There is no campaign with the id \(id)")
        }
        let members = try lists.members(of: list)
        for contact in members { try record("Campaign started", of: contact) }
        return "Started for \(members.count) contacts"
    }

    /// Adds the found people as contacts, and a list of them.
    private func searchProspects(_ task: LexiTask) throws -> String {
        let query = task.metadata["query"]?.text ?? ""
        let found = ProspectPool.people(fitting: query)
        guard !found.isEmpty else { return "Found nobody" }
        let list = ContactLists.Named(id: "list-\(task.id)", name: "Prospects: \(query)")
        try lists.insertList(list, createdDate: now.timestamp)
        for (position, person) in found.enumerated() {
            let contact = person.contact(
                id: "contact-\(task.id)-\(position + 1)", workspace: crm.workspace,
                created: now.timestamp)
            try contact.insert(crm.db)
            try lists.add(contact.id, to: list.id)
            try record("Found by a prospect search", of: contact.id)
        }
        return "Found \(found.count) prospects, see the list \(list.name)"
    }

    private func contact(_ id: String?) throws -> Contact {
        guard let contact = try crm.record(Contact.self, id) else {
            throw Impossible("There is no contact with the id \(id ?? "")")
        }
        return contact
    }

    private func record(_ title: String, of contact: String) throws {
        try lists.record(
            title, of: contact, id: "activity-" + Identifiers.ulid(at: now), at: now.timestamp)
    }
}
