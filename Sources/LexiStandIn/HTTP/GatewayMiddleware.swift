import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// What every response has in common: date, request id, rate limit headers, JSON errors, a log
/// line.
struct GatewayMiddleware: RouterMiddleware {
    typealias Context = GatewayContext

    let gate: Gate
    let time: WallTime
    let routes: RouteTable
    let faults: Faults
    let ending: ServerEnding
    let clock: any Clock<Duration>
    let logger: Logger

    func handle(
        _ request: Request, context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        let requestID = "req_" + Identifiers.ulid(at: time.now())
        var response: Response
        var context = context
        do {
            context.faults = try Self.faults(of: request, beside: faults)
            response = try await answer(request, context, next)
        } catch {
            response = self.response(for: error, request: request, context: context)
        }
        response.headers[.date] = time.now().httpDate
        if !context.faults.hidesRequestID { response.headers[.requestID] = requestID }
        if context.faults.hidesRetryAfter { response.headers[.retryAfter] = nil }
        if !context.faults.hidesRateLimit {
            try await addStanding(to: &response, request, context)
        }
        let line: Logger.Metadata = [
            "request_id": "\(requestID)", "method": "\(request.method.rawValue)",
            "path": "\(request.uri.path)", "status": "\(response.status.code)",
        ]
        let (body, trace) = (response.body, context.trace)
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            defer {
                let elapsed = ContinuousClock.now - started
                var metadata = line.merging(trace.metadata) { own, _ in own }
                metadata["duration_ms"] = "\(Int(elapsed / .milliseconds(1)))"
                logger.info("Request answered", metadata: metadata)
            }
            try await body.write(writer)
        }
        return response
    }

    /// Where the workspace stands, in the three headers.
    private func addStanding(
        to response: inout Response, _ request: Request, _ context: GatewayContext
    ) async throws {
        let standing: RequestCounts.Standing
        if let known = context.trace.standing {
            standing = known
        } else {
            standing = try await gate.standing(of: request)
        }
        response.headers[.rateLimitLimit] = String(standing.limit)
        response.headers[.rateLimitRemaining] = String(standing.remaining)
        response.headers[.rateLimitReset] = String(
            standing.reset + context.faults.resetDays * 86_400)
    }

    /// The server's faults, and those the request asks for.
    private static func faults(of request: Request, beside faults: Faults) throws -> Faults {
        var faults = faults
        do {
            for header in request.headers[values: .standInFault] { try faults.add(header) }
        } catch let error as FaultError {
            throw APIError.validation(
                "Invalid request: X-Standin-Fault", ["X-Standin-Fault": error.description])
        }
        return faults
    }

    /// Lets the request through, unless a fault or the server's end stands before it.
    private func answer(
        _ request: Request, _ context: GatewayContext,
        _ next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        guard !ending.isClosed else { throw APIError.unavailable }
        let faults = context.faults
        if faults.delay > .zero { try await ending.pause(faults.delay, clock) }
        if faults.drops {
            await context.connection.reset()
            throw APIError.unavailable
        }
        if let status = faults.status {
            return Self.page(of: status)
        }
        if let code = faults.error { throw APIError.named(code) }
        return try await next(request, context)
    }

    /// What a gateway or a proxy says by itself, in the form most of them use.
    private static func page(of status: Int) -> Response {
        // The library has no name for the status of RFC 8470.
        let phrase =
            status == 425 ? "Too Early" : HTTPResponseStatus(statusCode: status).reasonPhrase
        let title = "\(status) \(phrase)"
        let html = """
            <html>
            <head><title>\(title)</title></head>
            <body><center><h1>\(title)</h1></center></body>
            </html>

            """
        return Response(
            status: HTTPResponse.Status(code: status, reasonPhrase: phrase),
            headers: [.contentType: "text/html"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    private func response(
        for error: any Error, request: Request, context: GatewayContext
    ) -> Response {
        let refusal: APIError
        switch error {
        case let error as APIError: refusal = error
        case is ServerEnding.Ended: refusal = .unavailable
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
    static let standInFault = Self("X-Standin-Fault")!
    static let idempotencyKey = Self("Idempotency-Key")!
}
