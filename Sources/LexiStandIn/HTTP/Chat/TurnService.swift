import Foundation
import GRDB
import Hummingbird
import Logging

/// What the streaming and the plain chat have in common: the way into a turn.
struct TurnService: Sendable {
    let gate: Gate
    let database: StandInDatabase
    let ledger: TurnLedger
    let runner: TurnRunner
    let time: WallTime
    let inFlight = StreamsInFlight()

    /// Lets a request in and opens its turn, or finds what it was answered before.
    ///
    /// A request whose Idempotency-Key is being answered waits for that answer.
    /// - Parameters:
    ///   - request: its body is read.
    ///   - read: makes a message of the body.
    /// - Returns: the claim has to be kept until the turn's books are closed.
    /// - Throws: `APIError` for a refusal.
    func begin(
        _ request: inout Request, _ context: GatewayContext,
        read: (Data) throws -> ChatStreamRequest
    ) async throws -> (beginning: Admitted, claim: StreamsInFlight.Claim?) {
        let identity = try await gate.admit(request, context, .chat)
        let chat = try read(try await RequestReading.body(of: &request))
        let key = try request.idempotencyKey
        var claim: StreamsInFlight.Claim?
        if let key {
            claim = try await self.claim(identity.workspace + " " + key, context.faults)
        }
        let now = time.now()
        let newID =
            context.faults.usesPrefixedIDs
            ? "conv_" + Identifiers.ulid(at: now) : Identifiers.conversation()
        let beginning = try await database.write { db in
            try ledger.begin(
                chat, identity: identity, idempotencyKey: key, newID: newID, now: now, in: db)
        }
        switch beginning {
        case .refused(let error): throw error
        case .replay(let stored):
            context.trace.note("outcome", "replayed")
            return (.replay(stored), claim)
        case .started(let turn): return (.started(turn), claim)
        }
    }

    private func claim(
        _ key: String, _ faults: Faults
    ) async throws -> StreamsInFlight.Claim {
        guard faults.refusesBusyKeys else { return try await inFlight.claim(key) }
        guard let claim = inFlight.claimIfFree(key) else { throw APIError.keyInProgress }
        return claim
    }

    enum Admitted: Sendable {
        case started(Turn)
        case replay(String)
    }

    /// Does what a stream does, and keeps its events to itself.
    /// - Returns: the answer of the plain chat.
    func whole(_ turn: Turn, _ trace: RequestTrace) async throws -> String {
        let close = runner.ending.open()
        defer { close() }
        var result = TurnResult()
        do {
            try await runner.run(turn, result: &result) { _ in }
            let (finished, now) = (result, time.now())
            let answer = Self.answer(to: turn, finished)
            let credits = try await database.write { db in
                try ledger.settle(turn, result: finished, now: now, in: db) { _ in answer }
            }
            trace.note("credits_remaining", "\(credits)")
            return answer
        } catch is ServerEnding.Ended {
            try await abandon(turn, result, state: "incomplete")
            throw APIError.unavailable
        } catch {
            try await abandon(turn, result, state: "failed")
            throw error
        }
    }

    private static func answer(to turn: Turn, _ result: TurnResult) -> String {
        let data: JSONValue = [
            "response": .string(result.answer), "task_id": JSONValue(result.proposal?.id),
            "requires_approval": .bool(result.proposal != nil),
            "conversation_id": .string(turn.conversationID),
        ]
        return JSONValue.object([.init(name: "data", value: data)]).wire
    }

    /// Closes the books of a turn that did not come to its end.
    ///
    /// Runs in a task of its own because this one may be cancelled, and a cancelled task's
    /// database access is refused.
    func abandon(_ turn: Turn, _ result: TurnResult, state: String) async throws {
        let now = time.now()
        try await Task {
            try await database.write { db in
                try ledger.abandon(turn, result: result, state: state, now: now, in: db)
            }
        }.value
    }
}
