import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `POST /v1/lexi/chat/stream`.
struct ChatStreamController: Sendable {
    let gate: Gate
    let database: StandInDatabase
    let ledger: TurnLedger
    let runner: TurnRunner
    let time: WallTime
    let inFlight = StreamsInFlight()

    private static let bodyLimit = 8 * 1_024 * 1_024

    func addRoutes(to group: RouterGroup<GatewayContext>) {
        group.post("v1/lexi/chat/stream") { request, context in
            try await answer(request, context)
        }
    }

    private func answer(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let identity = try await gate.admit(
            request, context, permissions: ["write:ai", "lexi"])
        var request = request
        let body = try await Self.body(of: &request)
        let chat = try ChatStreamRequest(json: Data(body.readableBytesView))
        let key = request.headers[.idempotencyKey].flatMap { $0.isEmpty ? nil : $0 }
        let claim: StreamsInFlight.Claim?
        if let key {
            claim = try await inFlight.claim(identity.workspace + " " + key)
        } else {
            claim = nil
        }
        let now = time.now()
        let beginning = try await database.write { db in
            try ledger.begin(chat, identity: identity, idempotencyKey: key, now: now, in: db)
        }
        switch beginning {
        case .refused(let error): throw error
        case .replay(let stream):
            context.trace.note("outcome", "replayed")
            return Self.streaming { writer in
                try await writer.write(ByteBuffer(string: stream))
                try await writer.finish(nil)
            }
        case .started(let turn):
            return stream(turn, request: request, context: context, claim: claim)
        }
    }

    /// The whole body. What cannot be read, for instance a broken chunk, is the client's fault.
    private static func body(of request: inout Request) async throws -> ByteBuffer {
        do {
            return try await request.collectBody(upTo: bodyLimit)
        } catch is NIOTooManyBytesError {
            throw APIError.tooLarge
        } catch let error as CancellationError {
            throw error
        } catch {
            throw APIError.validation("The request body could not be read")
        }
    }

    private func stream(
        _ turn: Turn, request: Request, context: GatewayContext, claim: StreamsInFlight.Claim?
    ) -> Response {
        let session = ChatStreamSession(
            turn: turn, database: database, ledger: ledger, runner: runner, time: time,
            trace: context.trace)
        return Self.streaming { writer in
            defer { withExtendedLifetime(claim) {} }
            try await session.run(watching: request.body, writer: &writer)
            try await writer.finish(nil)
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
