@testable import LexiStandIn

/// The names of a seeded workspace, without a database.
func seededDirectory() -> Directory {
    let seed = WorkspaceSeed(seed: 1, today: testDay, workspace: "w")
    return Directory(
        seed.contacts.map { (EntityReference(.contact, $0.id), $0.fullName) }
            + seed.companies.map { (EntityReference(.company, $0.id), $0.name) }
            + seed.deals.map { (EntityReference(.deal, $0.id), $0.name) }
            + seed.matters.map { (EntityReference(.matter, $0.id), $0.name) }
            + seed.users.map { (EntityReference(.user, $0.id), $0.fullName) })
}

/// Reads a message as a turn would.
func question(
    _ text: String, context: [EntityReference] = [], earlier: [EntityReference] = []
) -> Question {
    Question(
        text,
        in: .init(
            directory: seededDirectory(), context: context, earlier: earlier, today: testDay))
}

/// Runs a tool on a freshly seeded database.
func run(_ tool: ToolName, _ arguments: [String: String]) async throws -> ToolOutcome {
    let database = try StandInDatabase.open(path: nil)
    let outcome = try await database.write { db in
        _ = try WorkspaceSetup.prepare(db, configuration: .instant(), time: testTime)
        let crm = CRM(db: db, workspace: WorkspaceSetup.mainWorkspace, today: testDay)
        return try ToolBox.tools[tool]!.run(arguments, in: crm)
    }
    try database.close()
    return outcome
}
