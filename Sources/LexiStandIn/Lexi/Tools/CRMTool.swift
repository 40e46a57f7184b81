/// The tools Lexi may use, by the names that appear in `tool_step` events.
enum ToolName: String, Codable, Sendable, CaseIterable {
    case contactsSearch = "contacts.search"
    case contactsGet = "contacts.get"
    case companiesSearch = "companies.search"
    case companiesGet = "companies.get"
    case dealsList = "deals.list"
    case dealsGet = "deals.get"
    case mattersList = "matters.list"
    case mattersGet = "matters.get"
    case notesSearch = "notes.search"
    case tasksList = "tasks.list"
    case meetingsList = "meetings.list"
    case pipelineSummary = "pipeline.summary"
    case activitiesList = "activities.list"
    case changesList = "changes.list"
    case usersList = "users.list"
    case usersGet = "users.get"
    case emailsDraft = "emails.draft"
    case createNote = "create_note"
    case createTask = "create_task"
    case scheduleMeeting = "schedule_meeting"
    case proposeTask = "propose_task"
}

/// One use of a tool.
struct ToolCall: Hashable, Sendable {
    var tool: ToolName
    var arguments: [String: String]

    init(_ tool: ToolName, _ arguments: [String: String?] = [:]) {
        self.tool = tool
        self.arguments = arguments.compactMapValues { $0 }
    }
}

/// What a tool found, and how it says so in one line.
struct ToolOutcome: Sendable {
    var summary: String
    var findings: Evidence

    init(_ summary: String, _ fill: (inout Evidence) -> Void = { _ in }) {
        self.summary = summary
        findings = Evidence()
        fill(&findings)
    }
}

/// A tool: one query, or one insertion, in one transaction.
protocol CRMTool: Sendable {
    var name: ToolName { get }
    /// Whether it changes the CRM and so needs the writer.
    var writes: Bool { get }

    /// - Throws: what SQLite reports; an empty result is no error.
    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome
}

extension CRMTool {
    var writes: Bool { false }

    /// "1 note", "3 notes", "No notes".
    func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
        switch count {
        case 0: "No \(plural ?? singular + "s")"
        case 1: "1 \(singular)"
        default: "\(count) \(plural ?? singular + "s")"
        }
    }
}
