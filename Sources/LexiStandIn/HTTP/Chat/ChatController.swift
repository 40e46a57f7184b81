import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// `POST /v1/lexi/chat`: the whole answer at once, and perhaps a task that waits for approval.
struct ChatController: Sendable {
    let turns: TurnService

    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .post, path: "/v1/lexi/chat", name: "chat",
                summary: "Chat with Lexi, answered as a whole", permission: .chat,
                body: Self.body, takesIdempotencyKey: true,
                answer: Endpoint.data(
                    .object([
                        "response": .text, "task_id": .text.orNull,
                        "requires_approval": .boolean, "conversation_id": .text,
                    ])),
                refusals: [402, 413],
                work: .custom { request, context in try await answer(request, context) })
        ]
    }

    private static let body = Shape.object(
        [
            "message": .text(1...Int.max),
            "context": Shape.object(
                [
                    "list_id": .text.orNull, "campaign_id": .text.orNull,
                    "conversation_id": .text.orNull,
                ], requiring: []
            ).orNull,
        ], requiring: ["message"])

    private func answer(_ request: Request, _ context: GatewayContext) async throws -> Response {
        var request = request
        let (beginning, claim) = try await turns.begin(&request, context, read: Self.message)
        defer { withExtendedLifetime(claim) {} }
        switch beginning {
        case .replay(let stored): return .json(stored)
        case .started(let turn): return .json(try await run(turn, context))
        }
    }

    private static func message(_ data: Data) throws -> ChatStreamRequest {
        let value = try RequestReading.json(data, as: body, isRequired: true)
        let text = value["message"]?.text ?? ""
        guard !text.allSatisfy(\.isWhitespace) else {
            throw APIError.validation(
                "Invalid request: message", ["message": "must not be blank"])
        }
        var request = ChatStreamRequest(
            plain: text, conversationID: value["context"]?["conversation_id"]?.text)
        request.listID = value["context"]?["list_id"]?.text
        request.campaignID = value["context"]?["campaign_id"]?.text
        return request
    }

    /// Does what a stream does, and keeps its events to itself.
    private func run(_ turn: Turn, _ context: GatewayContext) async throws -> String {
        var result = TurnResult()
        do {
            try await turns.runner.run(turn, result: &result) { _ in }
            let (finished, now) = (result, turns.time.now())
            let answer = Self.answer(to: turn, finished)
            let credits = try await turns.database.write { db in
                try turns.ledger.settle(turn, result: finished, now: now, in: db) { _ in answer }
            }
            context.trace.note("credits_remaining", "\(credits)")
            return answer
        } catch {
            try await turns.abandon(turn, result, state: "failed")
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
}
