import GRDB

/// Answers one message with a language model: it asks for tools, they are run, their results go
/// back, until it answers or a bound is reached.
struct ModelTurn: Sendable {
    /// Rounds are replies of the model; a turn ends with an explanation when it would need more.
    static let roundLimit = 8
    /// Tools asked for, whether they could be run or not.
    static let callLimit = 24
    /// Calls that make no sense: the first ones go back to the model with what is wrong.
    static let nonsenseLimit = 3

    let turn: Turn
    let model: ModelClient
    let runner: TurnRunner

    func run(
        result: inout TurnResult, send: (StreamEvent) async throws -> Void
    ) async throws {
        let (prompt, workspace, today) = (turn, turn.identity.workspace, runner.time.today)
        let system = try await runner.database.read { db in
            try SystemPrompt(for: prompt, in: CRM(db: db, workspace: workspace, today: today))
        }
        let context = turn.request.context.references
        result.focus = context.isEmpty ? turn.focus : context
        var request = ModelRequest(
            model: model.server.model,
            messages: [.system(system.text)]
                + ModelHistory.messages(turn.history, then: turn.request.message),
            tools: turn.request.allowTools ? ToolSchemas.all : [])
        var tools = ModelToolUse(turn: turn, runner: runner)
        for _ in 1...Self.roundLimit {
            var spoken = SpokenReply(
                conversationID: turn.isNewConversation ? turn.conversationID : nil,
                isFirst: result.answer.isEmpty)
            let reply = try await hear(request, &spoken, &result, send)
            guard !reply.calls.isEmpty else {
                return try await close(reply, &spoken, &result, send)
            }
            guard turn.request.allowTools else {
                throw APIError.modelNonsense(
                    "The model asked for CRM tools, which are off for this message.")
            }
            let calls = tools.identified(reply.calls)
            request.messages.append(.assistant(reply.text, calls: calls))
            for call in calls {
                guard tools.callCount < Self.callLimit else {
                    return try await say(.tooManyCalls, &result, send)
                }
                let answer = try await tools.use(call, result: &result, send: send)
                guard tools.nonsenseCount < Self.nonsenseLimit else {
                    return try await say(.nonsense(answer), &result, send)
                }
                request.messages.append(.tool(callID: call.id, content: answer))
            }
        }
        try await say(.tooManyRounds, &result, send)
    }

    /// Hears one reply and passes it on while it comes.
    private func hear(
        _ request: ModelRequest, _ spoken: inout SpokenReply, _ result: inout TurnResult,
        _ send: (StreamEvent) async throws -> Void
    ) async throws -> ModelReply {
        var complete: ModelReply?
        var failure: (any Error)?
        do {
            for try await event in model.reply(to: request, until: runner.ending) {
                switch event {
                case .piece(let piece):
                    for event in spoken.take(piece) { try await pass(event, &result, send) }
                case .reply(let reply): complete = reply
                }
            }
        } catch {
            failure = error
        }
        if let failure {
            // A thought that was not at its end when the model failed is still worth reading.
            if failure is APIError {
                for event in spoken.finish() { try await pass(event, &result, send) }
            }
            throw failure
        }
        // A cancelled reader sees the end of the stream.
        try Task.checkCancellation()
        for event in spoken.finish() { try await pass(event, &result, send) }
        guard let complete else { throw CancellationError() }
        return complete
    }

    /// Ends a turn whose last reply asks for nothing more.
    private func close(
        _ reply: ModelReply, _ spoken: inout SpokenReply, _ result: inout TurnResult,
        _ send: (StreamEvent) async throws -> Void
    ) async throws {
        if reply.finish == "length" { return try await say(.lengthReached, &result, send) }
        if reply.finish == "content_filter" { return try await say(.filtered, &result, send) }
        if !spoken.hasText {
            throw APIError.modelNonsense("The model gave an empty answer.")
        }
    }

    /// Adds an explanation to the answer, in a paragraph of its own.
    private func say(
        _ explanation: ModelExplanation, _ result: inout TurnResult,
        _ send: (StreamEvent) async throws -> Void
    ) async throws {
        let language = Language.of(Word.words(of: turn.request.message))
        let isFirst = result.answer.isEmpty
        let text = (isFirst ? "" : "\n\n") + explanation.text(Wording(language: language))
        let id = isFirst && turn.isNewConversation ? turn.conversationID : nil
        try await pass(.text(delta: text, conversationID: id), &result, send)
    }

    private func pass(
        _ event: StreamEvent, _ result: inout TurnResult,
        _ send: (StreamEvent) async throws -> Void
    ) async throws {
        try await send(event)
        if case .text(let delta, _) = event { result.answer += delta }
    }
}
