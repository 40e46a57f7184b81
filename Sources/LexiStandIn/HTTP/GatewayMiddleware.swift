import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What every response has in common: request id, rate limit headers, JSON errors, a log line.
struct GatewayMiddleware: RouterMiddleware {
    typealias Context = GatewayContext

    let gate: Gate
    let time: WallTime
    let routes: RouteTable
    let logger: Logger

    func handle(
        _ request: Request, context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        let requestID = "req_" + Identifiers.ulid(at: time.now())
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = self.response(for: error, request: request, context: context)
        }
        response.headers[.requestID] = requestID
        let standing: RequestCounts.Standing
        if let known = context.trace.standing {
            standing = known
        } else {
            standing = try await gate.standing(of: request)
        }
        response.headers[.rateLimitLimit] = String(standing.limit)
        response.headers[.rateLimitRemaining] = String(standing.remaining)
        response.headers[.rateLimitReset] = String(standing.reset)
        let line: Logger.Metadata = [
            "request_id": "\(requestID)", "method": "\(request.method.rawValue)",
            "path": "\(request.uri.path)", "status": "\(response.status.code)",
        ]
        let body = response.body
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            defer {
                let elapsed = ContinuousClock.now - started
                var metadata = line.merging(context.trace.metadata) { own, _ in own }
                metadata["duration_ms"] = "\(Int(elapsed / .milliseconds(1)))"
                logger.info("Request answered", metadata: metadata)
            }
            try await body.write(writer)
        }
        return response
    }

    private func response(
        for error: any Error, request: Request, context: GatewayContext
    ) -> Response {
        let refusal: APIError
        switch error {
        case let error as APIError: refusal = error
        case let error as HTTPError where error.status == .notFound:
            refusal = routes.refusal(of: request)
        case let error as HTTPError where error.status == .contentTooLarge:
            refusal = .tooLarge
        default:
            context.trace.note("error", "\(error)")
            refusal = .internalFailure
        }
        context.trace.note("code", "\(refusal.code)")
        var response = Response.json(refusal.json, status: refusal.status)
        for field in refusal.headers { response.headers[field.name] = field.value }
        return response
    }
}

extension HTTPField.Name {
    static let requestID = Self("X-Request-ID")!
    static let rateLimitLimit = Self("X-RateLimit-Limit")!
    static let rateLimitRemaining = Self("X-RateLimit-Remaining")!
    static let rateLimitReset = Self("X-RateLimit-Reset")!
    static let idempotencyKey = Self("Idempotency-Key")!
}
