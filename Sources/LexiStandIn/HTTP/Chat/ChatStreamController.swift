import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `POST /v1/lexi/chat/stream`.
struct ChatStreamController: Sendable {
    let turns: TurnService

    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .post, path: "/v1/lexi/chat/stream", name: "streamChat",
                summary: "Stream chat with Lexi as Server-Sent Events", permission: .chat,
                body: .object(
                    [
                        "message": .string(
                            .init(length: 1...ChatStreamRequest.messageLimit, form: .notBlank)),
                        "conversation_id": .text.orNull,
                        "context": Self.context.orNull,
                        "allow_tools": Shape.boolean.orNull,
                    ], requiring: ["message"]),
                takesIdempotencyKey: true, answer: .text, answerType: "text/event-stream",
                refusals: [402, 404, 413],
                work: .custom { request, context in try await answer(request, context) })
        ]
    }

    private static let context = Shape.object(
        [
            "contact_id": .text.orNull, "deal_id": .text.orNull, "matter_id": .text.orNull,
            "company_id": .text.orNull, "page": .any,
        ], requiring: [])

    private func answer(_ request: Request, _ context: GatewayContext) async throws -> Response {
        var request = request
        let (beginning, claim) = try await turns.begin(&request, context) {
            try ChatStreamRequest(json: $0)
        }
        let faults = context.faults
        switch beginning {
        // What was answered as JSON, on request, is no stream to frame anew.
        case .replay(let stored) where stored.hasPrefix("{"):
            return .json(stored)
        case .replay(let stream):
            let delivery = StreamDelivery(runner: turns.runner, connection: context.connection)
            return Self.streaming { writer in
                try await Self.replay(stream, faults, delivery, &writer)
                try await writer.finish(nil)
            }
        case .started(let turn):
            if faults.answersJSON {
                return .json(try await turns.whole(turn, context.trace))
            }
            let session = ChatStreamSession(
                turn: turn, turns: turns, trace: context.trace, faults: faults,
                connection: context.connection)
            let body = request.body
            return Self.streaming { writer in
                defer { withExtendedLifetime(claim) {} }
                try await session.run(watching: body, writer: &writer)
                try await writer.finish(nil)
            }
        }
    }

    /// Sends a stored stream again; the faults are those of this request.
    private static func replay(
        _ stream: String, _ faults: Faults, _ delivery: StreamDelivery,
        _ writer: inout any ResponseBodyWriter
    ) async throws {
        let frames = StreamFrame.all(in: stream)
        let id = frames.compactMap { JSONValue(stored: $0.data)["conversation_id"]?.text }.first
        var wire = FaultyStream(faults, conversationID: id ?? "")
        do {
            for frame in frames { try await delivery.perform(wire.steps(for: frame), &writer) }
        } catch is ChatStreamSession.Staged {
            return
        }
    }

    /// The watch for a client that goes away reads the connection to its end, so it cannot be
    /// used for another request: the response says so.
    private static func streaming(
        _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store",
                .connection: "close",
            ],
            body: ResponseBody(write))
    }
}
