import GRDB

/// Runs the tools a model asks for, on the same database and by the same rules as the stand-in's
/// own: what writes runs in one transaction, what needs approval becomes a task that waits.
struct ModelToolUse: Sendable {
    let turn: Turn
    let runner: TurnRunner

    private(set) var callCount = 0
    /// How many calls could not be made sense of.
    private(set) var nonsenseCount = 0
    private var writeCount = 0
    private var ids: Set<String> = []

    init(turn: Turn, runner: TurnRunner) {
        self.turn = turn
        self.runner = runner
    }

    /// The same calls, each with an id of its own: results are told apart by it.
    mutating func identified(_ calls: [ModelReply.Call]) -> [ModelReply.Call] {
        calls.map { call in
            var call = call
            if call.id.isEmpty || ids.contains(call.id) { call.id = "call_\(ids.count + 1)" }
            ids.insert(call.id)
            return call
        }
    }

    /// Runs one call.
    /// - Returns: what the model gets: findings as JSON, or what is wrong with the call.
    /// - Throws: what the database reports, unless the call is to blame; and what `send` throws.
    mutating func use(
        _ call: ModelReply.Call, result: inout TurnResult,
        send: (StreamEvent) async throws -> Void
    ) async throws -> String {
        callCount += 1
        guard let schema = ToolSchemas.named(call.name) else {
            let name = ModelServerError.line(call.name).prefix(60)
            return try await refuse("There is no tool “\(name)”", send)
        }
        let facts = TurnFacts(
            turnID: turn.id, user: turn.identity.user,
            timestamp: runner.time.now().timestamp, earlierWrites: writeCount)
        let given: [String: String]
        let ready: ToolCall
        do throws(ToolArgumentError) {
            given = try schema.read(call.arguments)
            ready = ToolCall(schema.tool, try schema.completing(given, facts))
        } catch {
            return try await refuse(error.description, send)
        }
        let outcome: ToolOutcome
        let name = schema.tool.rawValue
        try await send(.toolStarted(name))
        do {
            outcome = try await run(ready, referringTo: Self.references(in: given))
        } catch let error as ToolArgumentError {
            try await send(.toolCompleted(name, summary: error.description))
            nonsenseCount += 1
            return error.description
        }
        try await send(.toolCompleted(name, summary: outcome.summary))
        result.steps.append(
            .init(tool: name, arguments: ready.arguments, summary: outcome.summary))
        note(ready, in: &result)
        return FindingsJSON.text(outcome)
    }

    private mutating func refuse(
        _ fault: String, _ send: (StreamEvent) async throws -> Void
    ) async throws -> String {
        nonsenseCount += 1
        try await send(.thinking("A tool call that makes no sense: \(fault)"))
        return fault
    }

    private mutating func note(_ call: ToolCall, in result: inout TurnResult) {
        guard ToolBox.tools[call.tool]?.writes == true else { return }
        writeCount += 1
        if call.tool == .proposeTask, let id = call.arguments["id"],
            let type = call.arguments["type"].flatMap(LexiTask.Kind.init)
        {
            result.proposal = .init(id: id, type: type)
        }
    }

    private func run(
        _ call: ToolCall, referringTo references: [EntityReference]
    ) async throws -> ToolOutcome {
        guard let tool = ToolBox.tools[call.tool] else {
            throw ToolArgumentError("There is no tool \(call.tool.rawValue)")
        }
        let (workspace, today) = (turn.identity.workspace, runner.time.today)
        let now = runner.time.timeOfDay
        let work = { @Sendable (db: Database) in
            let crm = CRM(db: db, workspace: workspace, today: today, time: now)
            for reference in references where try !crm.has(reference) {
                throw ToolArgumentError(
                    "There is no \(reference.kind.rawValue) with the id "
                        + ModelServerError.line(reference.id))
            }
            do {
                return try tool.run(call.arguments, in: crm)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw ToolArgumentError("The database takes no such record")
            }
        }
        return tool.writes
            ? try await runner.database.write(work) : try await runner.database.read(work)
    }

    /// The records a call names. Nothing may hang on one that does not exist, or that another
    /// workspace owns.
    private static func references(in arguments: [String: String]) -> [EntityReference] {
        let kinds: [String: EntityKind] = [
            "contact_id": .contact, "contact_ids": .contact, "company_id": .company,
            "deal_id": .deal, "matter_id": .matter, "assignee_id": .user, "owner_id": .user,
            "lead_id": .user, "organizer_id": .user, "attendee_id": .user,
        ]
        return arguments.sorted { $0.key < $1.key }.flatMap { name, value in
            let ids = name == "contact_ids" ? value.split(separator: ",").map(String.init) : [value]
            return kinds[name].map { kind in ids.map { EntityReference(kind, $0) } } ?? []
        }
    }
}

extension CRM {
    fileprivate func has(_ reference: EntityReference) throws -> Bool {
        switch reference.kind {
        case .contact: try record(Contact.self, reference.id) != nil
        case .company: try record(Company.self, reference.id) != nil
        case .deal: try record(Deal.self, reference.id) != nil
        case .matter: try record(Matter.self, reference.id) != nil
        case .user: try record(User.self, reference.id) != nil
        }
    }
}
