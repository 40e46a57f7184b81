import Foundation
import HTTPTypes
import Hummingbird

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
            "message": .string(.init(length: 1...ChatStreamRequest.messageLimit, form: .notBlank)),
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
        case .started(let turn): return .json(try await turns.whole(turn, context.trace))
        }
    }

    private static func message(_ data: Data) throws -> ChatStreamRequest {
        let value = try RequestReading.json(data, as: body, isRequired: true)
        let text = value["message"]?.text ?? ""
        var request = ChatStreamRequest(
            plain: text, conversationID: value["context"]?["conversation_id"]?.text)
        request.listID = value["context"]?["list_id"]?.text
        request.campaignID = value["context"]?["campaign_id"]?.text
        return request
    }
}
