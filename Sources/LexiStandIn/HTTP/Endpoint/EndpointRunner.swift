import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Turns a request into a checked call, does an endpoint's work in one transaction, and the
/// reply into a response.
struct EndpointRunner: Sendable {
    let gate: Gate
    let database: StandInDatabase
    let time: WallTime

    func answer(
        _ endpoint: Endpoint, _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        if case .custom(let work) = endpoint.work { return try await work(request, context) }
        var request = request
        guard let permission = endpoint.permission else {
            preconditionFailure("what reads or writes the CRM needs a permission")
        }
        let identity = try await gate.admit(request, context, permission)
        let data = try await RequestReading.body(of: &request)
        let body = try endpoint.body.map {
            try RequestReading.json(data, as: $0, isRequired: endpoint.requiresBody)
        }
        let call = Call(
            identity: identity, now: time.now(), id: RequestReading.id(of: context),
            query: try RequestReading.query(of: request, as: endpoint.query), body: body ?? .null,
            faults: context.faults)
        let key = try endpoint.takesIdempotencyKey ? request.idempotencyKey : nil
        return try await Self.response(reply(to: call, of: endpoint, key: key, context), endpoint)
    }

    private func reply(
        to call: Call, of endpoint: Endpoint, key: String?, _ context: GatewayContext
    ) async throws -> Reply {
        let today = time.today
        switch endpoint.work {
        case .reads(let work):
            return try await database.read { db in try work(call, crm(of: call, today, db)) }
        case .writes(let work):
            let (reply, isReplay) = try await database.write { db in
                try once(key, call, endpoint, in: db) {
                    try work(call, crm(of: call, today, db))
                }
            }
            if isReplay { context.trace.note("outcome", "replayed") }
            try await reply.afterwards?()
            return reply
        case .custom: preconditionFailure("a custom endpoint answers by itself")
        }
    }

    /// Does the work unless this key's reply is stored; then that is the reply. Both happen in
    /// the transaction of the work, so of two requests at once only the first works.
    private func once(
        _ key: String?, _ call: Call, _ endpoint: Endpoint, in db: Database,
        work: () throws -> Reply
    ) throws -> (Reply, isReplay: Bool) {
        guard let key else { return (try work(), false) }
        let request = "\(endpoint.name) \(call.id) \(call.body.wire)"
        let replies = IdempotentReplies(workspace: call.identity.workspace, now: call.now)
        if let stored = try replies.find(key, request: request, in: db) {
            return (stored, true)
        }
        let reply = try work()
        try replies.store(reply, for: key, request: request, in: db)
        return (reply, false)
    }

    private func crm(of call: Call, _ today: CalendarDay, _ db: Database) -> CRM {
        CRM(db: db, workspace: call.identity.workspace, today: today)
    }

    private static func response(_ reply: Reply, _ endpoint: Endpoint) -> Response {
        let status = reply.status ?? endpoint.status
        guard let body = reply.body else { return Response(status: status) }
        return .json(reply.text ?? body.wire, status: status)
    }
}

extension Response {
    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension Request {
    /// The Idempotency-Key, or nil where there is none.
    /// - Throws: `validation_error` for one no database index should have to hold.
    var idempotencyKey: String? {
        get throws {
            guard let key = headers[.idempotencyKey], !key.isEmpty else { return nil }
            guard key.unicodeScalars.count <= 255 else {
                throw APIError.validation(
                    "Invalid request: Idempotency-Key",
                    ["Idempotency-Key": "has more than 255 characters"])
            }
            return key
        }
    }
}
