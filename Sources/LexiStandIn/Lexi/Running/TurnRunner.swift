import GRDB

/// Answers one message: plans, runs tools on the database, writes, and says so as it goes.
struct TurnRunner: Sendable {
    let database: StandInDatabase
    let time: WallTime
    let pace: Pace
    let seed: UInt64
    let clock: any Clock<Duration>
    let ending: ServerEnding
    /// Answers in place of the rules, if there is one.
    var model: ModelClient?

    /// Runs a turn until its answer has been sent. It stops at the next step when its task is
    /// cancelled, the server ends or `send` throws.
    /// - Parameters:
    ///   - result: follows what has been sent, so that a broken turn can be kept.
    ///   - send: delivers one event.
    func run(
        _ turn: Turn, result: inout TurnResult,
        send: (StreamEvent) async throws -> Void
    ) async throws {
        if let model {
            return try await ModelTurn(turn: turn, model: model, runner: self)
                .run(result: &result, send: send)
        }
        var pacing = Pacing(pace: pace, seed: seed, message: turn.request.message)
        let today = time.today
        let workspace = turn.identity.workspace
        let (directory, reading) = try await database.read { db in
            let lists = ContactLists(db: db, workspace: workspace)
            return (
                try Directory(CRM(db: db, workspace: workspace, today: today)),
                LexiTaskReading(lists: try lists.lists(), campaigns: try lists.campaigns())
            )
        }
        let question = Question(
            turn.request.message,
            in: .init(
                directory: directory, context: turn.request.context.references,
                earlier: turn.focus, today: today, askingUser: turn.identity.user))
        let answer: String
        let draft = reading.draft(
            turn.request.message, subjects: question.subjects.map(\.reference),
            name: directory.name(of:), language: question.language,
            list: turn.request.listID,
            campaign: turn.request.campaignID)
        if turn.request.allowTools, let draft {
            let say = Wording(language: question.language)
            answer = try await propose(
                draft, turn: turn, say: say, pacing: &pacing, result: &result, send: send)
        } else if turn.request.allowTools {
            var evidence = Evidence()
            try await gather(
                into: &evidence, for: question, turn: turn, directory: directory,
                pacing: &pacing, result: &result, send: send)
            answer = Answer(to: question, from: evidence, today: today).markdown
        } else {
            let say = Wording(language: question.language)
            try await pause(pacing.thinking())
            try await send(
                .thinking(
                    say(
                        "CRM tools are off, so I will look through the conversation",
                        "Die CRM-Werkzeuge sind aus, ich sehe im Gespräch nach")))
            let earlier = turn.history.map {
                ConversationAnswer.Said(isUser: $0.role == "user", text: $0.content)
            }
            answer = ConversationAnswer(question: question, earlier: earlier).markdown
        }
        result.focus = Self.focus(of: question) ?? turn.focus
        var conversationID = turn.isNewConversation ? turn.conversationID : nil
        for piece in pacing.pieces(of: answer) {
            try await pause(pacing.text())
            try await send(.text(delta: piece, conversationID: conversationID))
            result.answer += piece
            conversationID = nil
        }
    }

    /// Uses tools until the planner has enough.
    private func gather(
        into evidence: inout Evidence, for question: Question, turn: Turn, directory: Directory,
        pacing: inout Pacing, result: inout TurnResult,
        send: (StreamEvent) async throws -> Void
    ) async throws {
        let planner = Planner(question: question, turnID: turn.id)
        let thoughts = Thoughts(question: question, directory: directory)
        try await pause(pacing.thinking())
        try await send(.thinking(thoughts.opening))
        var thoughtCount = 1
        while let call = planner.next(evidence) {
            if thoughtCount < 5, let thought = thoughts.before(call, evidence) {
                try await pause(pacing.thinking())
                try await send(.thinking(thought))
                thoughtCount += 1
            }
            try await send(.toolStarted(call.tool.rawValue))
            try await pause(pacing.tool())
            let outcome = try await run(call, workspace: turn.identity.workspace)
            try await send(.toolCompleted(call.tool.rawValue, summary: outcome.summary))
            evidence.add(outcome, of: call)
            result.steps.append(
                .init(
                    tool: call.tool.rawValue, arguments: call.arguments, summary: outcome.summary))
        }
        if let closing = thoughts.closing(evidence) {
            try await pause(pacing.thinking())
            try await send(.thinking(closing))
        }
    }

    /// Makes a task of a draft and says that it waits.
    private func propose(
        _ draft: LexiTaskReading.Draft, turn: Turn, say: Wording, pacing: inout Pacing,
        result: inout TurnResult, send: (StreamEvent) async throws -> Void
    ) async throws -> String {
        try await pause(pacing.thinking())
        try await send(
            .thinking(
                say(
                    "This changes more than one answer can, so it needs approval",
                    "Das ändert mehr als eine Antwort darf, es braucht eine Freigabe")))
        let id = "task_" + turn.id
        let call = ToolCall(
            .proposeTask,
            [
                "id": id, "type": draft.type.rawValue, "description": draft.description,
                "metadata": draft.metadata.wire, "created_at": time.now().timestamp,
            ])
        try await send(.toolStarted(call.tool.rawValue))
        try await pause(pacing.tool())
        let outcome = try await run(call, workspace: turn.identity.workspace)
        try await send(.toolCompleted(call.tool.rawValue, summary: outcome.summary))
        result.steps.append(
            .init(tool: call.tool.rawValue, arguments: call.arguments, summary: outcome.summary))
        result.proposal = .init(id: id, type: draft.type)
        return say(
            "I have prepared this, and it waits for your approval: **\(draft.description)** (`\(id)`).",
            "Das ist vorbereitet und wartet auf Ihre Freigabe: **\(draft.description)** (`\(id)`).")
    }

    private func run(_ call: ToolCall, workspace: String) async throws -> ToolOutcome {
        guard let tool = ToolBox.tools[call.tool] else {
            preconditionFailure("every tool name has a tool")
        }
        let today = time.today
        let now = time.timeOfDay
        let work = { @Sendable (db: Database) in
            try tool.run(
                call.arguments, in: CRM(db: db, workspace: workspace, today: today, time: now))
        }
        return tool.writes
            ? try await database.write(work) : try await database.read(work)
    }

    private func pause(_ duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        try await ending.pause(duration, clock)
    }

    /// What a later "she" or "it" will mean: this message's subjects, then its context.
    private static func focus(of question: Question) -> [EntityReference]? {
        let subjects = question.subjects.map(\.reference).filter { $0.kind != .user }
        let all = subjects + question.context.filter { !subjects.contains($0) }
        return all.isEmpty ? nil : all
    }
}
